"""The folder of files says what the server says, and is put in place at once."""

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import flask
import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard import web
from dashboard.database import open_engine, reading
from dashboard.publications.pages.privacy import Limits
from dashboard.publications.pages.static import NotOurs, write_site
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from dashboard.web.shared.headers import DAY, YEAR
from tests.support import nginx, patience
from tests.support.archive import keep_files, publish, withdraw
from tests.support.ports import free_port
from tests.support.publications import marked, publication
from tests.web.conftest import Client

COMPRESSED = (".gz", ".br")
BASE = "https://impact.example.org"
Ask = Callable[..., requests.Response]


def fill(engine: Engine) -> None:
    """Three publications, the first withdrawn."""
    publish(engine, publication(), marked(), publication(number=3))
    for number in (1, 2):
        keep_files(engine, number)
    withdraw(engine, 1)


@pytest.fixture
def archive(sqlite_engine: Engine) -> Engine:
    """A database with those."""
    fill(sqlite_engine)
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


@pytest.fixture(scope="module")
def written(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of those three publications, for tests that only read: it takes a second."""
    folder = tmp_path_factory.mktemp("static")
    engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder / 'impact.db')}")
    fill(engine)
    write(engine, folder / "site")
    engine.dispose()
    return folder / "site"


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
        if name.startswith("assets/") or name.endswith(COMPRESSED):
            continue
        if name in ("index.html", "nginx.conf"):
            continue
        address, accepts = name.removesuffix(".html"), "*/*"
        if name.startswith("gone/"):
            address, accepts = name.replace("gone/", "publications/"), BROWSER
        served = server.get(f"/{address.replace('.html', '.csv')}", headers={"Accept": accepts})
        written = path.read_bytes()
        assert without_endings(written) == without_endings(served.data), name
        compared += 1
    assert compared == 2 + 2 + 2 * 3 + 2 * (2 + 2 + 1) + 6 + 1 + 1 + 2


@pytest.fixture
def behind_nginx(written: Path, tmp_path: Path) -> Iterator[Ask]:
    """Asks a real nginx that answers with the files, by what is written beside them."""
    with answering(written, tmp_path) as ask:
        yield ask


@contextmanager
def answering(folder: Path, own: Path) -> Iterator[Ask]:
    """Such an nginx for a folder, with files of its own in another."""
    port = free_port()
    compressed = "gzip_static on; gzip_vary on;"
    ours = nginx.site(port, folder, f"{compressed} include {folder}/nginx.conf;")
    with nginx.running(own / "nginx", {port: ours}):
        yield lambda path, **options: requests.get(
            f"http://127.0.0.1:{port}{path}", timeout=patience.SECONDS, **options
        )


def test_compressed_files_lie_beside_what_gets_smaller_by_it(written: Path):
    found = files(written)
    (style, *_) = [name for name in found if name.endswith(".css")]
    for name in ("fr/progres.html", "publications/2.json", "publications.json", style):
        plain = found[name].read_bytes()
        assert gzip.decompress(found[f"{name}.gz"].read_bytes()) == plain
        assert brotli.decompress(found[f"{name}.br"].read_bytes()) == plain
    for name in found:
        plain, _, ending = name.rpartition(".")
        if ending in ("gz", "br"):
            assert found[name].stat().st_size < found[plain].stat().st_size
    assert "publications/2-en.png.gz" not in found


def test_nginx_sends_them_as_they_are(behind_nginx: Ask):
    page = behind_nginx("/fr/progres", headers={"Accept-Encoding": "gzip"})
    assert (page.headers["Content-Encoding"], page.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "</html>" in page.text
    assert (
        "Content-Encoding"
        not in behind_nginx("/fr/progres", headers={"Accept-Encoding": ""}).headers
    )


PAGES = ["en/progress", "fr/progres", "en/progress/{}", "fr/progres/{}", "fr/progres/{}.html"]
FILES = ["{}.json", "{}.csv", "{}.csv?lang=fr", "{}-en.csv", "{}-fr.csv", "{}-en.png"]
OTHERS = ["en/privacy", "fr/confidentialite", "publications.json"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OF_EACH = ("Cache-Control", "Content-Disposition", "X-Content-Type-Options")


def test_nginx_answers_as_the_server_does(behind_nginx: Ask, server: FlaskClient):
    numbered = [path.format(n) for n in (1, 2, 3) for path in PAGES[2:]]
    files = [f"publications/{path.format(n)}" for n in (1, 2, 3) for path in FILES]
    every = [*OTHERS, *PAGES[:2], *numbered, *files]
    for path, accepts in [*((one, "*/*") for one in every), *((one, BROWSER) for one in files)]:
        asks = {"Accept": accepts}
        ours = server.get(f"/{path.replace('.html', '')}", headers=asks)
        theirs = behind_nginx(f"/{path}", headers=asks)
        assert theirs.status_code == ours.status_code, path
        assert without_endings(theirs.content) == without_endings(ours.data), path
        kind = theirs.headers["Content-Type"].partition(";")[0]
        assert kind == ours.mimetype, path
        assert ("Accept" in varies(theirs)) is ("Accept" in varies(ours)), path
        for header in OF_EACH:
            assert theirs.headers.get(header) == ours.headers.get(header), (path, header)


def test_nginx_says_410_of_what_was_withdrawn_and_404_of_what_never_was(behind_nginx: Ask):
    gone = behind_nginx("/fr/progres/1")
    assert gone.status_code == 410
    assert "A mistake in the ages." in gone.text
    assert "Une erreur dans les âges." in gone.text
    for path in ("/en/progress/4", "/publications/4.json", "/gone/1.json", "/nginx.conf"):
        assert behind_nginx(path).status_code == 404, path


def test_nginx_leads_to_the_reader_s_language(behind_nginx: Ask):
    for said, path in (("fr-CA,en;q=0.5", "/fr/progres"), ("en", "/en/progress")):
        led = behind_nginx("/", headers={"Accept-Language": said}, allow_redirects=False)
        assert (led.status_code, led.headers["Location"]) == (302, path)


def test_nginx_lets_files_be_kept_as_long_as_the_server_does(behind_nginx: Ask):
    for path, seconds in (
        ("/assets/icon.svg?m=1", f"{YEAR}, immutable"),
        ("/assets/icon.svg", DAY),
    ):
        assert behind_nginx(path).headers["Cache-Control"] == f"public, max-age={seconds}"


def test_that_a_file_is_not_there_is_kept_for_a_moment_only(behind_nginx: Ask):
    """A later version may have it."""
    for path in ("/assets/later.css?m=1", "/assets/later.css", "/publications/4.json"):
        answer = behind_nginx(path)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "public, max-age=300", path


def test_a_withdrawal_takes_effect_without_a_word_to_nginx(archive, tmp_path: Path):
    folder = tmp_path / "site"
    write(archive, folder)
    with answering(folder, tmp_path) as ask:
        assert ask("/en/progress/3").status_code == 200
        withdraw(archive, 3)
        write(archive, folder)
        assert ask("/en/progress/3").status_code == 410
        assert ask("/publications/3-fr.csv").status_code == 410


def varies(answer) -> list[str]:
    """What else of a question an answer depends on."""
    return answer.headers.get("Vary", "").split(", ")


def without_endings(content: bytes) -> bytes:
    """The addresses of pages end with .html among files; nothing else may differ."""
    return re.sub(
        rb"(/(?:progress|progres|privacy|confidentialite)(?:/\d+)?)\.html\b", rb"\1", content
    )


def test_every_link_leads_to_a_file(written: Path):
    found, followed = files(written), 0
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


def test_a_withdrawn_publication_leaves_no_figures(written: Path):
    found = files(written)
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
    monkeypatch.setattr("dashboard.publications.pages.static.links.FONTS", ("nothing.woff2",))
    with pytest.raises(FileNotFoundError):
        write(archive, folder)
    assert files(folder) == before
    assert len(list(folder.parent.iterdir())) == 2


def test_before_the_first_publication_the_site_says_so(sqlite_engine, tmp_path: Path):
    write(sqlite_engine, tmp_path / "site", base_url="")
    html = (tmp_path / "site/en/progress.html").read_text(encoding="utf-8")
    assert "Nothing has been published yet." in html
    assert "og:url" not in html
