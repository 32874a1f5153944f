"""Whoever makes grants sees a view as the partner does, without a key; nobody else does."""

import pytest
from flask.testing import FlaskClient

from dashboard.database import reading
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive import shown
from dashboard.publications.making.granting import GrantDesk
from tests.publications.making.test_granting import TODAY
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.publications import publication
from tests.web.people.test_managing import made, signed_in

EN, FR = "/en/publish/grant-1-youth", "/fr/publier/autorisation-1-youth"


@pytest.fixture
def key(sqlite_engine) -> str:
    publish(sqlite_engine, publication())
    return grant(sqlite_engine, views=("youth",), free=("language",), downloads=True).key


@pytest.fixture
def as_(sqlite_engine, server_on_sqlite):
    def as_(role: Role) -> FlaskClient:
        made(sqlite_engine, role.value, role)
        return signed_in(server_on_sqlite, role.value)

    return as_


@pytest.mark.parametrize(("path", "words"), [(EN, "Youth reached"), (FR, "Jeunes rejoints")])
def test_an_administrator_sees_the_view_in_a_frame_of_ours(as_, key, path, words):
    answer = as_(Role.ADMIN).get(path)
    assert answer.status_code == 200
    assert f"<h1>{words}</h1>" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert key not in answer.text
    assert 'name="key" value=""' in answer.text
    assert ".csv?" not in answer.text  # it would need the key


@pytest.mark.parametrize("path", [EN, FR])
def test_a_grant_has_one_address(as_, key, path):
    assert as_(Role.ADMIN).get(path.replace("-1-", "-01-")).status_code == 404


def test_filters_that_are_free_can_be_tried_and_others_cannot(as_, key):
    root = as_(Role.ADMIN)
    assert "French" in root.get(f"{EN}?key=&language=fr").text
    assert root.get(f"{EN}?age=12-14").status_code == 403


def test_what_partners_would_not_see_is_not_shown_either(as_, key, sqlite_engine):
    root = as_(Role.ADMIN)
    assert root.get("/en/publish/grant-1-overview").status_code == 403
    assert root.get("/en/publish/grant-2-youth").status_code == 403
    GrantDesk(sqlite_engine, "Root", TODAY).revoke(1)
    answer = root.get(EN)
    assert answer.status_code == 403
    assert "participations" not in answer.text


def test_it_is_not_counted(as_, key, sqlite_engine):
    as_(Role.ADMIN).get(EN)
    with reading(sqlite_engine) as connection:
        assert shown.since(connection, TODAY) == ()


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_else_sees_it_there(as_, key, role):
    assert as_(role).get(EN).status_code == 403


def test_a_key_is_of_no_use_there(server_on_sqlite, key):
    answer = server_on_sqlite.test_client().get(f"{EN}?key={key}")
    assert answer.status_code in (302, 401)
    assert "participations" not in answer.text
