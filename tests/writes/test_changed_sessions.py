"""Many sessions that are changed at once are taken out of what is kept, and put in again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.shared.packs import coding
from dashboard.tables import (
    Facilitator,
    FacilitatorPack,
    Language,
    SessionPack,
    SessionTally,
    TalliedMonth,
)
from dashboard.writes import changed_sessions, derived, service, sessions
from dashboard.writes.changes import Changes
from dashboard.writes.pack_changes import Packed
from dashboard.writes.service import SESSIONS as SUBJECT
from dashboard.writes.service import Writer
from tests.queries.worlds import FACILITATORS, SESSIONS, a_session, in_a_passing_world
from tests.writes.test_tallies import contents, counted, random_worlds

HISTORIES = st.lists(SESSIONS, min_size=1, max_size=4)


def record(number, session):
    return SessionRecord(
        f"S{number}",
        *(session[name] for name in ("held_on", "status", "kind", "language", "venue")),
        total=sum(session["attendance"].values()),
        first_time=session["first_time"],
        attendance=session["attendance"],
        facilitators=tuple(sorted(session["facilitators"])),
    )


def between(before, after):
    """The changes from some sessions to others, by their places."""
    was, now = ([record(n, one) for n, one in enumerate(some, 1)] for some in (before, after))
    both = tuple((a, b) for a, b in zip(was, now, strict=False) if a != b)
    return Changes(tuple(now[len(was) :]), both, 0, tuple(was[len(now) :]))


@pytest.fixture(autouse=True)
def _all_are_many(monkeypatch):
    monkeypatch.setattr(service, "FEW", 0)
    monkeypatch.setattr(changed_sessions, "PACKED_AT_ONCE", 5)


def a_world(engine, there):
    """Some sessions, counted one by one, and everybody who may lead others."""
    connection = in_a_passing_world(engine, there, derive=derived.rebuild)
    known = {*connection.scalars(select(Facilitator.code))}
    if new := [{"code": code} for code in FACILITATORS if code not in known]:
        connection.execute(insert(Facilitator), new)
    return connection


@random_worlds
@given(before=SESSIONS, history=HISTORIES, at_once=st.booleans())
def test_whatever_many_changes_do_is_what_a_slow_count_gives(engine, before, history, at_once):
    """In one write, or in one after the other."""
    with a_world(engine, before) as connection:
        writer = Writer(connection, "a test")
        for was, now in zip([before, *history], history, strict=False):
            writer.save(SUBJECT, sessions, between(was, now))
            if not at_once:
                writer.conclude()
                writer = Writer(connection, "a test")
        writer.conclude()
        assert contents(connection) == counted(history[-1])


@random_worlds
@given(before=SESSIONS, middle=SESSIONS, after=SESSIONS, many_first=st.booleans())
def test_few_changes_beside_many_are_counted_too(engine, before, middle, after, many_first):
    with a_world(engine, before) as connection:
        writer = Writer(connection, "a test")
        for few, (was, now) in zip(
            (1000 * many_first, 1000 * (not many_first)),
            ((before, middle), (middle, after)),
            strict=True,
        ):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(service, "FEW", few)
                writer.save(SUBJECT, sessions, between(was, now))
        writer.conclude()
        assert contents(connection) == counted(after)


@pytest.mark.parametrize(
    "changes",
    [
        None,
        {"facilitators": ("F2",)},
        {"status": "cancelled", "attendance": {}},
        {"venue": "SH-01"},
    ],
)
def test_what_one_change_leaves_is_what_a_slow_count_gives(engine, changes):
    """Gone, led by somebody else, cancelled, or elsewhere."""
    there = [a_session(attendance={"12-14": 3}, facilitators=("F1",))]
    left = [] if changes is None else [there[0] | changes]
    with a_world(engine, there) as connection:
        writer = Writer(connection, "a test")
        writer.save(SUBJECT, sessions, between(there, left))
        writer.conclude()
        assert contents(connection) == counted(left)


def test_many_changes_count_no_other_session_of_their_cells(engine):
    """Whatever stands there stays, and is added to: it was most of the work."""
    there = [a_session(attendance={"12-14": n}) for n in range(1, 4)]
    with a_world(engine, there) as connection:
        connection.execute(update(SessionTally).values(sessions=77))
        writer = Writer(connection, "a test")
        writer.save(SUBJECT, sessions, between(there, there[:1]))
        writer.conclude()
        assert {*connection.scalars(select(SessionTally.sessions))} == {75}


def test_a_note_changes_nothing_that_is_counted(engine):
    there = record(1, a_session(attendance={"12-14": 3}, facilitators=("F1",)))
    with a_world(engine, [a_session(attendance={"12-14": 3}, facilitators=("F1",))]) as connection:
        for pack in (SessionPack, FacilitatorPack):
            connection.execute(update(pack).values(packed=b"as it was"))
        marks = connection.execute(select(TalliedMonth.starts_on, TalliedMonth.mark)).all()
        writer = Writer(connection, "a test")
        writer.save(SUBJECT, sessions, Changes(changed=((there, replace(there, note="seen")),)))
        writer.conclude()
        for pack in (SessionPack, FacilitatorPack):
            assert connection.scalars(select(pack.packed)).all() == [b"as it was"]
        assert connection.execute(select(TalliedMonth.starts_on, TalliedMonth.mark)).all() == marks


@random_worlds
@given(before=SESSIONS, after=SESSIONS)
def test_packs_of_older_codes_lose_their_sessions_too(engine, before, after):
    """Whatever came since stands in packs of its own."""
    with a_world(engine, before) as connection:
        now = coding(connection)
        connection.execute(
            insert(Language).values(
                code="zz", label_en="Z", label_fr="Z", sort_order=99, trains=False
            )
        )
        assert coding(connection) != now
        writer = Writer(connection, "a test")
        writer.save(SUBJECT, sessions, between(before, after))
        writer.conclude()
        assert contents(connection) == counted(after)


def some_packed(*rows):
    packs, numbers, whose = zip(*rows, strict=True)
    return Packed(*map(np.array, (packs, numbers, whose)))


def test_of_sessions_that_are_alike_as_many_are_cut_out_as_are_to_go():
    """In another pack, or with other ids, they are not alike."""
    numbers = [1, 0, 0, 7, 0, 7]
    one = (0, numbers, [5, 6])
    others = [(1, numbers, [5, 6]), (0, numbers, [4, 6]), (0, [1, 0, 0, 7, 1, 7], [5, 6])]
    there = some_packed(one, *others, one, one)
    left = there.without(some_packed(one, one, (0, numbers, [9, 9])))
    assert [(pack, [*n], [*w]) for pack, n, w in zip(*left, strict=True)] == [*others, one]
