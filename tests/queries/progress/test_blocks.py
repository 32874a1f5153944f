"""The kept arrays are right after any history of writes, whoever wrote."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert, select

from dashboard.database import address_of, open_engine, reading, writing
from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.records import ReferenceRecord, VenueRecord
from dashboard.queries.integrity import discrepancies
from dashboard.queries.progress import blocks
from dashboard.queries.progress.array_store import arrays_of
from dashboard.queries.progress.counts import FRENCH_MONTHS
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.progress.french_shares import french_shares
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.progress.planned import planned_ahead
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import AgeGroup, Language, OutreachSession, SessionPack, Venue
from dashboard.writes import facilitator_packs, session_packs, sessions, tallies, venues
from dashboard.writes.changes import Changes
from dashboard.writes.reference import ReferenceStore
from dashboard.writes.service import changing
from dashboard.writes.state import bump_version
from tests.queries.from_sessions import counts_from_sessions
from tests.queries.progress.test_coverage import planned
from tests.queries.progress.test_progress import told
from tests.queries.worlds import (
    AGES,
    FACILITATORS,
    FILTERS,
    FIRST_DAY,
    SESSIONS,
    VENUES,
    a_session,
    refresh_days,
    store,
    store_sessions,
)

TODAY = FIRST_DAY.replace(month=3, day=5)


def is_right(engine, filters):
    """Whether both sources say the same in one transaction, down to types."""
    with reading(engine) as connection:
        words = vocabulary(connection)
        tallied = counts_from_tallies(connection, filters, words)
        counted = counts_from_sessions(connection, filters, words)
    assert all(type(n) is int for table in tallied.values() for row in table.values() for n in row)
    assert in_french(tallied) == in_french(counted)
    return all(
        told(tallied[one.dimension], one) == told(counted[one.dimension], one) for one in BREAKDOWNS
    )


def in_french(counts):
    """The sessions of the French share by month."""
    return {code: row.in_share for code, row in counts[FRENCH_MONTHS].items() if row.in_share}


def write(engine, before, after):
    """Replace all sessions in one write."""
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        store_sessions(connection, after)
        days = [session["held_on"] for session in (*before, *after)]
        refresh_days(connection, days)
        facilitator_packs.refresh(connection, days, VENUES, FACILITATORS)
        bump_version(connection)


@contextmanager
def two_workers(engine):
    """The engine, and that of another process, which keeps arrays of its own."""
    other = open_engine(address_of(engine))
    try:
        yield engine, other
    finally:
        other.dispose()


def plans_are_right(engine, sessions, filters):
    """Whether what is planned is said in one transaction to be what these sessions are."""
    found = Counter(
        (s["held_on"].isoformat()[:7], s["language"], VENUES[s["venue"]], s["kind"])
        for s in sessions
        if s["status"] == "planned" and s["held_on"] >= TODAY
    )
    with reading(engine) as connection:
        cells = planned_ahead(connection, TODAY)
        grid = coverage(connection, filters, vocabulary(connection), TODAY)
    assert grid.planned == planned(sessions, filters, TODAY)
    return found == {cell[:4]: cell.sessions for cell in cells}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(
        st.tuples(SESSIONS, st.lists(st.tuples(st.integers(0, 1), FILTERS), max_size=3)),
        min_size=2,
        max_size=4,
    )
)
def test_kept_arrays_are_those_of_the_sessions_after_any_history(engine, history):
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        connection.execute(delete(Venue))
        store(connection)
        bump_version(connection)
    before = []
    with two_workers(engine) as workers:
        for after, questions in history:
            write(workers[0], before, after)
            before = after
            for worker, filters in questions:
                assert is_right(workers[worker], filters)
                assert plans_are_right(workers[worker], after, filters)


def test_under_a_venue_filter_all_is_counted_from_one_reading_of_packs(engine):
    """However many sessions it has, and whatever is asked; other months are not read."""
    held = [
        a_session(FIRST_DAY + timedelta(n % 50), venue=("HS-01", "HS-02")[n % 2], attendance=came)
        for n, came in enumerate([{"12-14": 1, "26-plus": 300}] * 60)
    ]
    with writing(engine) as connection:
        store(connection, held)
    said, chosen = [], Filters(venue=("HS-01",), start=FIRST_DAY + timedelta(15))
    event.listen(engine, "before_cursor_execute", lambda *heard: said.append(heard[2:4]))
    with reading(engine) as connection:
        words = vocabulary(connection)
        for filters in (chosen, replace(chosen, language=("en",), age=("12-14", "15-17"))):
            progress(connection, filters, Audience.COMMITTEE, words, small_cell_maximum=4)
            french_shares(connection, filters, words)
            coverage(connection, filters, words, TODAY)
    packs = [values for text, values in said if "FROM session_packs" in text]
    assert len(packs) == 1
    assert "2014-01" not in str(packs[0])
    assert "2014, 1," not in str(packs[0])
    assert not [text for text, _ in said if "attendance.participations" in text]
    assert not [text for text, _ in said if "FROM sessions JOIN" in text]


def test_under_a_facilitator_filter_no_session_is_read_to_count_it(engine):
    """However many they led, together or not; the venues of the filter are those of the packs."""
    led_by = ({"F1"}, {"F1", "F2"}, {"F3"}, set())
    held = [
        a_session(
            FIRST_DAY + timedelta(n % 50),
            venue=("HS-01", "HS-02", "SH-01")[n % 3],
            attendance={"12-14": 1, "26-plus": 300 if n % 5 else 1},
            facilitators=led_by[n % 4],
        )
        for n in range(60)
    ]
    with writing(engine) as connection:
        store(connection, held)
    both = Filters(facilitator=("F1", "F2"), start=FIRST_DAY + timedelta(15))
    said = []
    event.listen(engine, "before_cursor_execute", lambda *heard: said.append(heard[2]))
    with reading(engine) as connection:
        words = vocabulary(connection)
        for filters in (both, replace(both, language=("en",), age=("12-14", "15-17"))):
            progress(connection, filters, Audience.COORDINATOR, words, small_cell_maximum=4)
            french_shares(connection, filters, words)
            coverage(connection, filters, words, TODAY)
    packs = [text for text in said if "FROM facilitator_packs" in text]
    assert len([text for text in packs if "facilitator_packs.packed" in text]) == 1
    assert len(packs) == 2  # the other tells which sessions were not delivered
    assert len({text for text in said if "FROM sessions JOIN" in text}) == 1  # what is planned
    for more in ({}, {"venue": ("HS-01", "SH-01")}, {"venue_type": ("shelter",)}):
        assert is_right(engine, replace(both, **more))


def test_codes_that_are_new_leave_old_packs_right(engine):
    """New languages and age groups come before those that packs know."""
    came = {"12-14": 2, "unknown": 5}
    with writing(engine) as connection:
        led_by = {"facilitators": {"F1"}}
        store(connection, [a_session(attendance=came, language="fr", first_time=3, **led_by)])
        labels = {"label_en": "x", "label_fr": "y", "sort_order": 99}
        connection.execute(insert(Language).values(code="aa", trains=False, **labels))
        sides = {"youth": True, "at_risk": False, "bit": 64}
        connection.execute(insert(AgeGroup).values(code="00-11", **sides, **labels))
        later = FIRST_DAY + timedelta(40)
        after = a_session(later, attendance={"00-11": 7, "12-14": 1}, language="aa", **led_by)
        store_sessions(connection, [after], first_id=2)
        refresh_days(connection, [later])
        session_packs.refresh(connection, [later], ["HS-01"])
        facilitator_packs.refresh(connection, [later], ["HS-01"], ["F1"])
        bump_version(connection)
        assert len({*connection.scalars(select(SessionPack.codes))}) == 2
    for one in ({"venue": ("HS-01",)}, {"facilitator": ("F1",)}):
        assert is_right(engine, Filters(**one))
        assert is_right(engine, Filters(**one, age=("00-11", "unknown")))


def test_a_venue_is_told_rightly_after_its_type_or_the_codes_have_changed(engine):
    """By a worker that has asked before, as the desk writes: the packs of old codes stay."""
    with writing(engine) as connection:
        store(connection, [a_session(attendance={"12-14": 2, "unknown": 300}, language="fr")])
    one = {"label_en": "x", "label_fr": "y", "sort_order": "99"}
    language = ReferenceRecord("aa", {**one, "trains": "no"})
    age = ReferenceRecord("00-11", {**one, "youth": "yes", "at_risk": "no", "bit": "64"})
    held = SessionRecord(
        *("S-9", FIRST_DAY, "delivered", "discussion", "aa", "HS-01", 60, 7, None),
        attendance={"00-11": 7},
    )
    with two_workers(engine) as workers:
        for subject, saver, changes in (
            ("venues", venues, _changed("HS-01", "high_school", "group_home")),
            ("languages", ReferenceStore("languages"), Changes(added=(language,))),
            ("age_groups", ReferenceStore("age_groups"), Changes(added=(age,))),
            ("sessions", sessions, Changes(added=(held,))),
            ("venues", venues, _changed("HS-01", "group_home", "shelter")),
            ("sessions", sessions, Changes(removed=(held,))),
            ("languages", ReferenceStore("languages"), Changes(removed=(language,))),
        ):
            with changing(engine, "Ana") as writer:
                writer.save(subject, saver, changes)
            for worker in workers:
                assert is_right(worker, Filters(venue=("HS-01",))), subject
                assert is_right(worker, Filters(venue=("HS-01",), age=("12-14", "00-11"))), subject
    with reading(engine) as connection:
        assert discrepancies(connection) == ()


def _changed(code, before, after):
    return Changes(changed=((VenueRecord(code, before), VenueRecord(code, after)),))


def test_plans_are_read_again_when_one_of_their_months_was_written_and_not_else(engine):
    plan = a_session(TODAY, status="planned")
    later, at_one = a_session(TODAY.replace(month=4), status="planned"), Filters(venue=("HS-01",))
    with writing(engine) as connection:
        store(connection, [plan, later])
    asked = []

    def tell(_connection, _cursor, said, *_):
        asked.extend(["planned"] if "FROM planned_tallies" in said else [])

    with two_workers(engine) as (_, other):
        event.listen(other, "before_cursor_execute", tell)
        written = [plan, later]
        for new, times in (
            (a_session(TODAY.replace(month=2)), 1),  # the first question, and none for a held one
            (a_session(TODAY.replace(month=1)), 1),
            (later, 2),
            (a_session(TODAY.replace(month=5), status="planned"), 3),
        ):
            assert plans_are_right(other, written, at_one)
            with writing(engine) as connection:
                store_sessions(connection, [new], first_id=len(written) + 1)
                refresh_days(connection, [new["held_on"]])
                bump_version(connection)
            written.append(new)
            assert plans_are_right(other, written, at_one)
            assert len(asked) == times, new
        with writing(engine) as connection:
            connection.execute(delete(OutreachSession).where(OutreachSession.status == "planned"))
            tallies.rebuild(connection)
            bump_version(connection)
        assert plans_are_right(other, [], at_one)


def test_kept_arrays_are_right_while_others_write(engine):
    days = [a_session().copy()["held_on"].replace(day=day) for day in (3, 9, 20, 28)]
    with writing(engine) as connection:
        store(connection)
    done = Event()

    def keep_writing():
        before = []
        for n in range(12):
            after = [
                a_session(day, attendance={"12-14": 1 + n, "26-plus": n % 3 + 1})
                for day in days[: 1 + n % len(days)]
            ]
            write(engine, before, after)
            before = after

    def keep_asking(worker):
        asked = 0
        while not done.is_set() or not asked:
            assert is_right(worker, Filters(age=("12-14", "15-17"), start=days[1]))
            asked += 1
        return asked

    with two_workers(engine) as workers, ThreadPoolExecutor() as threads:
        asking = [threads.submit(keep_asking, worker) for worker in (*workers, *workers)]
        try:
            threads.submit(keep_writing).result()
        finally:
            done.set()  # or who asks would ask for ever
        assert all(one.result() for one in asking)


def test_only_the_months_that_were_written_are_read_again(engine):
    january, february = a_session(), a_session(a_session()["held_on"].replace(month=2))
    with writing(engine) as connection:
        store(connection, [january, february])
    asked = []

    def months_asked(work):
        asked.clear()
        work()
        found = [list(p.values()) if isinstance(p, dict) else list(p) for _, p in asked]
        return {str(v)[:7] for p in found for v in p if str(v).startswith("2014-")}

    event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _cursor, said, values, *_: (
            asked.append((said, values)) if "_tallies" in said else None
        ),
    )
    assert months_asked(lambda: ask(engine)) == {"2014-01", "2014-02"}
    assert months_asked(lambda: ask(engine)) == set()
    with writing(engine) as connection:
        store_sessions(connection, [a_session(attendance={"15-17": 5})], first_id=9)
        refresh_days(connection, [january["held_on"]])
        bump_version(connection)
    assert months_asked(lambda: ask(engine)) == {"2014-01"}


def test_nothing_is_kept_that_a_write_has_replaced(engine):
    with writing(engine) as connection:
        store(connection, [a_session()])

    def kept_after_a_write(number):
        with writing(engine) as connection:
            store_sessions(connection, [a_session()], first_id=10 + number)
            refresh_days(connection, [a_session()["held_on"]])
            bump_version(connection)
        ask(engine)
        with reading(engine) as connection:
            return arrays_of(connection).held

    assert len({kept_after_a_write(number) for number in range(4)}) == 1


def ask(engine):
    with reading(engine) as connection:
        counts_from_tallies(connection, Filters(), vocabulary(connection))


@pytest.mark.parametrize(
    ("first", "last", "read"), [(1, 4, [(1, 4)]), (1, 26, [(27, 31)]), (4, 28, [(1, 3), (29, 31)])]
)
def test_of_a_part_of_a_month_the_fewer_days_are_read(engine, monkeypatch, first, last, read):
    january = a_session()["held_on"].replace(day=1)
    held = [a_session(january.replace(day=day)) for day in (1, 3, 4, 5, 26, 27, 28, 31)]
    with writing(engine) as connection:
        store(connection, held)
    days, asked = blocks.Blocks.days, []

    def noting(self, kind, begin, end):
        asked.append((begin.day, end.day))
        return days(self, kind, begin, end)

    monkeypatch.setattr(blocks.Blocks, "days", noting)
    assert is_right(
        engine, Filters(start=january.replace(day=first), end=january.replace(day=last))
    )
    assert [*dict.fromkeys(asked)] == read


def test_days_are_read_once_for_all_that_is_told_of_their_sessions(engine):
    """How many there were, how many people came for the first time, and which was the latest."""
    came = {"attendance": {"12-14": 6}, "first_time": 1}
    held = [a_session(FIRST_DAY + timedelta(n), **came) for n in range(0, 25, 5)]
    with writing(engine) as connection:
        store(connection, held)
    said, until = [], Filters(end=held[3]["held_on"])  # early in its month
    with reading(engine) as connection:
        words = vocabulary(connection)
        event.listen(engine, "before_cursor_execute", lambda *heard: said.append(heard[2]))
        found = progress(connection, until, Audience.COORDINATOR, words, small_cell_maximum=4)
    assert (found.delivered, found.last_session) == (4, held[3]["held_on"])
    assert found.youth.distinct.first_time_sessions == found.delivered
    assert len([text for text in said if "FROM session_packs" in text]) == 1


@pytest.mark.parametrize("room", [blocks.MOST_BYTES_OF_DAYS, 1])
def test_days_that_were_read_ahead_are_not_read_again(engine, monkeypatch, room):
    """The newest month at least, also where a day has more people than a byte can tell."""
    monkeypatch.setattr(blocks, "MOST_BYTES_OF_DAYS", room)
    february = FIRST_DAY.replace(month=2)
    some = [{"12-14": 300}, {"15-17": 5}]
    days = [day.replace(day=one) for day in (FIRST_DAY, february) for one in (3, 9)]
    with writing(engine) as connection:
        store(connection, [a_session(day, attendance=came) for day in days for came in some])
    with reading(engine) as connection:
        blocks.read_ahead(connection)
    parts = [Filters(end=february.replace(day=6)), Filters(start=FIRST_DAY.replace(day=6))]
    parts += [replace(part, age=("12-14", "15-17")) for part in parts]
    asked = []
    for part in parts:
        with reading(engine) as connection:
            words = vocabulary(connection)
            event.listen(engine, "before_cursor_execute", lambda *heard: asked.append(heard[2:4]))
            found = progress(connection, part, Audience.COORDINATOR, words, small_cell_maximum=4)
        assert found.participations == 3 * 305
        assert is_right(engine, part)
    read_again = [said for said, _ in asked if "FROM session_packs" in said]
    assert bool(read_again) == (room == 1)


@pytest.mark.parametrize("room", [blocks.MOST_BYTES_OF_SETS, 0])
def test_sets_that_were_read_ahead_are_not_read_again(engine, monkeypatch, room):
    monkeypatch.setattr(blocks, "MOST_BYTES_OF_SETS", room)
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY, attendance={"12-14": 3, "15-17": 5})])
    with reading(engine) as connection:
        blocks.read_ahead(connection)
    asked = []
    for ages in (("12-14", "15-17"), ("15-17", "26-plus")):
        some = Filters(age=ages)
        with reading(engine) as connection:
            words = vocabulary(connection)
            event.listen(engine, "before_cursor_execute", lambda *heard: asked.append(heard[2]))
            progress(connection, some, Audience.COORDINATOR, words, small_cell_maximum=4)
        assert is_right(engine, some)
    assert any("FROM age_mask_tallies" in said for said in asked) == (room == 0)


@pytest.mark.parametrize(
    ("limit", "most"), [("MOST_BYTES_OF_SETS", None), ("MOST_BYTES_OF_SETS", 0), ("MOST_AGES", 2)]
)
def test_every_choice_of_age_groups_is_right_whether_all_sets_are_kept_or_not(
    engine, monkeypatch, limit, most
):
    if most is not None:
        monkeypatch.setattr(blocks, limit, most)
    day = a_session()["held_on"]
    sets = [some for number in range(len(AGES) + 1) for some in combinations(AGES, number)]
    sessions = [
        a_session(
            day.replace(day=1 + n % 28, month=1 + n % 3), attendance=dict.fromkeys(some, 1 + n)
        )
        for n, some in enumerate(sets)
    ]
    with writing(engine) as connection:
        store(connection, sessions)
    for some in sets[::3]:
        assert is_right(engine, Filters(age=some)), some


def test_sums_over_sets_are_larger_than_the_numbers_that_hold_each_set(engine):
    each = [a_session(attendance={age: 1}) for age in ("12-14", "15-17") for _ in range(150)]
    with writing(engine) as connection:
        store(connection, each)
    assert is_right(engine, Filters(age=("18-21", "26-plus")))  # all but those within the others
