"""The public pages as files, from the keyboard."""

import json
from pathlib import Path

import pytest

from dashboard.database import open_engine
from tests.support.archive import publish
from tests.support.publications import publication


@pytest.fixture
def published(impact, database_url):
    """Runs ``impact publish`` where one publication is out."""
    engine = open_engine(database_url)
    publish(engine, publication())
    engine.dispose()
    return lambda *arguments: impact("publish", *arguments)


def test_the_public_pages_are_written_as_files(published, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("IMPACT_BASE_URL", "https://impact.example.org")
    folder = tmp_path / "www" / "site"
    ran = published("--static", folder, "--json")
    assert ran.exit_code == 0, ran.output
    files = [path for path in folder.resolve().rglob("*") if path.is_file()]
    assert json.loads(ran.stdout) == {"status": "done", "files": len(files)}
    page = (folder / "fr" / "progres.html").read_text(encoding="utf-8")
    assert 'og:image" content="https://impact.example.org/publications/1-fr.png"' in page


def test_what_is_missing_without_an_address_is_said(published, tmp_path: Path):
    ran = published("--static", tmp_path / "site")
    assert ran.exit_code == 0
    assert "IMPACT_BASE_URL" in ran.stdout


def test_a_folder_of_somebody_elses_is_refused(published, tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    ran = published("--static", tmp_path, "--json")
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["status"] == "refused"
    assert (tmp_path / "thesis.txt").is_file()


def test_without_anything_to_do_the_help_is_shown(published):
    ran = published()
    assert ran.exit_code == 2
    assert "--static" in ran.output
    assert "approve" in ran.output
