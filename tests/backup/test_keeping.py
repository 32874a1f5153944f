"""Old backups go when a new one is whole, and nothing else ever does."""

import json
import os
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from dashboard.backup.keeping import MOMENT, RetentionPolicy, moment_of
from dashboard.database import writing
from tests.backup.test_backups import impact, url_of

NOW = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)


def nights(*ago: int) -> set[datetime]:
    return {NOW - timedelta(days=days) for days in ago}


@pytest.mark.parametrize(
    ("keeping", "leaving"),
    [
        (RetentionPolicy(), nights()),
        (RetentionPolicy(count=1), nights(1, 2, 10, 70, 80)),  # the new one alone
        (RetentionPolicy(count=3), nights(10, 70, 80)),
        (RetentionPolicy(count=9), nights()),
        (RetentionPolicy(days=10), nights(70, 80)),  # the tenth day is one of them
        (RetentionPolicy(days=1), nights(2, 10, 70, 80)),
        (RetentionPolicy(count=5, days=2), nights(80)),  # whatever either asks for stays
        (RetentionPolicy(count=2, days=30), nights(70, 80)),
    ],
)
def test_what_neither_the_number_nor_the_days_ask_for_goes(keeping: RetentionPolicy, leaving):
    made = nights(0, 1, 2, 10, 70, 80) | {NOW + timedelta(days=1)}  # by a clock that ran ahead
    assert keeping.superfluous(made, NOW) == leaving


@pytest.mark.parametrize(
    "name",
    [
        "impact-2026-13-01T000000Z.backup",
        "impact-before-restore-2026-11-01T000000Z.backup",
        "impact-2026-11-01T000000Z.backup.gz",
        ".impact-2026-11-01T000000Z.backup.x.part",
        "impact-٢٠٢٦-11-01T000000Z.backup",
        "impact.db",
    ],
)
def test_other_names_are_none_of_ours(name: str):
    assert moment_of(Path(name)) is None


@pytest.fixture
def folder(rich, tmp_path: Path) -> Path:
    """Backups of 1, 40, 80 and 90 days ago, and what only looks like some, older than all."""
    made = tmp_path / "backups"
    made.mkdir()
    whole = Path(
        json.loads(impact("backup", tmp_path / "b", "--json", url=url_of(rich)).stdout)["file"]
    )
    for days in (1, 40, 80, 90):
        (made / dated(days)).write_bytes(whole.read_bytes())
    (made / dated(100)).write_text("a thesis that somebody named so", encoding="utf-8")
    (made / dated(110)).symlink_to(whole)
    (made / dated(120)).mkdir()
    (made / "before-the-move.backup").write_bytes(whole.read_bytes())
    return made


@cache
def dated(days_ago: int) -> str:
    return f"impact-{datetime.now(UTC) - timedelta(days=days_ago):{MOMENT}}.backup"


def test_old_backups_are_removed_and_named_once_the_new_one_is_whole(rich, folder: Path):
    before = {path.name for path in folder.iterdir()}
    options = ("--keep", "2", "--keep-days", "60")
    done = impact("backup", folder, *options, "--json", url=url_of(rich))
    told = json.loads(done.stdout)
    assert [Path(path) for path in told["removed"]] == [folder / dated(90), folder / dated(80)]
    left = {path.name for path in folder.iterdir()}
    assert left == before - {dated(90), dated(80)} | {Path(told["file"]).name}
    Path(told["file"]).unlink()  # two of one second have one name
    said = impact("backup", folder, "--keep", "1", "--lang", "fr", url=url_of(rich)).stdout
    assert f"ancienne\u00a0: {folder / dated(40)}" in said


def test_what_a_killed_backup_left_half_written_goes_too(rich, folder: Path):
    """Nobody sees such files, and they hold what was to be gone after some days."""
    half, begun = folder / f".{dated(2)}.k3yw8z_0.part", folder / f".{dated(0)}.ab12cd34.part"
    other, named = folder / ".thesis.backup.ab12cd34.part", folder / f"{dated(3)}.part"
    two_days_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for path in (half, begun, other, named):
        path.write_bytes(b"half")
        os.utime(path, (two_days_ago, two_days_ago))
    os.utime(begun)  # somebody may be writing it now
    impact("backup", folder, url=url_of(rich))
    assert half.exists()
    options = ("--keep", "9", "--replace", "--json")
    done = impact("backup", folder, *options, url=url_of(rich))
    assert json.loads(done.stdout)["removed"] == [str(half)]
    assert (half.exists(), begun.exists(), other.exists(), named.exists()) == (False, *[True] * 3)


def test_nothing_is_removed_beside_a_backup_that_is_not_whole(rich, folder: Path):
    before = {path.name for path in folder.iterdir()}
    with writing(rich) as connection:
        for (name,) in connection.execute(
            sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'")
        ).all():
            connection.execute(sql(f"DROP TRIGGER {name}"))
        connection.execute(sql("UPDATE audit_log SET author = 'nobody' WHERE id = 1"))
    impact("backup", folder, "--keep", "1", url=url_of(rich), code=1)
    assert before < {path.name for path in folder.iterdir()}


def test_nothing_is_removed_beside_a_single_file(rich, folder: Path, tmp_path: Path):
    done = impact("backup", tmp_path / "one.backup", "--keep", "1", url=url_of(rich), code=1)
    assert "is not a folder" in done.stderr
    assert not (tmp_path / "one.backup").exists()
    assert impact("backup", folder, "--keep", "0", url=url_of(rich), code=2)
