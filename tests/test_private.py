"""What the program makes is its owner's only, however the umask stands; the public site is not."""

import os
import stat
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from dashboard.database import open_engine, reading, writing
from dashboard.places import ROOT
from dashboard.private import make_file, make_folder, tighten
from dashboard.web.shared.encodings import ENCODINGS
from dashboard.web.shared.kept import KeptFiles
from dashboard.writes.state import mark_as_demonstration
from tests.support import program
from tests.support.program import IMPACT, environment, serving


@pytest.fixture
def open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_below(folder: Path) -> dict[str, str]:
    """What others may do something with, below a folder."""
    found = [path for path in folder.rglob("*") if not path.is_symlink()]
    return {str(path): f"{mode(path):o}" for path in found if mode(path) & 0o077}


def run(folder: Path, *arguments: str | Path) -> None:
    """A command of somebody whose umask is 000."""
    url = f"sqlite:///{folder}/made/data/impact.db"
    made = environment(url, cache_dir=str(folder / "made/cache")) | {"TMPDIR": str(folder)}
    done = program.run([IMPACT, *arguments], made, ROOT, umask=0)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "open to others" not in done.stderr


def test_whatever_commands_make_is_their_owners_only(tmp_path, open_to_all):
    made, site = tmp_path / "made", tmp_path / "web" / "site"
    run(tmp_path, "migrate")
    run(tmp_path, "demo", "--no-publish")
    run(tmp_path, "import", "venues", ROOT / "data/demo/venues.csv")
    run(tmp_path, "export", "sessions", made / "sessions.xlsx")
    run(tmp_path, "backup", made / "one.backup")
    kept = ("--backup-to", str(made / "kept.backup"))
    run(tmp_path, "restore", "--yes", *kept, made / "one.backup")
    run(tmp_path, "publish", "--static", site)
    names = {path.name for path in made.rglob("*")}
    assert {"impact.db", "sessions.xlsx", "one.backup", "kept.backup"} <= names
    assert open_below(made) == {}
    assert not [path for path in tmp_path.iterdir() if path.name not in ("made", "web")]
    for path in [site.parent, *site.resolve().rglob("*"), site.resolve()]:
        assert mode(path) == (0o755 if path.is_dir() else 0o644), path


def test_what_a_server_makes_is_its_owners_only(demonstration_url, tmp_path, open_to_all):
    database = Path(demonstration_url.removeprefix("sqlite:///"))
    database.chmod(0o644)
    folder = tmp_path / "made"
    folder.mkdir(mode=0o700)
    cache = folder / "a" / "cache"
    with serving(demonstration_url, folder, "--workers", "2", cache_dir=str(cache)) as served:
        address = f"{served.url}/assets/shared/style.css"
        asked = Request(address, headers={"Accept-Encoding": "br"})  # noqa: S310 - our own
        with urlopen(asked) as answer:  # noqa: S310 - who asks first has a file compressed
            assert answer.headers["Content-Encoding"] == "br"
        assert list(cache.glob("*"))
        beside = [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm")]
        assert [mode(path) for path in beside] == [0o600] * 3
        log = next(folder.glob("serve-*.log"))  # the test's own
        log.chmod(0o600)
        assert [path.name for path in folder.glob("impact-metrics-*")]
        assert open_below(folder) == {}
        assert f"{database} was open to others: mode 0644, now 0600" in served.log


def test_a_database_with_its_log_is_its_owners_only(tmp_path, open_to_all):
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/impact.db")
    with reading(engine):
        names = sorted(path.name for path in (tmp_path / "a/b").iterdir())
        assert names == ["impact.db", "impact.db-shm", "impact.db-wal"]
        assert open_below(tmp_path) == {}
    engine.dispose()


def test_an_open_database_is_closed_with_its_log_and_a_line_says_so(sqlite_url, caplog):
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    database = Path(engine.url.database or "")
    three = [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm")]
    for path in three:
        path.chmod(0o664)
    caplog.clear()
    again = open_engine(sqlite_url)
    with reading(again):
        assert [mode(path) for path in three] == [0o600] * 3
    assert [record.getMessage() for record in caplog.records] == [
        f"{path} was open to others: mode 0664, now 0600" for path in three
    ]
    again.dispose()
    engine.dispose()


def test_a_database_is_made_where_a_link_leads(tmp_path, open_to_all):
    (tmp_path / "impact.db").symlink_to(tmp_path / "elsewhere.db")
    engine = open_engine(f"sqlite:///{tmp_path}/impact.db")
    with reading(engine):
        assert mode(tmp_path / "elsewhere.db") == 0o600
    engine.dispose()


def test_a_cache_that_was_open_is_closed(tmp_path, open_to_all):
    folder = tmp_path / "cache"
    folder.mkdir()
    KeptFiles(folder).compressed(b"a" * 1000, ENCODINGS[0])
    assert mode(folder) == 0o700
    assert open_below(tmp_path) == {}


def test_what_is_somebody_elses_stays_as_it_is(tmp_path, open_to_all, monkeypatch, caplog):
    folder = tmp_path / "theirs"
    folder.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    tighten(folder)
    tighten(tmp_path / "nothing")
    assert mode(folder) == 0o777
    assert not caplog.records


def test_what_is_there_already_is_left_alone(tmp_path, open_to_all):
    (tmp_path / "file").write_text("kept")
    make_file(tmp_path / "file")
    make_folder(tmp_path)
    assert (tmp_path / "file").read_text() == "kept"
