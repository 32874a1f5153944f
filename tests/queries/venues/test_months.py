"""Venues under age groups are counted from kept arrays of sessions: right after any history."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select

from dashboard.database import reading, writing
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.queries.progress.array_store import ArrayStore, arrays_of, asked_of, sessions_of
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues import counts, from_months, months
from dashboard.tables import OutreachSession, Venue
from dashboard.writes import sessions as sessions_store
from dashboard.writes.changes import Changes, compare
from dashboard.writes.service import changing
from dashboard.writes.state import bump_version
from tests.queries.progress.test_blocks import is_right, two_workers
from tests.queries.worlds import (
    AGES,
    FILTERS,
    FIRST_DAY,
    KINDS,
    LANGUAGES,
    VENUES,
    a_session,
    store,
)

REFERENCES = st.sets(st.integers(1, 25), max_size=6)
QUESTIONS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.builds(
            lambda filters, age: replace(filters, age=tuple(age), facilitator=()),
            FILTERS,
            st.lists(st.sampled_from(AGES), min_size=1, max_size=3, unique=True),
        ),
    ),
    max_size=3,
)


def a_record(number, day, status, kind, language, venue, ages):  # noqa: PLR0917
    ages = ages if status == "delivered" else {}
    day = FIRST_DAY + timedelta(day)
    total = sum(ages.values())
    return SessionRecord(
        f"S{number}", day, status, kind, language, venue, total=total, attendance=ages
    )


RECORDS = st.builds(
    a_record,
    st.integers(1, 25),
    st.integers(0, 120),
    st.sampled_from(("delivered",) * 4 + ("planned", "cancelled")),
    st.sampled_from(KINDS),
    st.sampled_from(LANGUAGES),
    st.sampled_from(sorted(VENUES)),
    st.dictionaries(st.sampled_from(AGES), st.integers(1, 3) | st.integers(200, 300), max_size=4),
)
SAVED = st.lists(RECORDS, min_size=4, max_size=12, unique_by=lambda record: record.reference)
STEPS = st.one_of(
    st.tuples(st.just("save"), SAVED),
    st.tuples(st.just("remove"), REFERENCES),
    st.tuples(st.sampled_from(sorted(VENUES)), REFERENCES),  # move them there
)


def take(engine, step, what):
    """One write."""
    with changing(engine, "Ana") as writer:
        if step == "save":
            writer.save(
                "sessions", sessions_store, compare(writer.connection, sessions_store, what)
            )
            return
        keys = [SessionRecord(f"S{n}", FIRST_DAY, "planned", KINDS[0], "en", "HS-01") for n in what]
        there = tuple(sessions_store.existing(writer.connection, keys).values())
        if step == "remove":
            writer.save("sessions", sessions_store, Changes(removed=there))
        else:
            moved = [replace(one, venue=step) for one in there]
            changes = compare(writer.connection, sessions_store, moved)
            writer.save("sessions", sessions_store, changes)


def are_right(engine, filters):
    """Whether the arrays and the sessions say the same in one transaction, down to types."""
    with reading(engine) as connection:
        words = vocabulary(connection)
        kept = counts.counts(connection, filters, words)
        counted = from_sessions(connection, filters, words)
    for one in kept.values():
        numbers = one.sessions, one.participations, *one.turnouts[0], *one.turnouts[1]
        assert {type(n) for n in numbers} == {int}
    return kept == counted


def from_sessions(connection, filters, words):
    """The counts of venues from the sessions, those of youth and of others age by age."""
    turnouts = defaultdict(lambda: {True: counts.Turnout(), False: counts.Turnout()})
    for age in words.ages:
        if age.code in (filters.age or words.ages.codes):
            of_age = replace(filters, age=(age.code,))
            for code, one in counts._from_sessions(connection, of_age, words).items():
                people, came = turnouts[code][age.youth]
                now = counts.Turnout(people + one.participations, came + one.sessions)
                turnouts[code][age.youth] = now
    return {
        code: one._replace(turnouts=(turnouts[code][True], turnouts[code][False]))
        for code, one in counts._from_sessions(connection, filters, words).items()
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=SAVED,
    questions=QUESTIONS,
    history=st.lists(st.tuples(STEPS, QUESTIONS), min_size=2, max_size=5),
    room=st.sampled_from(("sessions", "quarters", "nothing")),
)
def test_kept_sessions_are_those_of_the_database_after_any_history(
    engine, first, questions, history, room
):
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        connection.execute(delete(Venue))
        store(connection)
        bump_version(connection)
    with pytest.MonkeyPatch.context() as patched, two_workers(engine) as workers:
        if room != "sessions":
            patched.setattr(months, "MOST_SESSIONS", 0)
        if room == "nothing":
            patched.setattr(ArrayStore, "takes", lambda *_: False)
        for (step, what), asked in [(("save", first), questions), *history]:
            take(workers[0], step, what)
            for worker, filters in [*asked, (1, Filters(age=AGES))]:  # the last keeps every month
                assert are_right(workers[worker], filters)
                assert is_right(workers[worker], filters)  # parts of months are counted from them


def test_only_the_months_that_were_written_are_read_again(engine):
    january, march = a_session(), a_session(FIRST_DAY.replace(month=3))
    some = {"attendance": {"12-14": 3, "26-plus": 1000}}
    with writing(engine) as connection:
        store(connection, [january | some, march | some])
    read = []

    def tell(_connection, _cursor, said, values, *_):
        if "FROM session_packs" in said:
            values = values.values() if isinstance(values, dict) else values
            read.extend(sorted({str(v)[:7] for v in values if str(v).startswith("2014-")}))

    def ask(worker, age):
        read.clear()
        with reading(worker) as connection:
            found = counts.counts(connection, Filters(age=age), vocabulary(connection))
        return {code: one[:2] for code, one in found.items()}

    with two_workers(engine) as (here, there):
        event.listen(there, "before_cursor_execute", tell)
        assert ask(there, ("12-14",)) == {"HS-01": (2, 6)}
        assert read == ["2014-01", "2014-03"]
        assert ask(there, ("26-plus", "12-14")) == {"HS-01": (2, 2006)}
        assert read == []
        take(here, "HS-02", [2])  # of the same type: no other tally of days changes
        assert ask(there, ("26-plus",)) == {"HS-01": (1, 1000), "HS-02": (1, 1000)}
        assert read == ["2014-03"]


@pytest.mark.parametrize("most", [0, 2, 3])
def test_more_sessions_than_there_is_room_for_are_added_up_and_not_kept(engine, monkeypatch, most):
    monkeypatch.setattr(months, "MOST_SESSIONS", most)
    with writing(engine) as connection:
        store(connection, [a_session(attendance={age: 2}) for age in AGES[:3]])
    with reading(engine) as connection:
        found = counts.counts(connection, Filters(age=AGES[:2]), vocabulary(connection))
        kept = sessions_of(connection).arrays
    assert (found["HS-01"].sessions, found["HS-01"].participations) == (2, 4)
    kinds = {"quarter" if "quarter" in name else "month" for name in kept}
    assert kinds == {"month" if most == 3 else "quarter"}


@pytest.mark.parametrize("age", [AGES[:2], ()])
def test_sessions_of_a_month_that_is_asked_for_drive_out_nothing(engine, monkeypatch, age):
    """At ten million sessions, those of a year take as much as a third of everything else."""
    with writing(engine) as connection:
        days = [FIRST_DAY.replace(month=month) for month in (1, 3, 4, 5)]
        store(connection, [a_session(day, attendance={AGES[0]: 2}) for day in days])
        bump_version(connection)
    monkeypatch.setattr(months, "MOST_SESSIONS", 3)
    with reading(engine) as connection:
        words = vocabulary(connection)
        counts.counts(connection, Filters(), words)
        before = arrays_of(connection).held
        asked = Filters(
            age=age, start=FIRST_DAY + timedelta(days=1), end=FIRST_DAY.replace(month=3)
        )
        found = counts.counts(connection, asked, words)
        kept, sessions = arrays_of(connection), sessions_of(connection).arrays
        assert (kept.held, len(sessions)) == (before, 0)
        assert len(asked_of(connection).arrays) == 2
    assert found["HS-01"].sessions == 1


def test_a_write_reads_its_month_again_and_of_its_quarter_what_its_venues_have(engine, monkeypatch):
    monkeypatch.setattr(months, "MOST_SESSIONS", 0)
    came, days = {"attendance": {"12-14": 3}}, [FIRST_DAY.replace(month=n) for n in (1, 3, 4, 7)]
    with writing(engine) as connection:
        another = a_session(days[0], venue="GH-01") | came
        store(connection, [*(a_session(day) | came for day in days), another])
        ids = select(Venue.id).where(Venue.code.in_(("HS-01", "HS-02")))
        both = {*connection.scalars(ids)}
    read, packs = [], months.SessionMonths.packs

    def tell(sessions, asked, venues=None):
        read.extend((month.month, venues) for month in asked)
        return packs(sessions, asked, venues)

    monkeypatch.setattr(months.SessionMonths, "packs", tell)
    of_ages = Filters(age=("12-14", "26-plus"))
    year, quarter = Period.fiscal_year(2013), Period.fiscal_quarter(2013, 4)
    with two_workers(engine) as (here, there):
        with reading(there) as connection:
            from_months.read_ahead(connection)
        assert read == [(1, None), (3, None), (4, None), (7, None)]
        for venue in ("HS-02", "HS-01"):
            assert are_right(there, replace(of_ages, period=year))
            assert are_right(there, replace(of_ages, period=quarter))
            assert len(read) == 4
            take(here, venue, [2])
            assert are_right(there, replace(of_ages, period=year))
            assert are_right(there, replace(of_ages, period=quarter))
            assert read[4:] == [(3, None), (1, both)]
            del read[4:]
        with reading(there) as connection:
            counts.counts(connection, Filters(), vocabulary(connection))
        del read[4:]
        take(here, "HS-02", [2])
        with reading(there) as connection:
            counts.counts(connection, Filters(), vocabulary(connection))
        assert read[4:] == [(3, None)]


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ((1, 1), (2, 28), [3]),
        ((1, 1), (3, 30), [3]),
        ((1, 2), (3, 31), [1]),
        ((1, 2), (3, 30), [1, 3]),
        ((2, 1), (3, 31), [1]),
        ((2, 2), (3, 31), [2, 3]),
        ((3, 1), (4, 1), [3, 4]),
    ],
)
def test_of_a_quarter_that_is_kept_the_fewer_months_are_read(
    engine, monkeypatch, first, last, read
):
    """Those that days leave out are taken away, if they are fewer than those that days have."""
    monkeypatch.setattr(months, "MOST_SESSIONS", 0)
    days = [FIRST_DAY.replace(month=n, day=1 + 15 * half) for n in range(1, 5) for half in (0, 1)]
    came = [{"attendance": {age: n + 1}} for n, age in enumerate((AGES[0], AGES[1]))]
    with writing(engine) as connection:
        venues = ("HS-01", "GH-01")
        store(connection, [a_session(d, venue=v) | c for d in days for v in venues for c in came])
    asked, packs = [], months.SessionMonths.packs

    def tell(sessions, some, venues=None):
        asked.extend(month.month for month in some)
        return packs(sessions, some, venues)

    with reading(engine) as connection:
        from_months.read_ahead(connection)
    monkeypatch.setattr(months.SessionMonths, "packs", tell)
    start, end = (FIRST_DAY.replace(month=month, day=day) for month, day in (first, last))
    assert are_right(engine, Filters(age=AGES[1:3], start=start, end=end))
    assert asked == read


@pytest.mark.parametrize("ages", [AGES[:2], AGES[1:4], AGES])
@pytest.mark.parametrize(("first", "last"), [(3, 9), (1, 20), (20, 31), (15, 15)])
def test_of_kept_sessions_no_sets_of_age_groups_are_read_for_a_part_of_a_month(
    engine, ages, first, last
):
    sessions = [
        a_session(
            FIRST_DAY.replace(day=1 + n % 28),
            venue=sorted(VENUES)[n % len(VENUES)],
            language=LANGUAGES[n % 2],
            attendance={} if n % 7 == 0 else {AGES[n % len(AGES)]: 2, AGES[n % 5]: 3},
        )
        for n in range(70)
    ]
    with writing(engine) as connection:
        store(connection, sessions)
    month = {"start": FIRST_DAY.replace(day=first), "end": FIRST_DAY.replace(day=last)}
    assert is_right(engine, Filters(age=ages))  # whole months, whose sets are kept
    with reading(engine) as connection:
        months.read_ahead(connection)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert is_right(engine, Filters(age=ages, language=("fr",), **month))
    assert [one for one in asked if "age_mask_tallies" in one] == []
