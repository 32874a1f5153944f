"""What leaves the program is the same to the byte, whichever database it is kept in.

One project, drawn at random, stands in both under the same ids, in PostgreSQL in the order of a
language and not of the bytes; a real server answers from each.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import orjson
import pandas as pd
import pytest
from sqlalchemy import update

from dashboard.database import open_engine, reading, writing
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.publications.making.material import gather
from dashboard.tables import DataState, OutreachSession
from dashboard.writes import derived
from dashboard.writes.state import mark_as_demonstration
from tests.cli.conftest import run
from tests.queries.worlds import FILTERS, FIRST_DAY, REVISIONS, SESSIONS, TRAININGS, VENUES, store
from tests.support import databases, postgresql, program
from tests.support.archive import publish
from tests.support.drawn import drawn
from tests.support.embeds import grant
from tests.support.publications import publication
from tests.support.readers import Reader

WORLDS = 15
OTHER_ORDER = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-CA'"
LATER = FIRST_DAY.replace(year=2015)
WRITTEN = datetime(2015, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def queries() -> list[str]:
    """All, some venues, and a few drawn ones."""
    some = (Filters(), Filters(venue=tuple(VENUES)), *drawn(FILTERS, 12, 5))
    return [filters.to_query() for filters in some]


@pytest.fixture(scope="module")
def urls(
    postgresql: postgresql.Server, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The addresses of both databases, the same project in each."""
    path = tmp_path_factory.mktemp("same") / "impact.db"
    shutil.copyfile(sqlite_template, path)
    postgresql.execute(f"CREATE DATABASE same {OTHER_ORDER}")
    databases.make(postgresql.url("same"))
    found = [f"sqlite:///{path}", postgresql.url("same")]
    for url in found:
        _fill(url)
    yield found
    postgresql.drop("same")


def _fill(url: str) -> None:
    """A world with references and notes that languages put in another order than bytes do.

    What names its history, which is drawn for each database, is made the same. So is the moment
    at which sessions were written: one database is filled in a minute, and the other in the next.
    """
    sessions = [one for some in drawn(SESSIONS, WORLDS, 1) for one in some]
    trainings = {key: day for some in drawn(TRAININGS, 8, 2) for key, day in some.items()}
    engine = open_engine(url)
    with writing(engine) as connection:
        store(connection, sessions, trainings, drawn(REVISIONS, 8, 3)[-1])
        connection.exec_driver_sql(
            "UPDATE sessions SET reference = 's-' || id, note = 'Été, ' || id WHERE id > 40"
        )
        derived.rebuild(connection)  # what is kept beside the sessions names their references
        mark_as_demonstration(connection)
        connection.execute(update(DataState).values(generation="the-same", mark="the-same"))
        connection.execute(update(OutreachSession).values(created_at=WRITTEN, updated_at=WRITTEN))
    publish(engine, publication())
    engine.dispose()


@pytest.fixture(scope="module")
def servers(urls: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A real server on each; Dash writes some names in the order of their hashes."""
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("PYTHONHASHSEED", "1")
        folder = tmp_path_factory.mktemp("served")
        yield [stack.enter_context(program.serving(url, folder)).url for url in urls]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ADMIN])
def test_pages_and_the_api_say_the_same(servers: list[str], queries: list[str], role: Role):
    here, there = (Reader(url, role) for url in servers)
    for number, query in enumerate(queries):
        locale = list(Locale)[number % 2]
        language = {"Accept-Language": locale.tag}
        for path in (f"/api/v1/progress?{query}", f"/api/v1/pace?{query}"):
            said = here.ask("GET", path, headers=language)
            assert said == there.ask("GET", path, headers=language), path
        for view, options in _views(role, number):
            asked = f"{query}&{options}"
            drawn_here = here.redraw(view, asked, locale)
            assert drawn_here == there.redraw(view, asked, locale), (view, asked)


def _views(role: Role, number: int) -> list[tuple[str, str]]:
    """Each view with options of its own, which change from one query to the next."""
    sort = ("venue", "type", "area", "sessions", "participations", "last", "status")[number % 7]
    found = [
        ("explore", "compare=previous&add=2&tab=indicators"),
        ("venues", f"sort={sort}&open=HS-01"),
        ("plan", ""),
    ]
    if role is Role.ADMIN:
        sort = ("date", "venue", "total", "status")[number % 4]
        found += [("sessions", f"tab=list&sort={sort}&page={1 + number % 3}&history=s-3")]
        found += [("sessions", "tab=mend")] if number % 4 == 0 else []
        found += [("reference", "of=venues")] if number % 8 == 0 else []
    return found


def test_exports_are_the_same(
    urls: list[str], queries: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, query in enumerate(queries[:4]):
        arguments = ["figures", "--query", query, "--role", INSIDE[number % 2]]
        _same_files(urls, arguments, tmp_path / "a.zip", monkeypatch)
    _same_files(urls, ["sessions"], tmp_path / "a.csv", monkeypatch)


def _same_files(urls: list[str], arguments, plain: Path, monkeypatch) -> None:
    """As CSV to the byte; as a workbook, which bears its hour, by what stands in it."""
    book = plain.with_suffix(".xlsx")
    found = []
    for url in urls:
        monkeypatch.setenv("IMPACT_DATABASE_URL", url)
        for file in (plain, book):
            assert run(monkeypatch)("export", *arguments, file).exit_code == 0
        sheets = pd.read_excel(book, sheet_name=None, header=None, dtype=object)
        cells = {name: sheet.to_numpy().tolist() for name, sheet in sheets.items()}
        found.append((_inside(plain), repr(cells)))
    assert found[0] == found[1]


def _inside(file: Path) -> dict[str, bytes]:
    """The files in an archive, or the one that it is."""
    if file.suffix != ".zip":
        return {file.name: file.read_bytes()}
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_partners_and_the_public_get_is_the_same(urls: list[str], servers: list[str]):
    materials, answers = [], []
    for url, served in zip(urls, servers, strict=True):
        engine = open_engine(url)
        with reading(engine) as connection:
            materials.append(orjson.dumps(gather(connection, LATER)))
        key = grant(engine, downloads=True, images=True, free=("language", "age")).key
        engine.dispose()
        reader = Reader(served, Role.COMMITTEE)
        public = [f"/publications/1{end}" for end in (".json", "-en.csv", "-fr.csv")]
        public += ["/en/progress", "/fr/progres/1"]
        views = [
            f"/{locale}/embed/{view}{form}?language=fr&key={key}"
            for locale in Locale
            for view in EMBED_VIEWS
            for form in (".json", ".csv", ".html", ".svg")
        ]
        answers.append([reader.ask("GET", path) for path in public])
        answers[-1] += [reader.ask("GET", path).replace(key.encode(), b"KEY") for path in views]
        bearer = {"Authorization": f"Bearer {key}"}
        answers[-1] += [reader.ask("GET", "/api/v1/progress?age=15-17", headers=bearer)]
    assert materials[0] == materials[1]
    for here, there in zip(*answers, strict=True):
        assert here == there
