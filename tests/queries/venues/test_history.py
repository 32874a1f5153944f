"""A venue's own sessions."""

from datetime import date, timedelta

import pytest

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues import history
from dashboard.queries.venues.history import venue_history
from tests.queries.worlds import a_session, store

TODAY = date(2014, 6, 1)


@pytest.fixture
def ask(engine):
    """The history of HS-01 in a world of these sessions."""

    def ask(*sessions, audience=Audience.COORDINATOR):
        with writing(engine) as connection:
            store(connection, sessions)
        with reading(engine) as connection:
            return venue_history(connection, "HS-01", audience, vocabulary(connection), TODAY)

    return ask


def test_the_history_is_of_one_venue_the_latest_session_first(ask):
    found = ask(
        a_session(date(2014, 2, 1), attendance={"15-17": 5, "12-14": 6}),
        a_session(date(2014, 4, 1), language="fr", kind="discussion"),
        a_session(date(2014, 3, 1), venue="HS-02", attendance={"26-plus": 9}),
    )
    assert found.venue.code == "HS-01"
    assert [session.reference for session in found.sessions] == ["S2", "S1"]
    assert found.sessions[0].language == "fr"
    assert found.sessions[0].kind == "discussion"
    assert found.sessions[1].ages == ("12-14", "15-17")
    assert found.sessions[1].participations == 11


def test_the_committee_never_sees_the_headcount_of_a_session(ask):
    found = ask(a_session(attendance={"12-14": 60}), audience=Audience.COMMITTEE)
    assert found.sessions[0].participations is None
    assert found.sessions[0].ages == ("12-14",)


def test_a_planned_session_whose_date_has_passed_is_overdue(ask):
    found = ask(
        a_session(TODAY, status="planned"),
        a_session(TODAY - timedelta(days=1), status="planned"),
        a_session(TODAY - timedelta(days=2), status="cancelled"),
        a_session(TODAY - timedelta(days=3)),
    )
    assert [session.status for session in found.sessions] == [
        "planned",
        "overdue",
        "cancelled",
        "delivered",
    ]
    assert [session.participations for session in found.sessions] == [None, None, None, 0]


def test_only_the_latest_sessions_are_read_and_all_are_counted(ask, monkeypatch):
    monkeypatch.setattr(history, "LATEST", 2)
    days = [TODAY - timedelta(days=n) for n in range(5)]
    others = [a_session(TODAY, status="planned"), a_session(days[4], status="planned")]
    found = ask(*(a_session(day) for day in days), *others, a_session(venue="HS-02"))
    assert [session.held_on for session in found.sessions] == [TODAY, TODAY]
    assert found.counts == {"delivered": 5, "planned": 1, "overdue": 1}
    assert (found.first, found.last, found.earlier) == (days[4], days[0], 5)
