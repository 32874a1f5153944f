"""A page asks no more questions of the database when there are more sessions."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Reader, Role
from dashboard.queries.answers import Answers
from dashboard.queries.people.view import people_view
from dashboard.queries.plan.view import plan_view
from dashboard.queries.reference.view import reference_view
from dashboard.queries.sessions import list as session_list
from dashboard.queries.sessions import stretches
from dashboard.queries.sessions.calendar import plans
from dashboard.queries.sessions.view import sessions_view
from dashboard.queries.venues.view import venues_view
from dashboard.settings import Settings
from dashboard.writes import derived
from tests.queries.worlds import (
    FIRST_DAY,
    STATUSES_IN_TURN,
    VENUES,
    a_session,
    store,
    store_sessions,
)

MOST = 40
PAGES = {
    **{
        f"venues {query}": (venues_view, query)
        for query in ("", "language=fr", "period=2013-14", "from=2014-02-03", "open=HS-01")
    },
    **{
        f"sessions {query}": (sessions_view, query)
        for query in (
            *("tab=log", "tab=import", "tab=list", "tab=list&page=2", "tab=list&venue=HS-01"),
            *("tab=list&sort=venue", "tab=list&sort=status&page=2", "tab=list&sort=total"),
            *("tab=list&age=12-14", "tab=list&search=s1", "tab=list&search=hs-0"),
            *("tab=list&history=S1", "tab=list&facilitator=F1&from=2014-02-03"),
        )
    },
    "plan": (plan_view, ""),
    "people": (people_view, ""),
    "reference": (reference_view, "of=venues"),
    "calendar": (lambda answers, _: _calendar(answers), ""),
}


def _calendar(answers):
    with reading(answers.engine) as connection:
        plans(connection, FIRST_DAY)


def some_sessions(number):
    venues = sorted(VENUES)
    return [
        a_session(
            FIRST_DAY + timedelta(n % 40),
            venue=venues[n % 6],
            status=(status := STATUSES_IN_TURN[n % 5]),
            language=("en", "fr")[n % 2],
            attendance={"12-14": 3, "unknown": 1} if status == "delivered" else {},
            facilitators=("F1",),
        )
        for n in range(number)
    ]


@pytest.fixture
def statements(engine):
    """How many statements each page takes."""

    def statements():
        answers = Answers(engine, Settings(), Audience.COORDINATOR)
        answers = answers.for_reader(Reader("ana", Role.ADMIN))
        answers.standing("")  # finds what is to be mended, once for every page
        found = {}
        for name, (view, query) in PAGES.items():
            said = []
            event.listen(
                engine, "before_cursor_execute", lambda *given, to=said: to.append(given[2])
            )
            view(answers, query)
            found[name] = len(said)
        return found

    return statements


def test_a_page_takes_no_more_statements_with_many_sessions_than_with_few(
    engine, statements, monkeypatch
):
    monkeypatch.setattr(stretches, "IN_DAYS", 1)
    monkeypatch.setattr(session_list, "PASSED_OVER", -1)
    with writing(engine) as connection:
        store(connection, some_sessions(60))
    few = statements()
    with writing(engine) as connection:
        store_sessions(connection, some_sessions(540), first_id=61)
        derived.rebuild(connection)
    many = statements()
    assert {name: many[name] for name in few if many[name] > few[name]} == {}
    assert max(few.values()) <= MOST, few
