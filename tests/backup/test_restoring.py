"""A backup comes back whole, into either kind of database, or not at all."""

import json
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text, update

from dashboard.access import accounts
from dashboard.backup import swapping
from dashboard.backup.files import free
from dashboard.backup.shapes import make
from dashboard.backup.verifying import verify
from dashboard.database import open_engine, reading, tend, writing
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive.tables import ArchiveBase
from dashboard.publications.making.verifying import faults
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.moments import in_utc
from dashboard.queries.shared.restores import every_restore
from dashboard.queries.shared.trail import end_of_log, history, tampering
from dashboard.tables import AuditEntry, Base, DataState, OutreachSession, Partner, User, Venue
from tests.backup.test_backups import impact, url_of
from tests.support import patience, program
from tests.support.program import environment
from tests.support.rich import ODD, add_sessions

CHANGED = {
    *("data_state", "users", "one_time_links", "ended_sign_ins", "audit_log", "restores"),
    *("subscriptions", "messages"),
}
"""Tables in which a restore writes something of its own."""


def every_row(engine: Engine, names: set[str] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables with Python's own types, moments in UTC, and the types themselves."""
    found = {}
    with reading(engine) as connection:
        for metadata in (Base.metadata, ArchiveBase.metadata):
            for table in metadata.sorted_tables:
                if names is None or table.name in names:
                    rows = connection.execute(select(table).order_by(*table.primary_key)).all()
                    found[table.name] = sorted(map(_typed, rows), key=repr)
    return found


def _typed(row) -> tuple[object, ...]:
    return tuple(
        (type(v).__name__, in_utc(v) if hasattr(v, "tzinfo") and hasattr(v, "hour") else v)
        for v in row
    )


def unchanged() -> set[str]:
    tables = {*Base.metadata.tables, *ArchiveBase.metadata.tables}
    return tables - CHANGED


def restore(engine_or_url, file: Path, *options: object, code: int = 0):
    url = engine_or_url if isinstance(engine_or_url, str) else url_of(engine_or_url)
    done = impact("restore", file, "--json", *options, url=url, code=code)
    return json.loads(done.stdout)


@pytest.fixture
def sqlite_elsewhere(tmp_path) -> Engine:
    """The address of a file that is not there yet."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'impact.db'}")
    yield engine
    engine.dispose()


def check_whole(engine: Engine, source: Engine) -> None:
    """Everything is there to the type, and the program finds nothing wrong with it."""
    assert every_row(engine, unchanged()) == every_row(source, unchanged())
    with reading(engine) as connection, reading(source) as other:
        assert tampering(connection) is None
        assert discrepancies(connection) == ()
        assert faults(connection) == ()
        before, after = end_of_log(other), end_of_log(connection)
        assert after.entries == before.entries + 1
        digest = select(AuditEntry.digest).where(AuditEntry.id == before.entries)
        assert connection.scalar(digest) == before.digest
        note = select(OutreachSession.note).where(OutreachSession.reference == "S-odd")
        assert connection.scalar(note) == ODD
        states = [c.execute(select(DataState.__table__)).one() for c in (connection, other)]
    assert states[0].generation != states[1].generation
    assert states[0].version > states[1].version
    check_guards(engine)
    add_sessions(engine, "S-after-the-restore")  # ids, tallies and the log go on
    with reading(engine) as connection:
        assert tampering(connection) is None


def check_guards(engine: Engine) -> None:
    """The database itself still keeps the log and the publications as they are.

    On PostgreSQL, it does so even where it is told to run no triggers.
    """
    is_postgresql = engine.dialect.name == "postgresql"
    told = "SET LOCAL session_replication_role = replica;" if is_postgresql else ""
    for statement in (
        "DELETE FROM audit_log",
        "UPDATE publications SET content = ''",
        "DELETE FROM publications",
    ):
        with pytest.raises(Exception, match=r"only grows|never changes"), writing(engine) as c:
            c.execute(text(told + statement))


def test_sqlite_to_sqlite_to_postgresql_and_back(
    rich, rich_backup, sqlite_elsewhere, postgresql_engine, tmp_path
):
    """The four ways, one behind the other: what comes back to SQLite went through PostgreSQL."""
    told = restore(sqlite_elsewhere, rich_backup)
    assert (told["status"], told["replaced"], told["unknown"]) == ("done", None, True)
    check_whole(sqlite_elsewhere, rich)

    restore(postgresql_engine, rich_backup)  # migrated, with reference data, and nothing more
    check_whole(postgresql_engine, rich)
    impact("backup", tmp_path / "pg", url=url_of(postgresql_engine))
    assert verify(tmp_path / "pg").manifest.made_from == "postgresql"

    again = restore(postgresql_engine, tmp_path / "pg", "--yes")
    assert Path(again["replaced"]).is_file()
    Path(again["replaced"]).unlink()
    back = restore(sqlite_elsewhere, tmp_path / "pg", "--yes", "--without-backup")
    assert back["replaced"] is None
    with reading(sqlite_elsewhere) as connection, reading(postgresql_engine) as other:
        assert tampering(connection) is None
        assert discrepancies(connection) == ()
        assert [one.sha256 for one in every_restore(connection)][-1] == back["backup"]["sha256"]
        counted = select(func.count()).select_from(OutreachSession)
        assert connection.scalar(counted) == other.scalar(counted)
    assert every_row(sqlite_elsewhere, unchanged()) == every_row(
        postgresql_engine, unchanged()
    ) or pytest.fail("rows changed on the way")


def test_the_log_says_who_restored_what(rich, rich_backup, sqlite_elsewhere):
    told = restore(sqlite_elsewhere, rich_backup)
    with reading(sqlite_elsewhere) as connection:
        (entry,) = history(connection, "restores", told["generation"])
        (one,) = every_restore(connection)
    said = json.loads(entry.after)
    assert entry.author.startswith("impact")
    assert said["sha256"] == one.sha256 == told["backup"]["sha256"]
    assert said["made_at"] == told["backup"]["made_at"]
    assert said["ended"] == told["ended"]


def test_nothing_is_replaced_without_being_asked_for(rich, rich_backup, monkeypatch):
    add_sessions(rich, "later")
    before = every_row(rich)
    refused = restore(rich, rich_backup, code=1)
    assert "contains 27 sessions" in refused["problem"]
    assert "last change was on" in refused["problem"]
    assert "--yes" in refused["remedy"]
    said = impact("restore", rich_backup, "--lang", "fr", url=url_of(rich), code=1).stderr
    assert "La base contient" in said
    assert every_row(rich) == before
    told = restore(rich, rich_backup, "--yes")
    kept = Path(told["replaced"])
    assert kept.parent == Path(rich.url.database).parent
    assert kept.name.startswith("impact-before-restore-")
    assert verify(kept).manifest.tables["sessions"] == 27
    there = restore(rich, kept, "--yes", "--backup-to", kept.with_name("mine"))
    assert there["replaced"] == str(kept.with_name("mine"))
    with reading(rich) as connection:
        assert connection.scalar(select(func.count()).select_from(OutreachSession)) == 27
    again = restore(rich, kept, "--yes", "--backup-to", kept.with_name("mine"), code=1)
    assert again["problem"] == f"{kept.with_name('mine')} already exists"
    assert "--backup-to" in again["remedy"]


def test_data_replaced_twice_in_a_second_is_kept_twice(tmp_path):
    first = free(tmp_path / "impact-before-restore-2026-11-29T103500Z.backup")
    first.touch()
    second = free(first)
    second.symlink_to("nowhere")
    assert second.name == "impact-before-restore-2026-11-29T103500Z-2.backup"
    assert free(first).name == "impact-before-restore-2026-11-29T103500Z-3.backup"


def test_wrong_usage_is_told_as_such(rich_backup, rich):
    impact("restore", url=url_of(rich), code=2)
    impact("restore", rich_backup, "--mark", url=url_of(rich), code=2)


def test_what_does_not_verify_changes_nothing(rich, copied, tmp_path):
    before, path = every_row(rich), copied()
    whole = path.read_bytes()
    for content in (whole[:-5000], whole[:9000] + b"x" + whole[9001:], b"nothing", b""):
        path.write_bytes(content)
        assert restore(rich, path, "--yes", code=1)["status"] == "refused"
    gone = restore(rich, tmp_path / "gone", "--yes", code=1)
    assert "No such file" in gone["problem"]
    with writing(rich) as connection:
        connection.execute(update(DataState).values(audit_entries=DataState.audit_entries + 1))
    impact("backup", tmp_path / "broken", url=url_of(rich), code=1)
    with writing(rich) as connection:
        connection.execute(update(DataState).values(audit_entries=DataState.audit_entries - 1))
    assert "audit log ends" in restore(rich, tmp_path / "broken", "--yes", code=1)["problem"]
    assert every_row(rich) == before
    assert not list(tmp_path.glob("impact-before*"))


def test_a_damaged_database_is_told_and_left_alone(rich_backup, tmp_path):
    path = tmp_path / "damaged.db"
    for content in (b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 9000):
        path.write_bytes(content)
        told = restore(f"sqlite:///{path}", rich_backup, "--yes", code=1)
        assert "damaged" in told["problem"]
        assert path.read_bytes() == content


def test_an_older_schema_is_migrated_and_a_newer_one_refused(
    rich, sqlite_elsewhere, postgresql_engine, tmp_path, monkeypatch
):
    old = tmp_path / "old.db"
    make(old, "0008")
    with closing(sqlite3.connect(old)) as file, file:
        file.execute("INSERT INTO languages VALUES ('fr', 'French', 'français', 1, 1)")
        file.execute(
            "INSERT INTO data_state (id, version, demonstration, audit_entries, audit_digest)"
            " VALUES (1, 7, 0, 0, '')"
        )
        file.execute("INSERT INTO users VALUES (4, 'ana', 'admin', NULL, 1, 5, NULL)")
    impact("backup", tmp_path / "b", url=f"sqlite:///{old}")
    for engine in (sqlite_elsewhere, postgresql_engine):
        told = restore(engine, tmp_path / "b")
        assert told["backup"]["schema"] == "0008"
        with reading(engine) as connection:
            assert accounts.by_name(connection, "ana").id == 4
            assert connection.scalar(select(func.count()).select_from(Partner)) > 0
            assert connection.scalar(select(DataState.version)) > 7
    # a database of an older schema is replaced, too
    first = restore(f"sqlite:///{old}", tmp_path / "b", "--yes")
    assert verify(Path(first["replaced"])).manifest.schema == "0008"
    monkeypatch.setattr("dashboard.backup.writing.revisions", lambda: ("9999",))
    monkeypatch.setattr("dashboard.backup.writing.revision_of", lambda _: "9999")
    monkeypatch.setattr("dashboard.backup.writing.make", lambda path, _: make(path, "0013"))
    with writing(rich) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    monkeypatch.undo()
    newer = restore(rich, tmp_path / "b", "--yes", code=1)
    assert "newer version" in newer["problem"]


def test_a_server_that_tends_the_log_meanwhile_is_in_nobodys_way(
    sqlite_engine, rich_backup, monkeypatch
):
    served = open_engine(url_of(sqlite_engine), serving=True)
    with writing(served) as connection:  # what it can bring into the file later
        connection.execute(insert(Partner).values(code="p", label_en="", label_fr="", sort_order=9))
    real = swapping.write

    def write(connection, shape, parts):
        real(connection, shape, parts)
        tend(served)

    monkeypatch.setattr(swapping, "write", write)
    monkeypatch.setattr("dashboard.database.KEPT_LOG_BYTES", 0)
    assert restore(sqlite_engine, rich_backup)["status"] == "done"
    served.dispose()


def test_a_row_that_the_other_kind_does_not_take_leaves_all_as_it_was(
    rich, postgresql_engine, tmp_path
):
    """PostgreSQL's numbers end where SQLite's go on."""
    with writing(rich) as connection:
        connection.execute(text("UPDATE sessions SET duration_minutes = 3000000000 WHERE id = 1"))
    impact("backup", tmp_path / "b", url=url_of(rich))
    before = every_row(postgresql_engine)
    assert "table sessions" in restore(postgresql_engine, tmp_path / "b", code=1)["problem"]
    assert every_row(postgresql_engine) == before


def test_a_demonstration_does_not_replace_a_project(rich, demonstration_url, tmp_path):
    impact("backup", tmp_path / "demo", url=demonstration_url)
    assert "demonstration" in restore(rich, tmp_path / "demo", "--yes", code=1)["problem"]
    impact("backup", tmp_path / "real", url=url_of(rich))
    restore(demonstration_url, tmp_path / "real", "--yes", "--without-backup")
    engine = open_engine(demonstration_url)
    check_whole(engine, rich)
    engine.dispose()


def test_ids_after_a_restore_are_new_ones_on_postgresql(rich_backup, postgresql_engine):
    """Also those of tables that were written by hand, and counters that were further on."""
    with writing(postgresql_engine) as connection:
        for number in range(30):
            connection.execute(insert(Venue).values(code=f"V{number}", venue_type="shelter"))
        connection.execute(delete(Venue))
    restore(postgresql_engine, rich_backup)
    with writing(postgresql_engine) as connection:
        most = connection.scalar(select(func.max(Venue.id)))
        new = connection.execute(
            insert(Venue).values(code="NEW", venue_type="shelter").returning(Venue.id)
        ).scalar_one()
        assert new > max(most, 30)
        account = accounts.add(connection, "new", Role.COMMITTEE)
        assert account.id > max(connection.scalars(select(User.id).where(User.name != "new")))


def kill_in_the_middle(url: str, file: Path, folder: Path, table: str) -> None:
    """Restore in a process that kills itself, as a power cut does, once a table is filled."""
    code = (
        "import os, signal\n"
        "from dashboard.backup import swapping\n"
        "real = swapping.write\n"
        "def write(connection, shape, parts):\n"
        "    real(connection, shape, parts)\n"
        f"    if shape.name == {table!r}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "swapping.write = write\n"
        "from dashboard.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, "restore", str(file), "--yes", "--json"]
    done = program.run(command, environment(url) | {"TMPDIR": str(folder)}, folder)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_half_way_nothing_has_happened(request, kind, rich_backup, rich, tmp_path):
    engine = request.getfixturevalue(f"{kind}_engine")
    restore(engine, rich_backup)
    add_sessions(engine, "S-later")
    before = every_row(engine)
    engine.dispose()
    for table in ("sessions", "venue_requests"):
        kill_in_the_middle(url_of(engine), rich_backup, tmp_path, table)
        _until_it_is_over(engine, kind)
        assert every_row(engine) == before
    check_guards(engine)
    restore(engine, rich_backup, "--yes", "--without-backup")
    check_guards(engine)
    assert every_row(engine, unchanged()) == every_row(rich, unchanged())


def _until_it_is_over(engine: Engine, kind: str) -> None:
    """PostgreSQL notices on its own that the other end is gone."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state <> 'idle'"
    )

    def is_alone() -> bool:
        with engine.connect() as connection:
            return not connection.scalar(others)

    patience.until(lambda: kind != "postgresql" or is_alone(), "somebody goes on")
