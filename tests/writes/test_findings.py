"""The findings that every write keeps, against a search in all sessions, after random histories."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from dashboard.database import reading, writing
from dashboard.desk import Desk
from dashboard.desk.findings import check, take_back
from dashboard.desk.merging import merge, unmerge
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.records import TrainingRecord, VenueRecord
from dashboard.queries.sessions.findings import finding_counts, findings
from dashboard.queries.sessions.findings.kept import as_kept
from dashboard.tables import KeptFinding, OutreachSession
from dashboard.writes import derived, facilitators, venues
from dashboard.writes import sessions as store
from dashboard.writes.changes import Changes, compare
from dashboard.writes.findings import KeptFindings
from dashboard.writes.service import Writer
from tests.queries.worlds import AGES, KINDS, VENUES, in_a_passing_world
from tests.support.files import session as a_row
from tests.support.plans import plans_of

TODAY = date(2015, 3, 25)
PEOPLE = ("F1", "F2", "F3")
PLACES = ("SH-01", "HS-01", "HS-02")

histories = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_record(name, day, status, kind, venue, people, ages, wrong):  # noqa: PLR0917
    held = status == "delivered"
    ages = ages if held else {}
    return SessionRecord(
        f"S{name}",
        TODAY + timedelta(day),
        status,
        kind,
        "en",
        venue,
        total=sum(ages.values()) + (wrong if held else 0),
        attendance=ages,
        facilitators=tuple(sorted(people)),
    )


RECORDS = st.builds(
    a_record,
    st.integers(1, 25),
    st.integers(-2, 1) | st.just(-9000),
    st.sampled_from(("delivered",) * 3 + ("planned", "cancelled")),
    st.sampled_from(KINDS),
    st.sampled_from(PLACES),
    st.sets(st.sampled_from(PEOPLE), max_size=2),
    st.dictionaries(st.sampled_from(AGES[:2]), st.integers(1, 3) | st.just(90), max_size=2),
    st.sampled_from((0, 0, 0, 0, 1)),
)
SAVED = st.lists(RECORDS, min_size=4, max_size=12, unique_by=lambda record: record.reference)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), SAVED),
        st.tuples(st.just("remove"), st.sets(st.integers(1, 25), max_size=4)),
        st.tuples(st.just("check"), st.integers(0, 30)),
        st.tuples(st.just("take back"), st.none()),
        st.tuples(st.just("retype"), st.sampled_from(PLACES)),
        st.tuples(st.just("merge"), st.none()),
        st.tuples(st.just("unmerge"), st.none()),
    ),
    min_size=4,
    max_size=8,
)


@histories
@given(first=SAVED, steps=STEPS)
def test_what_is_kept_is_what_a_search_in_all_sessions_gives(engine, first, steps):
    with in_a_passing_world(engine, derive=derived.rebuild) as connection:
        writer = Writer(connection, "Ana")
        people = tuple(TrainingRecord(code) for code in PEOPLE)
        writer.save("facilitators", facilitators, Changes(added=people))
        key = None
        for step, what in [("save", first), *steps]:
            key = take(writer, step, what, key)
            writer.conclude()
            assert as_kept(connection)
            found = findings(connection, TODAY, first=None).by_rule
            counted = finding_counts(connection, TODAY).by_rule
            assert {rule: one.count for rule, one in counted.items()} == {
                rule: len(one.first) for rule, one in found.items()
            }


def take(writer, step, what, key):
    """One step of a history; returns the key of the finding that was checked last."""
    connection = writer.connection
    if step == "save":
        known = set(venues.existing(connection, [VenueRecord(one, "") for one in PLACES]))
        wanted = [one for one in what if one.venue in known]
        writer.save("sessions", store, compare(connection, store, wanted))
    elif step == "remove":
        empty = [SessionRecord(f"S{n}", TODAY, "planned", KINDS[0], "en", "HS-01") for n in what]
        gone = store.existing(connection, empty).values()
        writer.save("sessions", store, Changes(removed=tuple(gone)))
    elif step == "check":
        every = findings(connection, TODAY, first=None).by_rule.values()
        if open_ones := [one for rule in every for one in rule.first]:
            one = open_ones[what % len(open_ones)]
            seen = dict(zip(one.references, one.versions, strict=True))
            return check(writer, TODAY, one.rule, seen, "two classes").key
    elif step == "take back":
        take_back(writer, key or "")
    elif step == "retype":
        for before in venues.existing(connection, [VenueRecord(what, "")]).values():
            other = "shelter" if before.venue_type != "shelter" else "high_school"
            after = replace(before, venue_type=other)
            writer.save("venues", venues, Changes(changed=((before, after),)))
    elif step == "merge":
        stored = venues.existing(connection, [VenueRecord(one, "") for one in PLACES])
        seen = {code: StoredRecord(one).version for code, one in stored.items()}
        merge(writer, "HS-02", "HS-01", seen, knowing=True)
    else:
        unmerge(writer, "HS-02", knowing=True)
    return key


def test_a_plan_is_overdue_from_midnight_on_without_a_write(engine):
    plan = a_record(1, 0, "planned", KINDS[0], "HS-01", {"F1"}, {}, 0)
    with in_a_passing_world(engine, derive=derived.rebuild) as connection:
        writer = Writer(connection, "Ana")
        writer.save("facilitators", facilitators, Changes(added=(TrainingRecord("F1"),)))
        writer.save("sessions", store, Changes(added=(plan,)))
        writer.conclude()
        assert finding_counts(connection, TODAY).open_items == 0
        assert finding_counts(connection, TODAY + timedelta(1)).open_items == 1


def test_writers_at_the_same_time_keep_all_that_they_find(engine):
    rows = [
        a_row(reference=f"S-{n}", venue="HS-01", facilitators="F1", total=str(20 + 300 * (n == 7)))
        for n in range(12)
    ]
    with writing(engine) as connection:
        writer = Writer(connection, "Ana")
        places = tuple(VenueRecord(code, VENUES[code]) for code in PLACES)
        writer.save("venues", venues, Changes(added=places))
        writer.save("facilitators", facilitators, Changes(added=(TrainingRecord("F1"),)))
        writer.conclude()
    with ThreadPoolExecutor(4) as threads:
        logged = threads.map(
            lambda row: Desk(engine, "Ana", TODAY).log(row, knowing=True).done, rows
        )
        assert all(logged)
    with reading(engine) as connection:
        assert as_kept(connection)
        assert finding_counts(connection, TODAY).open_items > 0


def test_whatever_is_kept_wrongly_is_noticed_and_repaired(engine):
    rows = [a_record(n, -1, "delivered", KINDS[0], "HS-01", (), {"15-17": 4}, 0) for n in (1, 2)]
    damages = (
        delete(KeptFinding),
        update(KeptFinding).values(rank=7),
        update(OutreachSession).values(total=5),
        update(OutreachSession).values(status="planned", total=0),
    )
    for damage in damages:
        with in_a_passing_world(engine, derive=derived.rebuild) as connection:
            writer = Writer(connection, "Ana")
            writer.save("sessions", store, Changes(added=tuple(rows)))
            writer.conclude()
            connection.execute(damage)
            assert not as_kept(connection)
            KeptFindings(connection).rebuild()
            assert as_kept(connection)
            assert connection.scalars(select(KeptFinding.reference)).all()


def test_a_finding_left_by_a_change_past_the_program_is_replaced(engine):
    """Its session was deleted by hand, and comes again: with the same fault, and without it."""
    unled = a_record(1, -1, "delivered", KINDS[0], "HS-01", (), {"15-17": 4}, 0)
    for again in (unled, replace(unled, facilitators=("F1",))):
        with in_a_passing_world(engine, derive=derived.rebuild) as connection:
            writer = Writer(connection, "Ana")
            writer.save("facilitators", facilitators, Changes(added=(TrainingRecord("F1"),)))
            writer.save("sessions", store, Changes(added=(unled,)))
            writer.conclude()
            connection.execute(delete(OutreachSession))

            writer.save("sessions", store, Changes(added=(again,)))
            writer.conclude()

            of_it = select(KeptFinding.rule).where(KeptFinding.reference == again.reference)
            expected = [] if again.facilitators else [FindingRule.NO_FACILITATOR.value]
            assert connection.scalars(of_it).all() == expected
            assert finding_counts(connection, TODAY).open_items == len(expected)


def test_an_unusual_total_left_by_a_change_past_the_program_is_replaced(engine):
    """The usual range moves below its total, which was written by hand."""
    like = [a_record(n, -n, "delivered", KINDS[0], "HS-01", {"F1"}, {"15-17": 4}, 0)
            for n in range(1, 20)]  # fmt: skip
    with in_a_passing_world(engine, derive=derived.rebuild) as connection:
        writer = Writer(connection, "Ana")
        writer.save("facilitators", facilitators, Changes(added=(TrainingRecord("F1"),)))
        writer.save("sessions", store, Changes(added=tuple(like)))
        writer.conclude()
        outlier = {"rule": FindingRule.OUTLIER.value, "rank": 4, "checked": False}
        by_hand = [{"reference": one.reference, "held_on": one.date} | outlier for one in like]
        connection.execute(insert(KeptFinding), by_hand)

        more = [a_record(n, -n, "delivered", KINDS[0], "HS-01", {"F1"}, {"15-17": 90}, 0)
                for n in range(100, 400)]  # fmt: skip
        writer.save("sessions", store, Changes(added=tuple(more)))
        writer.conclude()

        kept = select(KeptFinding.reference).where(KeptFinding.rule == FindingRule.OUTLIER.value)
        assert set(connection.scalars(kept)) == {one.reference for one in like}


def test_what_is_kept_of_neighbours_is_neither_written_again_nor_looked_for_by_rule(sqlite_engine):
    """A third session like two others changes nothing in what is kept of these."""
    rows = [
        a_record(n, -1, "delivered", KINDS[0], "HS-01", {"F1"}, {"15-17": n}, 0) for n in (1, 2, 3)
    ]
    with in_a_passing_world(sqlite_engine, derive=derived.rebuild) as connection:
        writer = Writer(connection, "Ana")
        writer.save("facilitators", facilitators, Changes(added=(TrainingRecord("F1"),)))
        writer.save("sessions", store, Changes(added=tuple(rows[:2])))
        refuse = "BEGIN SELECT RAISE(ABORT, 'it stays'); END"
        connection.exec_driver_sql(f"CREATE TRIGGER no BEFORE DELETE ON kept_findings {refuse}")
        third = Changes(added=(rows[2],))
        plans = plans_of(connection, lambda: writer.save("sessions", store, third))
        writer.conclude()
        assert as_kept(connection)
        assert finding_counts(connection, TODAY).open_items == 1
    of_kept = {plan for plan in plans if "kept_findings" in plan}
    assert of_kept <= {
        f"SEARCH kept_findings USING PRIMARY KEY (reference=?{more})"
        for more in ("", " AND rule=?")
    }
    assert of_kept
