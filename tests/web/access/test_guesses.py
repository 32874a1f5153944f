"""Secrets that nobody was given are counted, for all processes; those that are good never are."""

from contextlib import ExitStack
from datetime import date

import pytest
import requests
from sqlalchemy import func, select

from dashboard.access import accounts, feeds, links, throttle, tokens
from dashboard.access.throttle import GUESSES_IN_A_ROW, MOST_GUESSES, MOST_ROWS_OF_GUESSES
from dashboard.database import open_engine, reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.engines import AT_ONCE, Patience
from dashboard.i18n import Locale
from dashboard.tables import FailedSignIn
from dashboard.web.access.guesses import Guesses
from tests.support.program import serving

FAR, FARTHER = "203.0.113.9", "198.51.100.7"
DAY = date(2015, 1, 1)


def rows(engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(FailedSignIn)) or 0


@pytest.fixture
def secrets_of(engine):
    """One of each kind that is good, and one that has ended."""
    found = {}
    with writing(engine) as connection:
        ana = accounts.add(connection, "ana@example.org", Role.ADMIN)
        for name in ("ended", "good"):
            found[name] = {
                "token": tokens.create(connection, name, Role.COMMITTEE, DAY, None),
                "calendar": feeds.create(connection, ana.name, Locale.EN, DAY),
                "link": links.make(connection, ana.id),  # which ends the one before
            }
        tokens.revoke(connection, 1, DAY)
        feeds.revoke(connection, ana.name, 1, DAY)
    return found


def show(client, kind: str, secret: str, place: str = FAR):
    path = {
        "token": "/api/v1/freshness",
        "calendar": f"/calendar/{secret}.ics",
        "link": f"/en/password/{secret}",
    }[kind]
    headers = {"Authorization": f"Bearer {secret}"} if kind == "token" else {}
    return client.get(path, headers=headers, environ_overrides={"REMOTE_ADDR": place})


@pytest.mark.parametrize(
    ("kind", "unknown", "ended"), [("token", 401, 401), ("calendar", 404, 404), ("link", 410, 410)]
)
def test_guesses_are_refused_after_many_and_good_secrets_never_are(
    server, secrets_of, kind, unknown, ended
):
    client = server.test_client()
    for number in range(MOST_GUESSES - 1):
        assert show(client, kind, f"guess-{number}").status_code == unknown
        assert show(client, kind, secrets_of["ended"][kind]).status_code == ended
    refused = show(client, kind, "guess")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert show(client, kind, secrets_of["good"][kind]).status_code == 200
    assert show(client, kind, secrets_of["ended"][kind]).status_code == ended
    assert show(client, kind, "guess", FARTHER).status_code == unknown
    assert show(client, kind, "guess", "127.0.0.1").status_code == unknown  # a proxy is no place


def test_a_program_is_told_in_json_and_a_person_on_a_page(server, secrets_of):
    client = server.test_client()
    for number in range(MOST_GUESSES):
        show(client, "link", f"guess-{number}")
    told = show(client, "token", "guess")  # whatever was guessed before
    assert told.get_json()["error"]["code"] == "too_many_requests"
    assert "Too many attempts" in show(client, "link", "guess").text


def test_a_guesser_writes_little_and_nothing_from_then_on(engine):
    ours = Guesses(engine)
    for _ in range(3 * MOST_GUESSES):
        ours.are_too_many(FAR)
    assert rows(engine) == MOST_GUESSES // GUESSES_IN_A_ROW


def test_guesses_from_everywhere_have_their_limit(sqlite_engine, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_ROWS_OF_GUESSES", 20)
    ours = Guesses(sqlite_engine)
    for place in range(50):
        for _ in range(GUESSES_IN_A_ROW):
            ours.are_too_many(f"192.0.2.{place}")
    assert rows(sqlite_engine) == 20 < MOST_ROWS_OF_GUESSES
    assert [ours.are_too_many(FAR) for _ in range(MOST_GUESSES)].count(True) == 1  # in memory


def test_nobody_waits_for_who_writes_and_no_guess_is_lost(sqlite_engine, monkeypatch):
    assert AT_ONCE.lock_seconds < 0.1
    monkeypatch.setattr("dashboard.database.AT_ONCE", Patience(0.001, 60))  # for each of them
    ours = Guesses(sqlite_engine)
    with writing(sqlite_engine):  # somebody imports
        told = [ours.are_too_many(FAR) for _ in range(MOST_GUESSES - 1)]
    assert not any(told)
    assert rows(sqlite_engine) == 0
    assert ours.are_too_many(FAR)
    assert rows(sqlite_engine) == MOST_GUESSES // GUESSES_IN_A_ROW


def test_two_servers_on_one_database_count_together(database_url, tmp_path):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        good = tokens.create(connection, "ours", Role.COMMITTEE, DAY, None)
    engine.dispose()

    def ask(served, secret: str) -> int:
        headers = {"Authorization": f"Bearer {secret}", "X-Forwarded-For": FAR}
        return requests.get(
            f"{served.url}/api/v1/freshness", headers=headers, timeout=30
        ).status_code

    with ExitStack() as stack:
        both = [
            stack.enter_context(serving(database_url, tmp_path, trusted_proxies="1"))
            for _ in range(2)
        ]
        most = MOST_GUESSES + 2 * (GUESSES_IN_A_ROW - 1)  # what each holds back
        told = [ask(both[number % 2], f"guess-{number}") for number in range(most)]
        assert told[-1] == 429
        assert 429 not in told[: MOST_GUESSES - 1]
        assert [ask(served, good) for served in both] == [200, 200]
