"""The folder of files says what the server says, and is put in place at once."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.database import reading
from dashboard.settings import Settings
from dashboard.site.privacy import Limits
from dashboard.site.static import NotOurs, write_site
from dashboard.web.people import People
from tests.support.archive import publish, withdraw
from tests.support.publications import marked, publication
from tests.web.conftest import Client

BASE = "https://impact.example.org"


@pytest.fixture
def archive(sqlite_engine):
    """Three publications, the first withdrawn."""
    publish(sqlite_engine, publication(), marked(), publication(number=3))
    withdraw(sqlite_engine, 1)
    return sqlite_engine


@pytest.fixture
def server(archive) -> FlaskClient:
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
    web.install(made, archive, Settings(base_url=BASE), People(archive, Settings()))
    return made.test_client()


def write(engine, folder: Path, base_url: str = BASE) -> int:
    with reading(engine) as connection:
        return write_site(connection, folder, Limits(10, 4), base_url)


def files(folder: Path) -> dict[str, Path]:
    return {
        str(path.relative_to(folder.resolve())): path
        for path in folder.resolve().rglob("*")
        if path.is_file()
    }


def test_every_page_and_file_is_the_servers(archive, server: FlaskClient, tmp_path: Path):
    folder = tmp_path / "site"
    count = write(archive, folder)
    found = files(folder)
    assert count == len(found)
    compared = 0
    for name, path in found.items():
        if name.startswith("assets/") or name == "index.html":
            continue
        served = server.get("/" + name.removesuffix(".html")).data
        written = path.read_bytes()
        assert without_endings(written) == without_endings(served), name
        compared += 1
    assert compared == 2 + 2 + 2 * 3 + 2 * (2 + 2 + 1) + 1


def without_endings(content: bytes) -> bytes:
    """The addresses of pages end with .html among files; nothing else may differ."""
    return re.sub(
        rb"(/(?:progress|progres|privacy|confidentialite)(?:/\d+)?)\.html\b", rb"\1", content
    )


def test_every_link_leads_to_a_file(archive, tmp_path: Path):
    folder = tmp_path / "site"
    write(archive, folder)
    found, followed = files(folder), 0
    for name, path in found.items():
        if not name.endswith(".html"):
            continue
        for link in links(path.read_text(encoding="utf-8")):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            assert target.is_file(), f"{name} leads to {link}"
            followed += 1
    assert followed > 50


def links(html: str) -> list[str]:
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, _tag, attrs):
            found.extend(value for name, value in attrs if name in ("href", "src") and value)

    Parser().feed(html)
    return found


def test_a_withdrawn_publication_leaves_no_figures(archive, tmp_path: Path):
    folder = tmp_path / "site"
    write(archive, folder)
    found = files(folder)
    assert "publications/1.json" not in found
    assert not any(name.startswith("publications/1-") for name in found)
    assert "A mistake in the ages." in found["en/progress/1.html"].read_text(encoding="utf-8")
    listed = json.loads(found["publications.json"].read_bytes())["publications"]
    assert [one["number"] for one in listed] == [3, 2, 1]
    assert listed[0]["page"]["fr"] == "fr/progres/3.html"


def test_a_new_site_takes_the_place_of_the_old_one_at_once(archive, tmp_path: Path):
    folder = tmp_path / "www" / "site"
    write(archive, folder)
    before = folder.resolve()
    withdraw(archive, 3)
    write(archive, folder)
    assert folder.resolve() != before
    assert not before.exists()
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.resolve().name, "site"]
    assert "publications/3.json" not in files(folder)


def test_an_empty_folder_is_taken_and_another_is_left_alone(archive, tmp_path: Path):
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    (full / "thesis.txt").write_text("mine", encoding="utf-8")
    write(archive, empty)
    assert (empty / "index.html").is_file()
    with pytest.raises(NotOurs):
        write(archive, full)
    assert (full / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_link_that_leads_elsewhere_is_left_alone(archive, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "site").symlink_to(elsewhere)
    with pytest.raises(NotOurs):
        write(archive, tmp_path / "site")
    assert elsewhere.is_dir()


def test_a_failure_leaves_the_old_site(archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "www" / "site"
    write(archive, folder)
    before = files(folder)
    monkeypatch.setattr("dashboard.site.static.links.FONTS", ("nothing.woff2",))
    with pytest.raises(FileNotFoundError):
        write(archive, folder)
    assert files(folder) == before
    assert len(list(folder.parent.iterdir())) == 2


def test_before_the_first_publication_the_site_says_so(sqlite_engine, tmp_path: Path):
    write(sqlite_engine, tmp_path / "site", base_url="")
    html = (tmp_path / "site/en/progress.html").read_text(encoding="utf-8")
    assert "Nothing has been published yet." in html
    assert "og:url" not in html
