"""Many sessions that are changed at once are taken out of what is kept, and put in again."""

from collections import Counter
from dataclasses import replace
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.shared.led_packs import WHOSE
from dashboard.queries.shared.packs import coding
from dashboard.tables import (
    AgeGroup,
    Facilitator,
    FacilitatorPack,
    Language,
    SessionPack,
    SessionTally,
    TalliedMonth,
)
from dashboard.writes import changed_sessions, derived, service, sessions
from dashboard.writes.cells import PackPlace
from dashboard.writes.changes import Changes
from dashboard.writes.pack_changes import change, rows_like
from dashboard.writes.service import SESSIONS as SUBJECT
from dashboard.writes.service import Writer
from tests.queries.worlds import AGES, FACILITATORS, SESSIONS, a_session, in_a_passing_world
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


def test_a_session_of_new_codes_is_not_looked_for_in_packs_of_older_ones(engine):
    """Those are of the same venue and month, and of the same facilitator."""
    before = [a_session(attendance={"12-14": 3}, facilitators=("F1",))]
    with a_world(engine, before) as connection:
        new = {"label_en": "Z", "label_fr": "Z", "sort_order": 99}
        connection.execute(insert(Language).values(code="zz", trains=False, **new))
        connection.execute(
            insert(AgeGroup).values(code="zz", bit=1 << 9, youth=True, at_risk=False, **new)
        )
        came = [one | {"language": "zz"} for one in before]
        came += [one | {"attendance": {"zz": 1}} for one in before]
        for was, now in ((before, [*before, *came]), ([*before, *came], before)):
            writer = Writer(connection, "a test")
            writer.save(SUBJECT, sessions, between(was, now))
            writer.conclude()
        assert contents(connection) == counted(before)


@pytest.mark.parametrize("table", [SessionPack, FacilitatorPack])
def test_of_sessions_that_are_alike_as_many_are_cut_out_as_are_to_go(engine, table):
    """Of another owner, with other numbers, or with other ids, they are not alike."""

    def place(owner, id_, came=1):
        whose = () if table is SessionPack else (id_, 7)
        return PackPlace(owner, record(1, a_session(attendance={"12-14": came})), whose)

    one, others = place("A", 1), [place("A", 1, 2), place("A", 2, 3), place("B", 1)]
    with in_a_passing_world(engine, []) as connection:
        change(connection, table, [], [one, *others, one, one])
        change(connection, table, [one, place("A", 1, 4), place("A", 9, 5), one], [])
        left = packs_of(connection, table)
        change(connection, table, [*others, one], [])
        assert packs_of(connection, table) == {}
        change(connection, table, [], [one, *others])
        assert packs_of(connection, table) == left
        change(connection, table, [one, one], [one])
        change(connection, table, [], [one])
        assert packs_of(connection, table) == left


def packs_of(connection, table):
    """How many come from which age group in each session, and its ids, by owner."""
    owner, width = [*table.__table__.c][table is SessionPack], 5 + len(AGES)
    others = (table.packed, *([table.whose] if table is FacilitatorPack else ()))
    found = {}
    for of, packed, *whose in connection.execute(select(owner, *others)):
        ids = _cut(b"".join(whose), WHOSE.size)
        found[of] = Counter(zip_longest(_cut(packed, width), ids))
    return found


def _cut(text, size):
    return [bytes(text[at : at + size]) for at in range(0, len(text), size)]


def test_a_session_is_not_found_where_one_ends_and_the_next_begins():
    assert [*rows_like(bytearray(b"aabaab"), b"ab")] == [2]
    assert [*rows_like(bytearray(b"aaaaaa"), b"aa")] == [2, 1, 0]
    assert [*rows_like(bytearray(b"aaab"), b"aa")] == [0]
