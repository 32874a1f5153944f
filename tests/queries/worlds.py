"""Small worlds for the queries: plain data, made by Hypothesis or by hand, and put into a database.

A session is a dict of its columns, with ``venue`` as a code and ``attendance`` by age group.
"""

from datetime import date, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select

from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.tables import (
    Attendance,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    TargetRevision,
    Training,
    Venue,
)
from dashboard.writes import derived, session_packs, tallies
from tests.queries import when_read

VENUES = {
    "SH-01": "shelter",
    "SH-02": "shelter",
    "GH-01": "group_home",
    "YO-01": "youth_organization",
    "HS-01": "high_school",
    "HS-02": "high_school",
}
AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
LANGUAGES = ("en", "fr", "bilingual")
FACILITATORS = ("F1", "F2", "F3")
KINDS = ("information_forum", "discussion", "youth_workshop")
CODES = {
    "language": LANGUAGES,
    "age": AGES,
    "venue_type": tuple(sorted(set(VENUES.values()))),
    "venue": tuple(sorted(VENUES)),
    "kind": KINDS,
    "facilitator": FACILITATORS,
}
FIRST_DAY = date(2014, 1, 20)
STATUSES_IN_TURN = ("delivered", "planned", "delivered", "cancelled", "delivered")

DAYS = st.integers(0, 120).map(lambda n: FIRST_DAY + timedelta(days=n))


def a_session(held_on=FIRST_DAY, **changes):
    """A delivered forum in English, unless told otherwise."""
    session = {
        "held_on": held_on,
        "status": "delivered",
        "kind": "information_forum",
        "language": "en",
        "venue": "HS-01",
        "attendance": {},
        "first_time": None,
        "facilitators": (),
    }
    return session | changes


SESSIONS = st.lists(
    st.fixed_dictionaries(
        {
            "held_on": DAYS,
            "status": st.sampled_from(("delivered",) * 6 + ("planned", "cancelled")),
            "kind": st.sampled_from(KINDS),
            "language": st.sampled_from(LANGUAGES),
            "venue": st.sampled_from(sorted(VENUES)),
            "attendance": st.dictionaries(
                st.sampled_from(AGES), st.integers(1, 3) | st.integers(1, 40), max_size=4
            ),
            "first_time": st.none() | st.integers(0, 100),
            "facilitators": st.sets(st.sampled_from(FACILITATORS), max_size=2),
        }
    ),
    max_size=25,
).map(lambda sessions: [_possible(session) for session in sessions])

TRAININGS = st.dictionaries(
    st.tuples(st.sampled_from(FACILITATORS), st.sampled_from(("en", "fr"))), DAYS, max_size=5
)

REVISIONS = st.lists(
    st.tuples(DAYS, st.integers(1, 200), st.integers(1, 300)),
    max_size=3,
    unique_by=lambda revision: revision[0],
).map(
    lambda found: [
        {"effective_from": day, "value": value, "due": day + timedelta(days=days)}
        for day, value, days in found
    ]
)


def _some(codes):
    return st.just(()) | st.lists(st.sampled_from(codes), max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    **{name: _some(CODES[name]) for name in DIMENSIONS},
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    period=st.none()
    | st.sampled_from(("project", "2013-14", "2013-14-q4", "2014-15-q1", "school-2013-14")).map(
        Period.parse
    ),
)


def store(
    connection: Connection, sessions=(), trainings=None, revisions=(), *, derive=derived.rebuild
):
    """Put a world into an empty database, tallies and all."""
    ids = {code: n for n, code in enumerate(sorted(VENUES), start=1)}
    rows = [{"id": n, "code": code, "venue_type": VENUES[code]} for code, n in ids.items()]
    connection.execute(insert(Venue), rows)
    _go_on_after(connection, Venue)
    people = _facilitators(connection, {code for code, _ in trainings or {}})
    store_sessions(connection, sessions)
    _go_on_after(connection, OutreachSession)
    trained = [
        {"facilitator_id": people[code], "language": language, "trained_on": day}
        for (code, language), day in (trainings or {}).items()
    ]
    _insert(connection, Training, trained)
    _insert(connection, TargetRevision, [{"indicator": "youth"} | row for row in revisions])
    derive(connection)


def _go_on_after(connection, model):
    """Later rows get numbers after those that are there."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
        connection.execute(select(func.setval(sequence, func.max(model.id))))


def in_a_passing_world(engine, *world, derive=when_read.derive):
    """A connection that sees the world, until it is taken back; what is derived comes when read."""
    connection = engine.connect().execution_options(impact_writes=True)
    connection.begin()
    store(connection, *world, derive=derive)
    return connection


def store_sessions(connection: Connection, sessions, first_id=1):
    """Put sessions in, without their tallies."""
    ids = {code: n for n, code in enumerate(sorted(VENUES), start=1)}
    numbered = list(enumerate(sessions, start=first_id))
    columns = ("held_on", "status", "kind", "language")
    rows = [
        {name: session[name] for name in columns}
        | {
            "id": n,
            "reference": f"S{n}",
            "venue_id": ids[session["venue"]],
            "total": sum(session["attendance"].values()),
            "first_time": session["first_time"],
        }
        for n, session in numbered
    ]
    _insert(connection, OutreachSession, rows)
    attended = [
        {"session_id": n, "age_group": age, "participations": count}
        for n, session in numbered
        for age, count in session["attendance"].items()
    ]
    _insert(connection, Attendance, attended)
    people = _facilitators(connection, set().union(*(s["facilitators"] for s in sessions)))
    led = [
        {"session_id": n, "facilitator_id": people[code]}
        for n, session in numbered
        for code in session["facilitators"]
    ]
    _insert(connection, SessionFacilitator, led)


def refresh_days(connection: Connection, days):
    """Count these days again, whatever was written past the program."""
    session_packs.refresh(connection, days, connection.scalars(select(Venue.code)).all())
    tallies.refresh(connection, days)


def _facilitators(connection, codes):
    """The ids of all facilitators by code; those of these codes who are not there are added."""
    query = select(Facilitator.code, Facilitator.id)
    known = dict(connection.execute(query).all())
    _insert(connection, Facilitator, [{"code": code} for code in sorted(codes - set(known))])
    return dict(connection.execute(query).all())


def _insert(connection, table, rows):
    if rows:
        connection.execute(insert(table), rows)


def _possible(session):
    """Counts only when delivered; ``first_time`` drawn in percent becomes a part of the total."""
    if session["status"] != "delivered":
        return session | {"attendance": {}, "first_time": None}
    share, total = session["first_time"], sum(session["attendance"].values())
    return session | {"first_time": None if share is None else total * share // 100}
