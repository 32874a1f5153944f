"""Secret addresses of calendars: made, read, ended, and useless to anybody else."""

import logging
from datetime import timedelta
from http import HTTPStatus

import pytest
from icalendar import Calendar
from sqlalchemy import delete, insert, select, update

import app
from dashboard.access import accounts, tokens
from dashboard.access.passwords import hashed
from dashboard.database import open_engine, reading, writing
from dashboard.desk import Desk
from dashboard.domain.shared.clock import calendar_day
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.tables import CalendarFeed, OutreachSession, User, Venue
from dashboard.writes.state import mark_as_demonstration
from tests.web.conftest import Client

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
TODAY = calendar_day("America/Toronto")  # the day ends later there than in a server’s UTC
NAME = "ana@example.org"
VENUE = {"code": "HS-01", "venue_type": "high_school", "area": "", "label_en": "", "label_fr": ""}


@pytest.fixture
def engine_of(database_url):
    """A database with a coordinator and two plans, one of them in a shelter."""
    engine = open_engine(database_url)
    with writing(engine) as connection:
        accounts.add(connection, NAME, Role.COORDINATOR)
        connection.execute(update(User).values(password_hash=hashed(PASSWORD)))
        connection.execute(
            insert(Venue),
            [
                VENUE | {"label_en": "Cedar", "label_fr": "Cèdre"},
                VENUE | {"code": "SH-07", "venue_type": "shelter", "area": "Vanier"},
            ],
        )
    desk = Desk(engine, NAME, TODAY)
    for reference, venue in (("A", "HS-01"), ("SH-07/B", "SH-07")):
        plan = {
            "reference": reference,
            "date": (TODAY + timedelta(10)).isoformat(),
            "status": "planned",
            "kind": "discussion",
            "language": "fr",
            "venue": venue,
            "note": "door code 4711",
        }
        assert desk.log(plan).done
    yield engine
    engine.dispose()


@pytest.fixture
def served(engine_of, database_url):
    made = app.create_app(Settings(database_url=database_url)).server
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105
    yield made
    made.extensions["impact"].dispose()


@pytest.fixture
def ana(served):
    client = served.test_client()
    given = {"name": NAME, "password": PASSWORD}
    assert client.post("/en/sign-in", data=given).status_code == HTTPStatus.SEE_OTHER
    return client


def make(client, language="en"):
    answer = client.post("/api/v1/calendars", json={"language": language})
    assert answer.status_code == HTTPStatus.OK
    return answer.get_json()["path"]


def events(answer):
    return Calendar.from_ical(answer.get_data()).walk("VEVENT")


def test_whoever_has_the_address_reads_the_plans_and_nothing_sensitive(served, ana):
    answer = served.test_client().get(make(ana))
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert [event["SUMMARY"] for event in events(answer)] == [
        "Discussion, French – Cedar",
        "Discussion, French – shelter",
    ]
    for word in ("SH-07", "Vanier", "4711", NAME):
        assert word not in answer.get_data(as_text=True)


def test_the_language_is_that_it_was_made_in(served, ana):
    found = events(served.test_client().get(make(ana, "fr")))
    assert found[1]["SUMMARY"] == "Discussion, français – refuge"


def test_what_has_not_changed_is_not_sent_again_and_what_has_is(served, ana, engine_of):
    path, calendar = make(ana), served.test_client()
    first = calendar.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in first.vary  # the address alone says what is sent
    known = {"If-None-Match": first.headers["ETag"]}
    assert calendar.get(path, headers=known).status_code == HTTPStatus.NOT_MODIFIED
    with reading(engine_of) as connection:
        version = connection.scalar(
            select(OutreachSession.version).where(OutreachSession.reference == "A")
        )
    before = {event["UID"]: event["SEQUENCE"] for event in events(first)}
    assert Desk(engine_of, NAME, TODAY).set_status({"A": version}, "cancelled").done
    later = calendar.get(path, headers=known)
    assert later.status_code == HTTPStatus.OK
    cancelled = events(later)[0]
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["SEQUENCE"] > before[cancelled["UID"]]


def test_an_address_that_was_never_made_and_one_that_was_ended_look_the_same(
    served, ana, engine_of
):
    path, calendar = make(ana), served.test_client()
    with reading(engine_of) as connection:
        feed = connection.execute(select(CalendarFeed.id, CalendarFeed.digest)).one()
    assert feed.digest not in path
    assert ana.post(f"/api/v1/calendars/{feed.id}/revoke", json={}).get_json() == {"revoked": True}
    assert ana.post(f"/api/v1/calendars/{feed.id}/revoke", json={}).get_json() == {"revoked": False}
    ended = calendar.get(path)
    assert ended.status_code == HTTPStatus.NOT_FOUND
    for other in ("x", "é", "a" * 200, path[10:-5], "%00"):
        never = calendar.get(f"/calendar/{other}.ics")
        assert (never.status_code, never.get_data()) == (ended.status_code, ended.get_data())


@pytest.mark.parametrize("change", ["role", "active"])
def test_who_may_not_see_sessions_any_more_takes_no_calendar_along(served, ana, engine_of, change):
    path = make(ana)
    with writing(engine_of) as connection:
        account = accounts.by_name(connection, NAME)
        if change == "role":
            accounts.set_role(connection, account.id, Role.COMMITTEE)
        else:
            accounts.set_active(connection, account.id, active=False)
    assert served.test_client().get(path).status_code == HTTPStatus.NOT_FOUND


def test_no_secret_stands_in_the_log(served, ana, caplog):
    caplog.set_level(logging.INFO, "impact")
    path = make(ana)
    for each in (path, path[:-4], f"/{path}", path.upper()):
        served.test_client().get(each)
    assert path.split("/")[-1][:-4].casefold() not in caplog.text.casefold()
    assert "/calendar/…" in caplog.text.encode().decode("unicode_escape")


def test_a_secret_of_a_calendar_opens_nothing_else(served, ana):
    secret = make(ana).split("/")[-1][:-4]
    answer = served.test_client().get(
        "/api/v1/progress", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_a_program_makes_no_address_and_a_wrong_body_neither(served, ana, engine_of):
    with writing(engine_of) as connection:
        secret = tokens.create(connection, "x", Role.ADMIN, TODAY, None)
    headers = {"Authorization": f"Bearer {secret}"}
    answer = served.test_client().post(
        "/api/v1/calendars", json={"language": "en"}, headers=headers
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    for wrong in ({}, {"language": "de"}, {"language": "en", "owner": "bo"}, []):
        assert ana.post("/api/v1/calendars", json=wrong).status_code == HTTPStatus.BAD_REQUEST


def test_the_day_of_the_last_use_is_kept(served, ana, engine_of):
    served.test_client().get(make(ana))
    with reading(engine_of) as connection:
        used = connection.scalar(select(CalendarFeed.last_used_on))
    assert abs(used - TODAY) <= timedelta(1)


def test_the_demonstration_gives_its_calendar_to_its_own_machine_only(served, engine_of):
    with writing(engine_of) as connection:
        connection.execute(delete(User))  # with one, it would ask who they are
        mark_as_demonstration(connection)
    client = served.test_client()
    client.post("/act-as", data={"role": "coordinator"})
    path = make(client)
    assert client.get(path).status_code == HTTPStatus.OK
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert client.get(path, **elsewhere).status_code == HTTPStatus.FORBIDDEN
    passed_on = {"headers": {"X-Forwarded-For": "192.0.2.7"}}
    assert client.get(path, **passed_on).status_code == HTTPStatus.FORBIDDEN
