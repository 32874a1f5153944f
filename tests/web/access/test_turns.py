"""Whoever loses a right while their write waits for its turn writes nothing."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Event
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.access.at_the_end import RightAtTheEnd
from dashboard.database import reading
from dashboard.domain.shared.roles import Role
from dashboard.permission import permitted
from dashboard.queries.shared.trail import end_of_log
from dashboard.web.access import readers
from dashboard.web.access.doors import SAFE_METHODS
from dashboard.web.access.rights import ANYONE, ENDPOINTS
from dashboard.writes.service import changing
from tests.web.people.test_managing import PASSWORD, made, signed_in

SEEN, PAGE = "0" * 16, "/api/v1/publications"
LONG_ENOUGH = 30
ANNOTATION = {"day": "2015-02-04", "label_en": "Strike", "label_fr": "Grève"}
KEY = "annotations/2015-02-04-strike"
GRANT = {"partner": "Partner", "views": ["overview"], "expires_on": "2030-01-01"}
REASON = {"reason_en": "Wrong", "reason_fr": "Faux"}
WRITES: dict[str, tuple[str, str, object]] = {
    "desk.log": ("post", "/api/v1/sessions", {"cells": {}}),
    "desk.edit": ("put", "/api/v1/sessions/S-1", {"version": 1, "cells": {}}),
    "desk.set_status": (
        "post",
        "/api/v1/sessions/status",
        {"versions": {"S-1": 1}, "status": "confirmed"},
    ),
    "desk.restore": ("post", "/api/v1/sessions/restore", {"entry": 1}),
    "desk.undo_import": ("post", "/api/v1/imports/1/undo", None),
    "desk.add_venue": ("post", "/api/v1/venues", {"venue_type": "school"}),
    "findings.check": (
        "post",
        "/api/v1/findings/checked",
        {"rule": "duplicate", "versions": {"S-1": 1}, "reason": "Right"},
    ),
    "findings.take_back": ("delete", "/api/v1/findings/checked/1", None),
    "mappings.remember": (
        "put",
        "/api/v1/mappings/ours",
        {"headers": ["a"], "columns": {}, "values": {}, "constants": {}},
    ),
    "mappings.forget": ("delete", "/api/v1/mappings/ours", None),
    "reference.add": ("post", "/api/v1/reference/annotations", {"cells": ANNOTATION}),
    "reference.edit": (
        "put",
        f"/api/v1/reference/{KEY}",
        {"version": SEEN, "cells": ANNOTATION},
    ),
    "reference.remove": ("delete", f"/api/v1/reference/{KEY}", {"version": SEEN}),
    "reference.restore": ("post", f"/api/v1/reference/{KEY}/restore", {"entry": 1}),
    "reference.merge": (
        "post",
        "/api/v1/reference/venues/SC-01/merge",
        {"into": "SC-02", "versions": {"SC-01": SEEN, "SC-02": SEEN}},
    ),
    "reference.unmerge": ("post", "/api/v1/reference/venues/SC-01/unmerge", {}),
    "publishing.send_back": (
        "post",
        f"{PAGE}/send-back",
        {"draft": 1, "digest": "0" * 64, "reason": "Wrong"},
    ),
    "publishing.withdraw": ("post", f"{PAGE}/1/withdraw", REASON),
    "embeds.create": ("post", "/api/v1/embeds", GRANT),
    "embeds.change": ("post", "/api/v1/embeds/1", GRANT | {"version": SEEN}),
    "embeds.renew": ("post", "/api/v1/embeds/1/key", {"version": SEEN}),
    "embeds.revoke": ("post", "/api/v1/embeds/1/revoke", {}),
    "people.add": (
        "post",
        "/api/v1/people",
        {"name": "bo@example.org", "role": "admin", "language": "en"},
    ),
    "people.set_role": ("post", "/api/v1/people/1/role", {"role": "committee"}),
    "people.set_active": ("post", "/api/v1/people/1/active", {"active": False}),
    "people.make_link": ("post", "/api/v1/people/1/link", {"language": "en"}),
    "people.sign_out": ("post", "/api/v1/people/1/sign-out", {}),
    "people.create_token": (
        "post",
        "/api/v1/tokens",
        {"name": "report", "role": "admin", "days": 9},
    ),
    "people.revoke_token": ("post", "/api/v1/tokens/1/revoke", {}),
}
ELSEWHERE = {
    "imports.bring_in": "tests/web/importing",
    "imports.preview": "tests/web/importing",
    "publishing.draft": "tests/web/publications",
    "publishing.approve": "tests/web/publications",
}
WITHOUT_TURN = {
    "calendar.create": "whoever reads the calendar is asked for the right each time",
    "calendar.revoke": "one’s own",
    "subscribing.page": "one’s own; whoever is to get a message is asked for the right",
    "account.page": "one’s own; it takes the turn, and a page answers",
    "outbox.page": "it takes the turn, and a page answers",
    "signing.act_as": "of the demonstration, and not of the database",
    "imports.to_mend": "reads",
}


@pytest.fixture
def admin(server: flask.Flask, engine: Engine) -> FlaskClient:
    made(engine, "root", Role.ADMIN)
    made(engine, "other", Role.ADMIN)
    return signed_in(server, "root")


def test_every_write_is_in_one_of_these_lists(server: flask.Flask):
    changing_ones = {
        rule.endpoint
        for rule in server.url_map.iter_rules()
        if set(rule.methods or ()) - {*SAFE_METHODS}
        and ENDPOINTS.get(rule.endpoint, ANYONE) is not ANYONE
    }
    assert changing_ones == {*WRITES, *ELSEWHERE, *WITHOUT_TURN}


@pytest.mark.parametrize("write", WRITES)
def test_every_write_asks_for_the_right_when_its_turn_has_come(
    admin, engine, monkeypatch, write: str
):
    how, path, body = WRITES[write]
    before = entries(engine)
    monkeypatch.setattr(RightAtTheEnd, "__call__", lambda *_: False)
    answer = getattr(admin, how)(path, json=body)
    assert answer.status_code == HTTPStatus.FORBIDDEN, answer.get_json()
    assert answer.get_json()["error"]["code"] == "forbidden"
    assert entries(engine) == before


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (
            lambda connection, number: accounts.set_active(connection, number, active=False),
            HTTPStatus.FORBIDDEN,
        ),
        (
            lambda connection, number: accounts.set_role(connection, number, Role.COORDINATOR),
            HTTPStatus.FORBIDDEN,
        ),
        (accounts.sign_out_everywhere, HTTPStatus.UNAUTHORIZED),
    ],
    ids=["kept out", "another role", "signed out everywhere"],
)
@pytest.mark.parametrize("write", ["people.create_token", "desk.restore", "publishing.withdraw"])
def test_who_loses_the_right_while_another_writes_is_refused(  # noqa: PLR0917
    admin, engine, monkeypatch, end, status, write: str
):
    how, path, body = WRITES[write]
    before, let_in = entries(engine), Event()

    def note(*given: Any) -> Engine:
        let_in.set()
        return permitted(*given)

    monkeypatch.setattr(readers, "permitted", note)
    with ThreadPoolExecutor() as pool, changing(engine, "another") as writer:
        answer = pool.submit(getattr(admin, how), path, json=body)
        assert let_in.wait(LONG_ENOUGH)
        end(writer.connection, accounts.by_name(writer.connection, "root").id)
    assert answer.result().status_code == status
    assert entries(engine) == before


def test_what_one_does_to_ones_own_account_asks_too(admin, engine, monkeypatch):
    monkeypatch.setattr(RightAtTheEnd, "__call__", lambda *_: False)
    for form in (
        {"do": "password", "now": PASSWORD, "password": f"new {PASSWORD}"},
        {"do": "everywhere"},
    ):
        form |= {"again": form.get("password", "")}
        before = entries(engine)
        answer = admin.post("/en/account", data=form)
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "access" in answer.text
        assert entries(engine) == before


def entries(engine: Engine) -> int:
    with reading(engine) as connection:
        return end_of_log(connection).entries
