"""A kept drawing is the one that would be made anew for the same reader."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import NamedTuple

import orjson
import pytest
from dash._utils import to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from callbacks.explore import FOLDED
from callbacks.views import KEPT, MODULES, kept_update
from dashboard.database import writing
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from dashboard.writes.state import bump_version
from layouts.shared.changes import marked
from layouts.shared.mounted import mounted
from tests.queries.worlds import FILTERS, SESSIONS, a_session, refresh_days, store, store_sessions

FIRST_IDS = count(100, 1_000)
"""Of the sessions that a step adds; what was added before stays in the database."""
ROLES = [role for role in Role if role.audience in INSIDE]
OPTIONS = ("", "tab=indicators", "compare=year", "bars=french_share", "nothing=x", "from=x")


QUERIES = st.tuples(
    FILTERS.map(lambda filters: filters.to_query()) | st.just(""), st.sampled_from(OPTIONS)
)


@pytest.fixture
def answers(engine):
    """The answers of an audience, as a worker has them."""
    with writing(engine) as connection:
        store(connection, [a_session(attendance={"12-14": 3, "26-plus": 7}, first_time=4)])
    return {audience: Answers(engine, Settings(), audience) for audience in INSIDE}


class Question(NamedTuple):
    role: Role
    view: str = "explore"
    locale: Locale = Locale.EN
    path: str = ""
    query: str = ""
    closed: tuple[str, ...] = ()

    @property
    def here(self):
        return {"view": self.view, "locale": self.locale.value}


def ask(answers, question, name="ana"):
    mine = answers[question.role.audience].for_reader(Reader(name, question.role))
    return kept_update(question.here, mine, question.query, question.path, question.closed)


def afresh(engine, question):
    new = Answers(engine, Settings(), question.role.audience)
    reader = new.for_reader(Reader("ana", question.role))
    drawing = MODULES[question.view].update(reader, question.query, question.locale)
    drawing = marked(mounted(question.path, drawing))
    if question.view == "explore":
        drawing["parts"], drawing["tables"] = (
            {place: one for place, one in drawing[kind].items() if place not in question.closed}
            for kind in ("parts", "tables")
        )
    return drawing


def plain(drawing):
    """As the browser gets it."""
    return orjson.loads(to_json({"drawing": drawing}))


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sessions=SESSIONS,
    asked=st.lists(
        st.builds(
            Question,
            role=st.sampled_from(ROLES),
            view=st.sampled_from(KEPT),
            locale=st.sampled_from(Locale),
            path=st.sampled_from(("", "/impact")),
            query=QUERIES.map("&".join),
            closed=st.sampled_from(((), FOLDED)),
        ),
        min_size=2,
        max_size=4,
    ),
)
def test_a_kept_drawing_is_the_one_that_would_be_made_anew(engine, answers, sessions, asked):
    with writing(engine) as connection:
        store_sessions(connection, sessions, first_id=next(FIRST_IDS))
        refresh_days(connection, [session["held_on"] for session in sessions])
        bump_version(connection)
    for question in (*asked, *asked):
        assert plain(ask(answers, question)) == plain(afresh(engine, question))


def steps(filters, others):
    """A reader's way from some filters to others, a few choices at a time."""
    yield filters
    for names in (("language", "age", "venue_type"), ("kind",), ("end",)):
        filters = replace(filters, **{name: getattr(others, name) for name in names})
        yield filters


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    worlds=st.tuples(SESSIONS, SESSIONS),
    both=st.tuples(FILTERS, FILTERS),
    chance=st.randoms(use_true_random=False),
)
def test_what_filters_share_is_right_under_each_of_them(engine, answers, worlds, both, chance):
    """Parts of an answer are kept by the filters that they depend on, until somebody writes."""
    for sessions in worlds:
        with writing(engine) as connection:
            store_sessions(connection, sessions, first_id=next(FIRST_IDS))
            refresh_days(connection, [session["held_on"] for session in sessions])
            bump_version(connection)
        for asked in steps(*both):
            for role in chance.sample(ROLES, 2):
                question = Question(role, query=asked.to_query(), closed=FOLDED)
                assert plain(ask(answers, question)) == plain(afresh(engine, question))


def test_readers_of_one_role_share_a_drawing_and_others_do_not(engine, answers, monkeypatch):
    asked, made = [], []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    monkeypatch.setattr(
        "callbacks.views.marked", lambda *given: (made.append(given), marked(*given))[1]
    )

    def drawn_anew(role, name):
        asked.clear()
        made.clear()
        drawing = ask(answers, Question(role, query="kind=discussion"), name)
        assert name not in to_json(drawing)
        return len(made)

    for role in ROLES:
        assert drawn_anew(role, "somebody") == 1
        assert drawn_anew(role, "somebody-else") == 0
        selected = [said for said in asked if said.startswith(("SELECT", "WITH"))]
        assert len(selected) == 1  # the state of the data


def test_many_who_ask_at_once_are_answered_by_one_reading(engine, answers):
    read = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *args: read.append(args[2]) if "attendance_tallies" in args[2] else None,
    )
    question = Question(Role.COMMITTEE, locale=Locale.FR, query="language=fr")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: plain(ask(answers, question)), range(8)))
    assert all(one == found[0] for one in found)
    assert len(read) == 1
