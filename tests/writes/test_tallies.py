import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from dashboard.database import reading, writing
from dashboard.queries.shared.packs import Coding
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    FacilitatorPack,
    OutreachSession,
    PackCodes,
    PlannedTally,
    SessionPack,
    SessionTally,
    Venue,
    VenueTally,
)
from dashboard.writes import adding, derived, new_packs, session_packs, tallies
from dashboard.writes.bulk import stream_rows, table_of
from dashboard.writes.cells import TallyCell, TallyPart, part_of
from dashboard.writes.new_numbers import NewNumbers, ReferenceValues
from dashboard.writes.new_tallies import NewTallies
from dashboard.writes.private_file import PrivateFile
from tests.queries.worlds import (
    AGES,
    DAYS,
    KINDS,
    LANGUAGES,
    SESSIONS,
    VENUES,
    a_session,
    in_a_passing_world,
    store,
    store_sessions,
)

TALLIES = (
    SessionTally,
    AgeMaskTally,
    AttendanceTally,
    PlannedTally,
    CancelledTally,
    VenueTally,
)

SOME_IDS = (3, 1, 1 << 40, 7, 2, 12)


def contents(connection, venues=None):
    """What is kept; ``venues`` are codes by id, unless they are those of the database."""
    found = {
        tally.__tablename__: set(connection.execute(select(tally.__table__)).all())
        for tally in TALLIES
    }
    return found | {
        "session_packs": Counter(at_venues(connection)),
        "facilitator_packs": by_leaders(
            connection, venues or dict(connection.execute(select(Venue.id, Venue.code)).all())
        ),
    }


def at_venues(connection):
    said = dict(connection.execute(select(PackCodes.id, PackCodes.codes)).all())
    for month, venue, *pack in connection.execute(select(SessionPack.__table__)):
        for day, *own in unpacked_slowly(said, month, *pack):
            yield day, venue, *own


def by_leaders(connection, venues):
    """How often sessions stand in packs, each with all of those in whose packs it is."""
    said = dict(connection.execute(select(PackCodes.id, PackCodes.codes)).all())
    found = {}
    for facilitator, month, *pack, whose in connection.execute(select(FacilitatorPack.__table__)):
        ids = [int.from_bytes(whose[at : at + 8], "little") for at in range(0, len(whose), 8)]
        held = [*unpacked_slowly(said, month, *pack)]
        for id_, venue, (day, *own) in zip(ids[::2], ids[1::2], held, strict=True):
            one, leaders = found.setdefault(id_, ((day, venues[venue], *own), set()))
            assert one == (day, venues[venue], *own)
            assert facilitator not in leaders
            leaders.add(facilitator)
    return Counter((one, frozenset(leaders)) for one, leaders in found.values())


def unpacked_slowly(said, month, codes, size, packed):
    """Each session of a pack, as those of its size tell it."""
    languages, kinds, ages = json.loads(said[codes])
    numbers = [
        int.from_bytes(packed[at : at + size], "little") for at in range(0, len(packed), size)
    ]
    width = 5 + len(ages)
    assert numbers
    for start in range(0, len(numbers), width):
        one = numbers[start : start + width]
        assert (max(one) >= 256) == (size > 1)
        day, language, kind, total, first, *came = one
        came = frozenset((age, n) for age, n in zip(ages, came, strict=True) if n)
        own = languages[language], kinds[kind], total, first - 1 if first else None
        yield month.replace(day=day), *own, came


def packed_slowly(sessions):
    return Counter(as_packed(s) for s in sessions if s["status"] == "delivered")


def led_slowly(sessions):
    return Counter(
        (as_packed(s), frozenset(s["facilitators"]))
        for s in sessions
        if s["status"] == "delivered" and s["facilitators"]
    )


def as_packed(session):
    return (
        *(session[name] for name in ("held_on", "venue", "language", "kind")),
        *(sum(session["attendance"].values()), session["first_time"]),
        frozenset(session["attendance"].items()),
    )


def counted(sessions):
    """The rows, slowly: session, mask, attendance and planned counts by their keys."""
    found = {tally.__tablename__: {} for tally in TALLIES}
    for session in sessions:
        day, kind = session["held_on"], session["kind"]
        add(found["venue_tallies"], venue_cell_of(session), sessions=1)
        if session["status"] != "delivered":
            start = day if session["status"] == "planned" else day.replace(day=1)
            cell = (start, session["language"], VENUES[session["venue"]], kind)
            add(found[f"{session['status']}_tallies"], cell, sessions=1)
            continue
        mask = sum(2 ** AGES.index(age) for age in session["attendance"])
        cell = (day.replace(day=1), session["language"], VENUES[session["venue"]], kind)
        held = on_weekday("held", day, 1)
        add(found["session_tallies"], cell, sessions=1, **distinct(session), **held)
        add(found["age_mask_tallies"], (*cell, mask), sessions=1, **held)
        for age, number in session["attendance"].items():
            came = on_weekday("came", day, number)
            of_age = found["attendance_tallies"]
            add(of_age, (*cell, age), sessions=1, people=number, **held, **came)
    rows = {
        name: {(*key, *sums.values()) for key, sums in rows.items()} for name, rows in found.items()
    }
    return rows | {
        "session_packs": packed_slowly(sessions),
        "facilitator_packs": led_slowly(sessions),
    }


def on_weekday(name, day, number):
    """From Monday to Sunday."""
    return {f"{name}_{at}": number if day.weekday() == at else 0 for at in range(7)}


def distinct(session):
    total = sum(session["attendance"].values())
    youth = sum(n for age, n in session["attendance"].items() if age in AGES[:4])
    first_time = session["first_time"]
    if first_time is None:
        return {"recorded": 0, "low": 0, "high": youth}
    low = max(0, first_time - (total - youth))
    return {"recorded": 1, "low": low, "high": min(youth, first_time)}


def add(rows, key, **numbers):
    sums = rows.setdefault(key, Counter(dict.fromkeys(numbers, 0)))
    for name, number in numbers.items():
        sums[name] += number


def refresh(connection, gone, come=(), *, cells=False):
    """Bring everything up to date after a write of these sessions, by their cells or days."""
    sessions = (*gone, *come)
    days = {session["held_on"] for session in sessions}
    venues = {session["venue"] for session in sessions}
    touched = {cell_of(session) for session in sessions} if cells else days
    people = {code for session in sessions for code in session["facilitators"]}
    at_venues = Counter(map(venue_cell_of, come))
    at_venues.subtract(map(venue_cell_of, gone))
    derived.refresh(connection, derived.Touched(touched, set(), days, venues, people, at_venues))


def venue_cell_of(session):
    return tuple(session[name] for name in ("venue", "status", "language", "kind"))


def cell_of(session):
    venue_type = VENUES[session["venue"]]
    return TallyCell(session["held_on"], session["language"], venue_type, session["kind"])


random_worlds = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@random_worlds
@given(sessions=SESSIONS)
def test_rebuilt_tallies_are_what_a_slow_count_gives(engine, sessions):
    with in_a_passing_world(engine, sessions, derive=derived.rebuild) as connection:
        assert contents(connection) == counted(sessions)


@random_worlds
@given(sessions=SESSIONS, other=st.permutations(SOME_IDS))
def test_what_is_counted_of_new_sessions_is_what_a_slow_count_gives(
    engine, monkeypatch, sessions, other
):
    """Whatever numbers the venues have, in texts, bytes and whole numbers of Python."""
    monkeypatch.setattr(new_packs, "AT_ONCE", 4)
    ids = dict(zip(VENUES, other, strict=False))
    reference = ReferenceValues(
        venues={ids[code]: (code, type_) for code, type_ in VENUES.items()},
        bits={age: 2**at for at, age in enumerate(AGES)},
        youth=frozenset(AGES[:4]),
        coding=Coding(*(tuple(sorted(codes)) for codes in (LANGUAGES, KINDS, AGES))),
    )
    numbers = NewNumbers()
    for start in range(0, len(sessions), 10):  # in parts, as they come from a file
        some = list(enumerate(sessions))[start : start + 10]
        rows = [
            (
                *(n, str(one["held_on"]), one["status"], one["kind"], one["language"]),
                *(ids[one["venue"]], sum(one["attendance"].values()), one["first_time"]),
            )
            for n, one in some
        ]
        came = [(n, *cell) for n, one in some for cell in one["attendance"].items()]
        names = ("id", "held_on", "status", "kind", "language", "venue_id", "total", "first_time")
        led = [(n, code) for n, one in some for code in one["facilitators"]]
        numbers.add(names, rows, came, led)
    into = [table_of(tally) for tally in (*TALLIES, SessionPack, FacilitatorPack)]
    file = PrivateFile([adding.PIECES, *map(adding.of_spans, into)])
    new = NewTallies(numbers, reference)
    with closing(file), in_a_passing_world(engine, [], derive=derived.rebuild) as connection:
        for tally in new.each() if sessions else ():
            assert {type(cell) for row in tally.rows() for cell in row} <= {str, int}
            adding.keep(connection, tally, file)
        for table, rows in new.packs() if sessions else ():
            stream_rows(file.store, table, table.c.keys(), rows)
        for tally in into:
            adding.wait_beside(connection, tally, file)
            adding.add(connection, tally, file)
        assert contents(connection, {ids[code]: code for code in VENUES}) == counted(sessions)
    held = [one for one in sessions if one["status"] == "delivered"]
    sizes = Counter(
        (one["kind"], VENUES[one["venue"]], sum(one["attendance"].values())) for one in held
    )
    assert not sessions or new.sizes() == sizes


@random_worlds
@given(before=SESSIONS, after=SESSIONS)
def test_refreshing_the_touched_days_is_as_good_as_rebuilding(engine, before, after):
    with in_a_passing_world(engine, before, derive=derived.rebuild) as connection:
        connection.execute(delete(OutreachSession))
        store_sessions(connection, after)
        refresh(connection, before, after)
        assert contents(connection) == counted(after)


@random_worlds
@given(kept=SESSIONS, before=SESSIONS, after=SESSIONS)
def test_refreshing_the_touched_cells_is_as_good_as_rebuilding(engine, kept, before, after):
    before, after = before[:2], after[:2]
    with in_a_passing_world(engine, [*before, *kept], derive=derived.rebuild) as connection:
        connection.execute(delete(OutreachSession).where(OutreachSession.id <= len(before)))
        store_sessions(connection, after, first_id=len(before) + len(kept) + 1)
        refresh(connection, before, after, cells=True)
        assert contents(connection) == counted([*kept, *after])


def test_a_save_counts_no_other_cells_of_its_month(engine):
    """Whatever stands there stays: at a million sessions it was 99 of 100 rows."""
    saved = a_session(attendance={"12-14": 3})
    beside = [
        a_session(**{name: value}, attendance={"15-17": 2})
        for name, value in (("language", "fr"), ("venue", "SH-01"), ("kind", "discussion"))
    ]
    with in_a_passing_world(engine, [saved, *beside], derive=derived.rebuild) as connection:
        for tally in (SessionTally, AgeMaskTally, AttendanceTally):
            connection.execute(update(tally).values(sessions=77))
        refresh(connection, [saved], [saved], cells=True)
        for tally in (SessionTally, AgeMaskTally, AttendanceTally):
            cell = tally.language, tally.venue_type, tally.kind
            again = connection.execute(select(*cell).where(tally.sessions != 77)).all()
            assert {*again} == {("en", "high_school", "information_forum")}


def test_many_cells_are_counted_as_whole_days():
    cells = [
        TallyCell(date(2014, 1, 5), language, venue_type, "discussion")
        for language in LANGUAGES
        for venue_type in set(VENUES.values())
    ]
    assert part_of(cells) == TallyPart(
        tuple(sorted(LANGUAGES)), tuple(sorted(set(VENUES.values()))), ("discussion",)
    )
    assert part_of([*cells, cells[0]._replace(kind="youth_workshop")]) is None
    assert part_of([*cells[:1], date(2014, 1, 5)]) is None


@random_worlds
@given(sessions=SESSIONS, day=DAYS)
def test_refreshing_an_untouched_day_changes_nothing(engine, sessions, day):
    with in_a_passing_world(engine, sessions, derive=derived.rebuild) as connection:
        again = [a_session(day), a_session(day, venue="SH-01")]
        refresh(connection, again, again)
        assert contents(connection) == counted(sessions)


def test_more_days_than_a_statement_takes_are_refreshed_too(engine, monkeypatch):
    monkeypatch.setattr(tallies, "DAYS_AT_ONCE", 2)
    monkeypatch.setattr(tallies, "MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(session_packs, "VENUES_AT_ONCE", 1)
    sessions = [
        a_session(date(2014, 1, day), venue=("HS-01", "HS-02")[day % 2], attendance={"12-14": day})
        for day in range(1, 8)
    ]
    with writing(engine) as connection:
        store(connection)
        store_sessions(connection, sessions)
        refresh(connection, (), sessions)
        assert contents(connection) == counted(sessions)


def test_many_venues_at_once_are_counted_by_whole_months(engine, monkeypatch):
    monkeypatch.setattr(session_packs, "MANY", 1)
    sessions = [a_session(venue=venue, attendance={"12-14": 3}) for venue in sorted(VENUES)]
    with writing(engine) as connection:
        store(connection)
        store_sessions(connection, sessions)
        refresh(connection, (), sessions)
        assert contents(connection) == counted(sessions)


def test_a_venue_that_changes_its_type_takes_its_sessions_along(engine):
    day = date(2014, 1, 5)
    with writing(engine) as connection:
        store(connection, [a_session(day, venue="HS-01")])
        connection.execute(
            update(Venue).where(Venue.code == "HS-01").values(venue_type="group_home")
        )
        tallies.refresh(connection, [day])
        types = connection.scalars(select(SessionTally.venue_type).distinct()).all()
    assert types == ["group_home"]


def test_a_write_that_is_taken_back_takes_its_tallies_back(engine):
    in_a_passing_world(engine, [a_session()], derive=derived.rebuild).close()
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(SessionTally)) == 0


def test_two_writers_of_one_day_are_both_counted(engine):
    day = date(2014, 1, 5)
    one, other = a_session(day), a_session(day, attendance={"12-14": 5})

    def write_the_other():
        with writing(engine) as connection:
            store_sessions(connection, [other], first_id=2)
            refresh(connection, (), [other])

    with writing(engine) as connection:
        store(connection)
    with ThreadPoolExecutor() as threads:
        with writing(engine) as connection:
            store_sessions(connection, [one])
            refresh(connection, (), [one])
            second = threads.submit(write_the_other)
            time.sleep(0.2)
        second.result()
    with reading(engine) as connection:
        assert contents(connection) == counted([one, other])
