"""A backup is one state, says what is in it, and nothing that was changed passes for one."""

import json
import os
import random
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select, text, update
from typer.testing import CliRunner

from dashboard.backup import files, rows, writing
from dashboard.backup import manifest as own
from dashboard.backup.manifest import Unfit, UnfitError
from dashboard.backup.shapes import make, quoted, shapes
from dashboard.backup.verifying import verify
from dashboard.backup.writing import back_up
from dashboard.cli import build
from dashboard.database import reading
from dashboard.database import writing as changing
from dashboard.queries.shared.trail import end_of_log
from dashboard.tables import Base, DataState, OutreachSession
from tests.queries.worlds import store
from tests.support.rich import ODD, add_sessions


def impact(*arguments: object, url: str = "", code: int = 0):
    environment = {"COLUMNS": "80", "LC_ALL": "C", "IMPACT_DATABASE_URL": url}
    done = CliRunner().invoke(build(), list(map(str, arguments)), env=environment)
    assert done.exit_code == code, done.output
    return done


def url_of(engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_backup_says_what_is_in_it_and_has_every_table(rich, tmp_path):
    told = json.loads(impact("backup", tmp_path / "b", "--json", url=url_of(rich)).stdout)
    path = Path(told["file"])
    assert (path, told["status"], told["problems"]) == (tmp_path / "b", "done", [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with reading(rich) as connection:
        for table in Base.metadata.sorted_tables:
            counted = connection.execute(select(text("count(*)")).select_from(table)).scalar_one()
            assert told["tables"][table.name] == counted
        end, state = end_of_log(connection), connection.execute(select(DataState.__table__)).one()
    assert (told["audit_entries"], told["audit_digest"]) == end
    assert (told["data_version"], told["generation"]) == (state.version, state.generation)
    assert told["made_from"] == "sqlite"
    kept = ("publications", "embed_grants", "users", "annotations")
    assert min(told["tables"][name] for name in kept) > 0
    checked = json.loads(impact("check", "backup", path, "--json").stdout)
    assert told.pop("removed") == []
    assert checked == told
    said = impact("check", "backup", path, "--lang", "fr").stdout
    assert "est intact" in said
    assert told["sha256"] in said


def test_a_folder_gets_a_dated_name_and_nothing_is_written_over_unasked(rich, tmp_path):
    url = url_of(rich)
    first = Path(json.loads(impact("backup", tmp_path, "--json", url=url).stdout)["file"])
    assert first.parent == tmp_path
    assert first.name.startswith("impact-20")
    before = first.read_bytes()
    assert "at" in impact("backup", first, url=url, code=1).stderr
    assert first.read_bytes() == before
    add_sessions(rich, "more")
    impact("backup", first, "--replace", url=url)
    assert first.read_bytes() != before
    own = Path(rich.url.database)
    (tmp_path / "linked").symlink_to(tmp_path)
    whole = own.read_bytes()
    for name in (own, tmp_path / ".." / tmp_path.name / own.name, tmp_path / "linked" / own.name):
        done = impact("backup", name, "--replace", url=url, code=1)
        assert "the database itself" in done.stderr
        assert own.read_bytes() == whole
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    impact("backup", pipe, "--replace", url=url, code=1)  # as root, a device would be gone
    assert pipe.is_fifo()
    missing = tmp_path / "not" / "there"  # a disk that is not mounted today
    assert str(missing) in impact("backup", missing / "x.backup", url=url, code=1).stderr
    assert not missing.parent.exists()
    assert not list(tmp_path.glob(".*"))
    with reading(rich) as connection:
        assert end_of_log(connection).entries


def test_what_came_to_be_there_meanwhile_is_not_written_over(rich, tmp_path, monkeypatch):
    path = tmp_path / "b"
    monkeypatch.setattr(writing.own, "seal", lambda _: path.write_text("somebody else's"))
    monkeypatch.setattr(writing, "verify", lambda *_: None)
    with pytest.raises(files.ExistsError):
        back_up(rich, path)
    assert path.read_text() == "somebody else's"
    assert not list(tmp_path.glob(".b*"))


def test_where_there_is_nothing_or_no_room_that_is_told(tmp_path, rich, monkeypatch):
    empty = f"sqlite:///{tmp_path / 'none.db'}"
    assert "no tables" in impact("backup", tmp_path / "b", url=empty, code=1).stderr
    gone = impact("backup", "/proc/none/b", url=url_of(rich), code=1).stderr
    assert "No such file" in gone
    with changing(rich) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version" in impact("backup", tmp_path / "b", url=url_of(rich), code=1).stderr
    assert not (tmp_path / "b").exists()


def test_an_older_schema_is_backed_up_as_it_is(tmp_path):

    path = tmp_path / "old.db"
    make(path, "0002")
    told = json.loads(impact("backup", tmp_path / "b", "--json", url=f"sqlite:///{path}").stdout)
    assert (told["schema"], told["audit_entries"]) == ("0002", 0)
    assert "users" not in told["tables"]


def test_the_rows_come_to_the_same_digest_from_either_kind(rich, postgresql_engine, tmp_path):
    """As PostgreSQL orders, spells and types them; what was put there is SQLite's own rows."""

    first = back_up(rich, tmp_path / "one").manifest
    with files.opened(tmp_path / "one") as file, changing(postgresql_engine) as connection:
        connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
        for shape in reversed(shapes(file)):
            connection.execute(text(f"DELETE FROM {quoted(shape.name)}"))
        for shape in shapes(file):
            rows.write(connection, shape, rows.read_file(file, shape))
    second = back_up(postgresql_engine, tmp_path / "two").manifest
    assert (second.made_from, first.made_from) == ("postgresql", "sqlite")
    assert second.sha256 == first.sha256
    with reading(postgresql_engine) as connection:
        note = select(OutreachSession.note).where(OutreachSession.reference == "S-odd")
        assert connection.scalar(note) == ODD


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_copy_is_one_state_while_others_write(request, kind, tmp_path, monkeypatch):
    """Writers are let in between any two tables; none of theirs is half in the copy."""
    engine = request.getfixturevalue("rich" if kind == "sqlite" else "postgresql_engine")
    if kind == "postgresql":
        with changing(engine) as connection:
            store(connection)
    with reading(engine) as connection:
        end = end_of_log(connection)
    real, numbers = writing.rows.read, iter(range(10_000))

    def read(connection, shape):
        add_sessions(engine, f"while-{next(numbers)}")  # no writer waits for the copy
        return real(connection, shape)

    monkeypatch.setattr(writing.rows, "read", read)
    found = back_up(engine, tmp_path / "b")
    assert found.problems == ()
    assert (found.manifest.audit_entries, found.manifest.audit_digest) == end
    with reading(engine) as connection:
        assert end_of_log(connection).entries == end.entries + next(numbers)


def test_no_byte_can_change_and_none_be_missing_or_more(copied):
    """Anywhere: in rows, indexes, the manifest, the seal, and where nothing stands."""
    path = copied()
    whole, moments = path.read_bytes(), random.Random(7)  # noqa: S311 - no secret
    places = [0, 18, 24, 70, len(whole) - 1, whole.rindex(b"impact-seal:") + 20]
    places += [moments.randrange(len(whole)) for _ in range(60)]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(UnfitError):
            verify(path)
    for other in (whole[:-1], whole[: len(whole) // 2], whole + b"\0", b"", whole[:100]):
        path.write_bytes(other)
        with pytest.raises(UnfitError):
            verify(path)
    path.write_bytes(whole)
    assert verify(path).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sessions SET total = total + 1 WHERE id = 1",
        "DELETE FROM audit_log WHERE id = 2",
        "INSERT INTO venue_aliases VALUES ('A', 'B', 1)",
        "UPDATE alembic_version SET version_num = '0001'",
        "UPDATE backup_manifest SET manifest = replace(manifest, '0.1.0', '9.9.9')",
    ],
)
def test_a_change_with_a_seal_of_its_own_is_found_by_the_rows(copied, change):
    """As somebody would who opened it as a database; the seal is put on anew."""

    path = copied()
    with closing(sqlite3.connect(path)) as file, file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            file.execute(f"DROP TRIGGER {name}")
        file.execute(change)
    with pytest.raises(UnfitError):
        verify(path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE backup_manifest SET seal = 'impact-seal:' || ?", ("0" * 64,))
    own.seal(path)
    if "manifest" in change:
        assert verify(path).manifest.program == "9.9.9"  # a seal is no signature
        return
    with pytest.raises(UnfitError):
        verify(path)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM backup_manifest",
        "UPDATE backup_manifest SET manifest = json_set(manifest, '$.made_at', 'a day')",
        "CREATE TABLE child (a PRIMARY KEY REFERENCES missing (a))",
        "CREATE TABLE a (b PRIMARY KEY REFERENCES c (d)); CREATE TABLE c (d REFERENCES a (b))",
    ],
)
def test_what_somebody_made_up_is_refused_in_words(copied, change):
    path = copied()
    with closing(sqlite3.connect(path)) as file, file:
        (seal,) = file.execute("SELECT seal FROM backup_manifest").fetchone()
        file.executescript(change)
        file.execute(
            "UPDATE backup_manifest SET seal = replace(?, ?, ?)", (seal, seal[12:], "0" * 64)
        )
    if "DELETE" not in change:
        own.seal(path)
    assert "not intact" in impact("check", "backup", path, code=1).stderr


def test_what_is_no_backup_is_told_apart_from_a_damaged_one(rich, copied, tmp_path):
    rich.dispose()
    path, text_file = copied(), tmp_path / "a.txt"
    text_file.write_text("not a database")
    for other in (text_file, Path(rich.url.database)):
        with pytest.raises(UnfitError) as caught:
            verify(other)
        assert caught.value.why is Unfit.NO_BACKUP
    assert "not a backup" in impact("check", "backup", text_file, code=1).stderr
    path.write_bytes(path.read_bytes()[:-4096])
    assert "not intact" in impact("check", "backup", path, code=1).stderr
    assert "No such file" in impact("check", "backup", tmp_path / "gone", code=1).stderr
    said = impact("check", "backup", text_file, "--lang", "fr", code=1).stderr
    assert "pas une sauvegarde" in said


def test_a_broken_log_is_copied_and_told(rich, tmp_path):
    with changing(rich) as connection:
        connection.execute(update(DataState).values(audit_entries=DataState.audit_entries + 1))
    done = impact("backup", tmp_path / "b", "--json", url=url_of(rich), code=1)
    told = json.loads(done.stdout)
    assert told["status"] == "done"
    assert "audit log ends" in told["problems"][0]


def test_readers_and_writers_go_on_while_a_served_database_is_copied(rich, serve, tmp_path):
    """Through the server: sign-ins are written while the copies are made."""
    served = serve(database_url=url_of(rich))
    stop, failures = Event(), []

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                add_sessions(rich, f"busy-{number}")
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                failures.append(error)
                return

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(2):
            done = impact("backup", tmp_path / f"b-{number}", "--json", url=url_of(rich))
            assert json.loads(done.stdout)["problems"] == []
    finally:
        stop.set()
        writer.join()
    assert failures == []
    assert served.process.poll() is None
    first, second = (verify(tmp_path / f"b-{n}").manifest for n in range(2))
    assert first.audit_entries <= second.audit_entries


def test_a_backup_is_not_served_or_written_by_mistake(copied):
    path = copied()
    before = path.read_bytes()
    assert "backup" in impact("check", url=f"sqlite:///{path}", code=1).stderr
    assert path.read_bytes() == before
