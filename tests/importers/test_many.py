"""Files of many sessions, made ready while others write, then written at once."""

import random
import re
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import delete, event, select, text

from dashboard.database import reading, writing
from dashboard.desk import Desk
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import logged
from dashboard.importers.importing import import_sessions
from dashboard.importers.merge import TRIES, Merge
from dashboard.importers.order import ImportOrder, LeavingOut, Phase
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions.records import records
from dashboard.queries.shared.trail import tampering
from dashboard.tables import (
    AgeGroup,
    AuditEntry,
    DataState,
    Facilitator,
    Language,
    OutreachSession,
    SessionKind,
    TalliedMonth,
    Venue,
)
from dashboard.writes import adding
from dashboard.writes.state import ASKED, take_turn, take_turn_without_harm
from tests.importers.conftest import TODAY, add_venues_and_facilitators
from tests.support import patience
from tests.support.files import as_rows, session, write_csv

AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
CELLS = {"date": "2015-03-25", "status": "delivered", "kind": "discussion", "language": "en",
         "venue": "HS-01", "15-17": "9"}  # fmt: skip


def some_session(chance: random.Random, number: int) -> SessionRecord:
    status = chance.choices(("delivered", "planned", "cancelled"), (8, 1, 1))[0]
    came = {age: chance.randint(1, 9) for age in AGES if chance.random() < 0.4}
    attendance = came if status == "delivered" else {}
    total = sum(attendance.values())
    return SessionRecord(
        f"S-{number}",
        date(2015, 1, 1) + timedelta(chance.randrange(80)),
        status,
        chance.choice(("information_forum", "discussion", "youth_workshop")),
        chance.choice(("en", "fr", "bilingual")),
        chance.choice(("SH-01", "HS-01")),
        chance.choice((None, 45, 90)),
        total,
        chance.choice((None, chance.randint(0, total))) if status == "delivered" else None,
        chance.choice(("", 'said "tab\t", back\\slash; été')),
        attendance=attendance,
        facilitators=tuple(sorted(chance.sample(("F-1", "F-2"), chance.randrange(3)))),
    )


def sessions_from(chance, first):
    return [some_session(chance, number) for number in range(first, first + 60)]


def file_of(path, sessions):
    rows = [one.cells() | {"facilitators": ";".join(one.facilitators)} for one in sessions]
    return write_csv(path, as_rows(*rows))


def order(path, **more):
    return ImportOrder(path, TODAY, "Ana", **more)


def as_known(engine):
    """Each session by its reference, and their ids in the order of the file."""
    with reading(engine) as connection:
        assert discrepancies(connection) == ()
        assert tampering(connection) is None
        found = records(connection, OutreachSession.id > 0)
    return {one.reference: one for one in found.values()}, [
        found[id_].reference for id_ in sorted(found)
    ]


def marks_of_months(engine):
    """What tells whether tallies that were kept elsewhere are still those of the database."""
    with reading(engine) as connection:
        months = select(TalliedMonth.starts_on, TalliedMonth.mark)
        return dict(connection.execute(months).all())


def log_of(engine, import_id):
    with reading(engine) as connection:
        entry = AuditEntry
        rows = connection.execute(
            select(entry.key, entry.before, entry.after)
            .where(entry.import_id == import_id)
            .order_by(entry.id)
        )
        return {row.key: (row.before and logged(row.before), logged(row.after)) for row in rows}


def test_an_import_does_what_an_obvious_one_does(ready, tmp_path):
    """New, changed and unchanged sessions on the same days, in files of several batches."""
    chance = random.Random(66)  # noqa: S311 - no secret
    before = [some_session(chance, number) for number in range(400)]
    import_sessions(ready, order(file_of(tmp_path / "before.csv", before)))
    file = [replace(some_session(chance, n), reference=f"S-{n}") for n in range(300, 6_000)]
    file[50:100] = before[350:400]
    chance.shuffle(file)
    marks = marks_of_months(ready)

    report = import_sessions(ready, order(file_of(tmp_path / "file.csv", file)))

    assert marks.keys() == {date(2015, month, 1) for month in (1, 2, 3)}
    assert not marks.items() & marks_of_months(ready).items()
    known = {one.reference: one for one in before}
    added = [one for one in file if one.reference not in known]
    changed = [one for one in file if known.get(one.reference, one) != one]
    assert (report.added, report.changed) == (len(added), len(changed))
    assert report.unchanged == len(file) - len(added) - len(changed) >= 50
    found, by_id = as_known(ready)
    assert found == known | {one.reference: one for one in file}
    assert by_id == [one.reference for one in (*before, *added)]
    expected = {one.reference: (known.get(one.reference), one) for one in (*added, *changed)}
    assert log_of(ready, report.import_id) == expected
    with reading(ready) as connection:
        versions = set(connection.scalars(select(OutreachSession.version)))
        assert max(versions) <= connection.scalar(select(DataState.version))


def test_fewer_sessions_than_there_are_come_in_day_by_day(ready, tmp_path):
    """Indexes are passed once then. Those of a day, and the log, are in the order of the file."""
    chance = random.Random(221)  # noqa: S311 - no secret
    before = [some_session(chance, number) for number in range(60)]
    import_sessions(ready, order(file_of(tmp_path / "before.csv", before)))
    added = [some_session(chance, number) for number in range(60, 110)]
    file = [replace(before[7], note="changed"), *added]
    chance.shuffle(file)
    new = [one for one in file if one in added]

    report = import_sessions(ready, order(file_of(tmp_path / "file.csv", file)))

    found, by_id = as_known(ready)
    assert found == {one.reference: one for one in (*before, *file)}
    assert by_id[60:] == [one.reference for one in sorted(new, key=lambda one: one.date)]
    with reading(ready) as connection:
        logged_as = select(AuditEntry.key).where(AuditEntry.import_id == report.import_id)
        keys = connection.scalars(logged_as.order_by(AuditEntry.id)).all()
    assert keys == [*(one.reference for one in new), before[7].reference]


def test_tallies_are_added_lot_by_lot(ready, tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "ADDED_AT_ONCE", 7)
    chance = random.Random(222)  # noqa: S311 - no secret
    file = [some_session(chance, number) for number in range(120)]

    for some in (file[:40], file):
        import_sessions(ready, order(file_of(tmp_path / "file.csv", some)))

    assert as_known(ready)[0] == {one.reference: one for one in file}


def test_moments_of_imported_sessions_are_those_of_their_write(ready_sqlite, tmp_path):
    path = write_csv(tmp_path / "f.csv", as_rows(session(reference="S-1")))
    now = text("SELECT CURRENT_TIMESTAMP")
    with reading(ready_sqlite) as connection:
        begun = connection.scalar(now)

    import_sessions(ready_sqlite, order(path))

    moments = text("SELECT created_at, updated_at, CURRENT_TIMESTAMP FROM sessions")
    with reading(ready_sqlite) as connection:
        created, updated, ended = connection.execute(moments).one()
    assert begun <= created == updated <= ended


def during(phase, do):
    """Do it once, when the import first tells of that phase."""
    done = []

    def tell(now, *_):
        if now is phase and not done:
            done.append(True)
            do()

    return tell


def test_what_others_save_while_rows_are_compared_is_kept_and_counted(ready, tmp_path):
    """Of the same day: the tallies that were counted before would lack it."""
    path = write_csv(tmp_path / "f.csv", as_rows(*(session(reference=f"S-{n}") for n in range(9))))
    desk = Desk(ready, "Bo", TODAY)

    def save():
        assert desk.log(CELLS | {"reference": "B-1"}, knowing=True).done

    report = import_sessions(ready, order(path, on_progress=during(Phase.COMPARING, save)))

    assert report.added == 9
    found, _ = as_known(ready)
    assert found.keys() == {"B-1", *(f"S-{n}" for n in range(9))}


def test_a_session_of_the_file_that_others_save_meanwhile_is_compared_again(ready, tmp_path):
    rows = [session(reference=f"S-{n}", language="fr") for n in range(9)]
    path = write_csv(tmp_path / "f.csv", as_rows(*rows))
    desk = Desk(ready, "Bo", TODAY)

    def save():
        assert desk.log(CELLS | {"reference": "S-4"}, knowing=True).done

    report = import_sessions(ready, order(path, on_progress=during(Phase.COMPARING, save)))

    assert (report.added, report.changed) == (8, 1)
    found, _ = as_known(ready)
    assert found["S-4"].language == "fr"
    before, after = log_of(ready, report.import_id)["S-4"]
    assert (before.total, after.total) == (9, 12)


def test_nobody_is_sent_away_who_waits_for_a_row_of_an_import(postgresql_engine, tmp_path):
    """Two that wait for each other would be a deadlock, which ends one of them."""
    engine = postgresql_engine
    add_venues_and_facilitators(engine)
    path = write_csv(tmp_path / "f.csv", as_rows(*(session(reference=f"S-{n}") for n in range(9))))
    outcomes = []

    def save():
        outcomes.append(Desk(engine, "Bo", TODAY).log(CELLS | {"reference": "S-4"}, knowing=True))

    saving = Thread(target=save)
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def is_waiting():
        with reading(engine) as connection:
            return connection.scalar(waiting) > 0

    def tell(phase, rows, _fraction):
        if phase is Phase.WRITING and rows and not saving.ident:
            saving.start()
            patience.until(is_waiting, "the save does not wait for the import")

    report = import_sessions(engine, order(path, on_progress=tell))
    saving.join(patience.SECONDS)

    assert outcomes[0].done
    assert (report.added, report.changed) == (8, 1)
    assert as_known(engine)[0]["S-4"].total == 12


def test_whoever_saves_later_lets_an_import_pass(postgresql_engine):
    """With several who save all the time, somebody is always in the queue before it."""
    engine, order_of_turns = postgresql_engine, []
    asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    woken = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")

    def bring_in():
        with writing(engine) as connection:
            assert take_turn_without_harm(connection)
            order_of_turns.append("import")

    def save():
        with writing(engine) as connection:
            take_turn(connection)
            order_of_turns.append("save")
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "4min"

    def counts(what, number):
        def there():
            with reading(engine) as connection:
                return connection.scalar(what) >= number

        patience.until(there, f"{what} stays below {number}")

    with writing(engine) as first:
        take_turn(first)
        importing = Thread(target=bring_in)
        importing.start()
        counts(asked, 1)
        saving = Thread(target=save)
        saving.start()
        counts(woken, 1)  # it does not ask again and again
    importing.join(patience.SECONDS)
    saving.join(patience.SECONDS)

    assert order_of_turns == ["import", "save"]


def test_who_lets_an_import_pass_waits_for_no_others_who_do(postgresql_engine):
    engine, done = postgresql_engine, []
    waits = text("SELECT pg_advisory_xact_lock_shared(:one, :two)")

    def save():
        with writing(engine) as connection:
            take_turn(connection)
            done.append("save")

    with writing(engine) as other:
        other.execute(waits, dict(zip(("one", "two"), ASKED, strict=True)))
        saving = Thread(target=save)
        saving.start()
        saving.join(patience.SECONDS)
        assert done == ["save"]


def test_what_is_to_fix_in_new_sessions_is_what_a_search_in_all_finds(ready, tmp_path):
    """Alone at their place, beside others with nothing in common, and beside likely copies.

    The second file has far more than the database.
    """
    chance = random.Random(67)  # noqa: S311 - no secret
    file: list[SessionRecord] = []
    for round_, rows in enumerate((8, 80, 40, 40, 40)):
        copies = [replace(one, reference=f"C-{one.reference}") for one in file[:6]]
        file = [some_session(chance, 100 * round_ + number) for number in range(rows)] + copies
        file[0] = replace(file[0], status="delivered", attendance={"15-17": 900}, total=900)
        report = import_sessions(ready, order(file_of(tmp_path / f"{round_}.csv", file)))
        assert report.added == len(file)
        as_known(ready)


def test_what_is_to_fix_is_found_where_others_change_sessions_meanwhile(ready, tmp_path):
    """They log, move and cancel sessions at places of the file, and move what is usual."""
    chance = random.Random(81)  # noqa: S311 - no secret
    desk = Desk(ready, "Bo", date(2015, 4, 1))
    import_sessions(ready, order(file_of(tmp_path / "0.csv", sessions_from(chance, 0))))

    def change(number):
        for n in range(4):
            cells = some_session(chance, number).cells() | {"reference": f"B-{number}-{n}"}
            assert desk.log(cells | {"facilitators": ""}, knowing=True).done
        big = CELLS | {"reference": f"B-{number}", "15-17": str(100 * number), "facilitators": ""}
        assert desk.log(big, knowing=True).done
        with reading(ready) as connection:
            there = [*records(connection, OutreachSession.id % 9 == number % 9).values()]
            versions = select(OutreachSession.reference, OutreachSession.version)
            known = dict(connection.execute(versions).all())
        for one in there[:4]:
            moved = replace(one, date=some_session(chance, 0).date, venue="SH-01")
            assert desk.edit(one.reference, known[one.reference], moved.cells(), knowing=True).done
        planned = {one.reference: known[one.reference] for one in there[4:] if one.total == 0}
        desk.set_status(planned, "cancelled")

    for round_ in range(1, 5):
        path = file_of(tmp_path / f"{round_}.csv", sessions_from(chance, 60 * round_))
        tell = during(Phase.COMPARING, lambda number=round_: change(number))
        assert import_sessions(ready, order(path, on_progress=tell)).added == 60
        as_known(ready)


@pytest.mark.parametrize(
    "gone",
    [
        SessionKind.code == "discussion",
        Language.code == "en",
        AgeGroup.code == "unknown",
        Venue.code == "HS-01",
        Facilitator.code == "F-1",
    ],
    ids=str,
)
def test_what_sessions_refer_to_is_there_when_they_are_written(ready, tmp_path, gone):
    """Although nobody looks it up for each row: somebody takes it away past the program."""

    def take_away():
        with writing(ready) as connection:
            connection.execute(delete(gone.left.table).where(gone))

    rows = [session(reference=f"S-{n}", facilitators="F-1") for n in range(9)]
    path = write_csv(tmp_path / "f.csv", as_rows(*rows))

    tell = during(Phase.COMPARING, take_away)
    report = import_sessions(ready, order(path, on_progress=tell))

    assert report.refused
    assert "something it refers to has changed" in str(report.faults[0].problem)
    assert not as_known(ready)[0]


@pytest.mark.parametrize("reference", ["S-0", "S-1"], ids=["known", "new"])
@pytest.mark.parametrize("gone", [Venue.code == "HS-01", Facilitator.code == "F-1"], ids=str)
def test_what_sessions_refer_to_may_go_before_they_are_compared(
    ready, tmp_path, monkeypatch, reference, gone
):
    """Such as a venue that is merged: the file is checked already."""
    known = session(reference="S-0", venue="SH-01")
    import_sessions(ready, order(write_csv(tmp_path / "known.csv", as_rows(known))))
    row = session(reference=reference, venue="HS-01", facilitators="F-1")
    path = write_csv(tmp_path / "f.csv", as_rows(row))
    before = as_known(ready)
    into = Merge.into

    def late(self, engine):
        with writing(engine) as connection:
            connection.execute(delete(gone.left.table).where(gone))
        return into(self, engine)

    monkeypatch.setattr(Merge, "into", late)
    report = import_sessions(ready, order(path, copies=LeavingOut()))

    assert report.refused
    assert "something it refers to has changed" in str(report.faults[0].problem)
    assert as_known(ready) == before


@pytest.mark.parametrize("changed", [0, 1])
def test_rows_are_looked_up_one_by_one_unless_all_are_new(ready_sqlite, tmp_path, changed):
    known = [session(reference=f"S-{n}") for n in range(changed)]
    import_sessions(ready_sqlite, order(write_csv(tmp_path / "known.csv", as_rows(*known))))
    rows = [session(reference=f"S-{n}", language="fr") for n in range(9)]
    looked_up, sorted_in_memory = set(), set()

    @event.listens_for(ready_sqlite, "commit")
    def note(connection):
        if connection.get_execution_options().get("impact_beside"):
            looked_up.add(connection.exec_driver_sql("PRAGMA foreign_keys").scalar())
            sorted_in_memory.add(connection.exec_driver_sql("PRAGMA temp_store").scalar())

    import_sessions(ready_sqlite, order(write_csv(tmp_path / "f.csv", as_rows(*rows))))

    assert looked_up == {changed}
    assert sorted_in_memory == {0}
    with reading(ready_sqlite) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()


def test_indexes_that_are_made_anew_are_those_of_before(ready_sqlite, tmp_path):
    """As when a file has more sessions than the database has."""
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    with reading(ready_sqlite) as connection:
        before = connection.exec_driver_sql(schema).all()
    chance = random.Random(83)  # noqa: S311 - no secret
    dropped = set()

    @event.listens_for(ready_sqlite, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        dropped.update(re.findall("DROP INDEX ix_([a-z]+_[a-z]+)", statement))

    import_sessions(ready_sqlite, order(file_of(tmp_path / "f.csv", sessions_from(chance, 0))))

    assert {"sessions_by", "audit_log", "kept_findings"} <= dropped
    with reading(ready_sqlite) as connection:
        assert connection.exec_driver_sql(schema).all() == before
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_what_others_change_each_time_is_compared_under_the_lock_at_last(ready, tmp_path):
    chance = random.Random(82)  # noqa: S311 - no secret
    file = [replace(one, status="planned", attendance={}, total=0, first_time=None)
            for one in sessions_from(chance, 0)]  # fmt: skip
    desk, times = Desk(ready, "Bo", TODAY), []

    def tell(phase, rows, _fraction):
        if phase is Phase.COMPARING and rows and len(times) < TRIES:
            cells = CELLS | {"reference": file[len(times)].reference}
            times.append(desk.log(cells, knowing=True).done)

    report = import_sessions(ready, order(file_of(tmp_path / "f.csv", file), on_progress=tell))

    assert times == [True] * TRIES
    assert (report.added, report.changed) == (len(file) - TRIES, TRIES)
    assert as_known(ready)[0] == {one.reference: one for one in file}


def test_what_is_attached_to_a_database_has_no_name_and_is_gone_afterwards(
    ready_sqlite, tmp_path, monkeypatch
):
    """A process that is killed leaves nothing behind; the next transaction has its tables only."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    path = write_csv(tmp_path / "f.csv", as_rows(*(session(reference=f"S-{n}") for n in range(9))))
    seen = []

    def tell(phase, *_):
        if phase is Phase.WRITING:
            seen.append([*(tmp_path / "temporary").iterdir()])

    import_sessions(ready_sqlite, order(path, on_progress=tell))

    assert seen
    assert not any(seen)
    with reading(ready_sqlite) as connection:
        attached = connection.exec_driver_sql("PRAGMA database_list").all()
    assert [name for _, name, _ in attached] == ["main"]
