"""What readers in each role get of a project, by address."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard.addresses import VIEWS
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from tests.golden.projects import PROJECTS, made
from tests.support import program
from tests.support.readers import Reader

QUERIES = (
    "",
    "language=fr&age=15-17&age=18-21",
    "venue_type=high_school&from=2014-09-01&to=2015-02-28",
    "kind=discussion&period=2014-15-q3",
    "venue=HS-01&language=bilingual",
)
OPTIONS = {
    "explore": ("", "compare=previous&tab=indicators&add=2"),
    "venues": ("", "sort=last&open=HS-01"),
    "sessions": ("", "tab=list&sort=total", "tab=mend"),
    "reference": ("", "of=venues", "of=indicators"),
}
CHANGING = re.compile(
    rb"""[?&]m=[0-9a-f.]+ | \.v\d\w+m[0-9]+
    | "end_id":"[^"]*" | data-ticket="[^"]*" """,
    re.VERBOSE,
)
"""Versions of files, what is signed by the hour."""


def everything(folder: Path) -> dict[str, bytes]:
    """Each answer under the name of its project, its reader and its address."""
    found: dict[str, bytes] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "keeper")
        for name in PROJECTS:
            url, key = made(name, folder)
            with program.serving(url, folder) as served:
                for address, content in _answers(served.url, key):
                    plain = content.replace(key.encode(), b"KEY")
                    found[f"{name} {address}"] = CHANGING.sub(b"", plain)
            found |= {f"{name} {file}": content for file, content in _exports(url, folder)}
    return found


def digests(found: dict[str, bytes]) -> dict[str, str]:
    """What is recorded of each."""
    return {name: sha256(content).hexdigest()[:16] for name, content in sorted(found.items())}


def _answers(url: str, key: str) -> Iterator[tuple[str, bytes]]:
    for role in Role:
        reader = Reader(url, role)
        yield from ((f"{role} {name}", content) for name, content in _inside(reader, role))
    reader = Reader(url, Role.COMMITTEE)
    for path in _outside():
        yield path, reader.ask("GET", path.replace("KEY", key))
    bearer = {"Authorization": f"Bearer {key}"}
    yield "embed api", reader.ask("GET", "/api/v1/progress?age=15-17", headers=bearer)


def _inside(reader: Reader, role: Role) -> Iterator[tuple[str, bytes]]:
    for number, query in enumerate(QUERIES):
        locale = list(Locale)[number % 2]
        language = {"Accept-Language": locale.tag}
        for api in ("progress", "pace"):
            path = f"/api/v1/{api}?{query}"
            yield path, reader.ask("GET", path, headers=language)
        for view in VIEWS:
            if not role.may(view.right):
                continue
            for options in OPTIONS.get(view.name, ("",)):
                asked = "&".join(filter(None, (query, options)))
                yield f"{view.name} {locale}?{asked}", reader.redraw(view.name, asked, locale)
    for view in VIEWS:
        for locale in Locale:
            yield view[locale], reader.ask("GET", view[locale])
    for path in ("/_dash-layout", "/_dash-dependencies", "/api/v1/openapi.json"):
        yield path, reader.ask("GET", path)


def _outside() -> Iterator[str]:
    yield from (f"/publications/1{end}" for end in (".json", "-en.csv", "-fr.csv", "-fr.png"))
    yield from ("/en/progress", "/fr/progres", "/en/progress/1", "/en/privacy", "/nothing")
    for locale in Locale:
        for view in EMBED_VIEWS:
            for form in ("", ".json", ".csv", ".html", ".svg"):
                yield f"/{locale}/embed/{view}{form}?language=fr&key=KEY"


def _exports(url: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    endings = {"figures": ".zip", "sessions": ".csv"}
    for arguments in (("figures", "--query", QUERIES[1]), ("figures",), ("sessions",)):
        file = folder / f"export{endings[arguments[0]]}"
        done = program.impact("export", *arguments, str(file), database_url=url)
        assert done.returncode == 0, done.stderr
        yield " ".join(("export", *arguments)), file.read_bytes()
