"""The desk over JSON: who may do what, and what comes back."""

from functools import partial
from http import HTTPStatus
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select
from werkzeug.http import parse_options_header

from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Right, Role
from dashboard.queries.shared.trail import history, tampering
from dashboard.tables import OutreachSession, Venue
from tests.queries.worlds import store
from tests.web.conftest import with_token

CELLS = {
    "reference": "L-1",
    "date": "2015-03-02",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "HS-01",
    "15-17": "9",
}
NOW = {"reference": "L-1", "date": CELLS["date"], "venue": CELLS["venue"]}
DOORS = [
    ("post", "/api/v1/sessions", {"cells": CELLS}, Right.RECORD),
    ("put", "/api/v1/sessions/L-1", {"version": 1, "cells": CELLS}, Right.RECORD),
    (
        "post",
        "/api/v1/sessions/status",
        {"versions": {"L-1": 1}, "status": "planned"},
        Right.RECORD,
    ),
    ("post", "/api/v1/sessions/restore", {"entry": 1}, Right.ADMINISTER),
    ("post", "/api/v1/imports/1/undo", {}, Right.RECORD),
    ("post", "/api/v1/venues", {"venue_type": "shelter"}, Right.RECORD),
    ("get", "/api/v1/findings", None, Right.RECORD),
    (
        "post",
        "/api/v1/findings/checked",
        {"rule": "overdue", "versions": {"L-1": 1}, "reason": "right"},
        Right.RECORD,
    ),
    ("delete", "/api/v1/findings/checked/overdue-0", None, Right.RECORD),
]


@pytest.fixture
def as_(server, engine: Engine):
    """A program with a token of that role; its name is the role's."""
    with writing(engine) as connection:
        store(connection, [])
    return partial(with_token, server, engine)


def references(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(select(OutreachSession.reference)))


def test_each_change_needs_its_right(as_, engine):
    programs = {role: as_(role) for role in Role}
    for may in (False, True):  # those first that must change nothing
        for method, path, body, needed in DOORS:
            for program in [programs[role] for role in Role if role.may(needed) is may]:
                answer = getattr(program, method)(path, json=body)
                assert (answer.status_code != HTTPStatus.FORBIDDEN) is may
        assert may or references(engine) == []


def test_a_session_is_logged_once_however_often_the_button_is_pressed(as_, engine):
    client = as_(Role.COORDINATOR)
    for _ in range(2):
        answer = client.post("/api/v1/sessions", json={"cells": CELLS})
        assert answer.status_code == HTTPStatus.OK
        assert answer.get_json()["saved"] == [NOW | {"version": 1}]
        (remark,) = answer.get_json()["remarks"]
        assert remark["column"] == "facilitators"
        assert remark["fr"].endswith("la séance figure donc sous «\u00a0À corriger\u00a0»")
    assert references(engine) == ["L-1"]
    with reading(engine) as connection:
        (entry,) = history(connection, "sessions", "L-1")
        assert entry.author == "coordinator"
        assert tampering(connection) is None


def test_faults_come_with_their_column_and_in_both_languages(as_, engine):
    cells = CELLS | {"date": "03/04/2015", "total": "7"}
    answer = as_(Role.COORDINATOR).post("/api/v1/sessions", json={"cells": cells})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    faults = {fault["column"]: fault for fault in answer.get_json()["faults"]}
    assert faults["date"]["value"] == "03/04/2015"
    assert set(faults["date"]["reason"]) == {"en", "fr"}
    assert references(engine) == []


def test_a_note_with_a_name_is_saved_by_who_knows_it_and_stays_out_of_the_log(as_, engine, caplog):
    client = as_(Role.COORDINATOR)
    body = {"cells": CELLS | {"note": "Met with Sarah Johnson"}}
    answer = client.post("/api/v1/sessions", json=body)
    assert answer.status_code == HTTPStatus.CONFLICT
    (warning,) = answer.get_json()["warnings"]
    assert (warning["column"], set(warning["message"])) == ("note", {"en", "fr"})
    assert references(engine) == []
    known = client.post("/api/v1/sessions", json=body | {"knowing": True})
    assert known.status_code == HTTPStatus.OK
    assert "Sarah" not in answer.get_data(as_text=True) + caplog.text


def test_who_edits_what_has_changed_meanwhile_gets_what_is_there_now(as_, engine):
    one, other = as_(Role.COORDINATOR), as_(Role.ADMIN)
    one.post("/api/v1/sessions", json={"cells": CELLS})
    body = {"version": 1, "cells": CELLS | {"15-17": "12"}}
    assert other.put("/api/v1/sessions/L-1", json=body).status_code == HTTPStatus.OK
    late = one.put("/api/v1/sessions/L-1", json=body | {"cells": CELLS | {"15-17": "8"}})
    assert late.status_code == HTTPStatus.CONFLICT
    (conflict,) = late.get_json()["conflicts"]
    assert conflict["name"] == f"{NOW['date']}, {NOW['venue']}"
    assert conflict["stored"]["cells"]["15-17"] == "12"
    assert (conflict["stored"]["version"], conflict["stored"]["author"]) == (2, "admin")


def test_an_admin_restores_what_was_there_before(as_, engine):
    admin = as_(Role.ADMIN)
    admin.post("/api/v1/sessions", json={"cells": CELLS})
    admin.put("/api/v1/sessions/L-1", json={"version": 1, "cells": CELLS | {"15-17": "12"}})
    with reading(engine) as connection:
        entry = history(connection, "sessions", "L-1")[0].id
    answer = admin.post("/api/v1/sessions/restore", json={"entry": entry, "version": 2})
    assert answer.get_json()["saved"] == [NOW | {"version": 3}]
    with reading(engine) as connection:
        assert connection.scalar(select(OutreachSession.total)) == 9


def test_a_new_shelter_gets_the_next_code(as_):
    client = as_(Role.COORDINATOR)
    answer = client.post("/api/v1/venues", json={"venue_type": "shelter"})
    assert answer.get_json() == {"code": "SH-03"}
    named = client.post("/api/v1/venues", json={"venue_type": "shelter", "label_en": "A street"})
    assert named.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_shelter_asked_for_twice_by_one_request_is_one_shelter(as_, engine):
    client = as_(Role.COORDINATOR)

    def ask(request: str, **more: str) -> str:
        body = {"venue_type": "shelter", "request": request} | more
        return client.post("/api/v1/venues", json=body).get_json()["code"]

    codes = [ask(request) for request in "aabab"]
    assert codes == ["SH-03", "SH-03", "SH-04", "SH-03", "SH-04"]
    home = ask("a", venue_type="group_home")
    assert home.startswith("GH-")
    assert ask("a", venue_type="group_home") == home
    with reading(engine) as connection:
        added = select(Venue.code).where(Venue.code.in_(["SH-03", "SH-04", "SH-05"]))
        assert sorted(connection.scalars(added)) == ["SH-03", "SH-04"]


BAD_BODIES = [
    b"",
    b"[]",
    b"{",
    b'{"cells": 3}',
    b'{"cells": {"date": 3}}',
    b'{"cells": {}, "more": 1}',
    b'{"cells": {"note": "' + b"x" * 6000 + b'"}}',
    b'{"cells": {"note": "\\ud800"}}',
]


def test_a_body_that_no_form_would_send_is_refused(as_):
    for body in BAD_BODIES:
        answer = as_(Role.COORDINATOR).post(
            "/api/v1/sessions", data=body, content_type="application/json"
        )
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        said = answer.json["error"]["message"]
        assert said["en"].endswith("In the browser, reload the page and try again.")
        assert said["fr"].endswith("Dans le navigateur, rechargez la page et réessayez.")


def test_a_form_of_another_kind_is_refused(as_):
    answer = as_(Role.COORDINATOR).post("/api/v1/sessions", data={"cells": "x"})
    assert answer.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(("lang", "name"), [("en", "impact-sessions"), ("fr", "impact-seances")])
def test_the_template_comes_in_the_language_asked_for(as_, lang, name):
    answer = as_(Role.COORDINATOR).get(f"/api/v1/template.xlsx?lang={lang}")
    _, options = parse_options_header(answer.headers["Content-Disposition"])
    assert options["filename"] == f"{name}.xlsx"
    book = load_workbook(BytesIO(answer.data))
    first = book.worksheets[0]["A1"].value
    assert first.startswith("Référence" if lang == "fr" else "Reference")


def test_the_template_is_for_coordinators(as_):
    answer = as_(Role.COMMITTEE).get("/api/v1/template.xlsx")
    assert answer.status_code == HTTPStatus.FORBIDDEN
