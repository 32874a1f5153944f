"""Two projects of which the public is told the same are the same to the byte, in every file.

They differ by one person whom no figure shows. So no property of a file, no length of a bar, no
header and no size says how many came.
"""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.attack.corpora import Corpus, fill, grant, run, take
from tests.attack.projects import Project, Session, Step
from tests.attack.wire import Reader
from tests.support.program import serving

DAY = date(2014, 3, 31)
SCHOOLS = tuple(
    Session(f"S{n}", date(2014, 1 + n % 3, 5 + n), "en", "high_school", "discussion",
            (14, 16, 0, 0, 0, 0))
    for n in range(6)
)  # fmt: skip
FEW = (3, 4)
"""How many adults came to one session, in one project and in the other."""
KEYS = [f"a secret key that is long enough, number {n}" for n in range(40)]
HOST = "https://impact.example.org"
ASKED: list[list[tuple[str, str]]] = [[], [("age", "26-plus"), ("period", "2013-14-q4")]]
VIEWS = ("overview", "age-groups", "by-month", "by-venue-type")
OF_A_MOMENT = re.compile(
    rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)?"
    rb"|D:20\d{12}Z|data-ticket=\"[^\"]+\""
    rb"|\"sha256\":\"\w{64}\"|(?<=uuid:)[\w/+=-]+|/ID *\[[^\]]*\]|ID>[^<]*</"
)
"""When a file was made, digests of what says so, and the ticket of a page, which ends soon."""
MADE = ("/publications.json", ".pdf", ".pptx", ".xlsx")
"""Answers whose ends say when they were made, so that their tag is another each time."""


def project(adults: int) -> Project:
    """Six sessions at schools, with a few adults at one of them."""
    one = replace(SCHOOLS[2], people=(14, 16, 0, 0, adults, 0))
    return Project(f"{adults} adults", (Step((*SCHOOLS[:2], one, *SCHOOLS[3:])),))


@pytest.fixture(scope="module")
def twins(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Both projects, published with the same text and with the same grant."""
    found = []
    for adults in FEW:
        folder = tmp_path_factory.mktemp(f"adults-{adults}")
        path = folder / "impact.db"
        path.write_bytes(sqlite_template.read_bytes())
        corpus = Corpus(Reader(""), f"sqlite:///{path}")
        fill(project(adults), corpus.url, folder)
        for step in project(adults).steps:
            take(corpus, step, folder / "sessions.csv")
        found.append(path)
    return found


def published_alike(twins: list[Path]) -> str:
    """Publish both with the first secret that draws the same ranges for both; return it."""
    for key in KEYS:
        drafts = [draft(path, key) for path in twins]
        if drafts[0] == drafts[1]:
            for path, digest in zip(twins, drafts, strict=True):
                run("publish", "approve", digest, url=f"sqlite:///{path}", secret_key=key)
            return key
    pytest.fail("no secret tells the same of both")


def draft(path: Path, key: str) -> str:
    """The digest of what a secret lets everybody know."""
    url = f"sqlite:///{path}"
    done = run("publish", "draft", "--as-of", DAY, "--json", url=url, secret_key=key)
    digest: str = json.loads(done)["draft"]["digest"]
    return digest


def addresses(key: str) -> Iterator[str]:
    """Everything that somebody may ask for who has one grant."""
    yield from ("/en/progress", "/fr/progres", "/en/progress/1", "/en/privacy")
    yield from ("/publications.json", "/publications/1.json", "/publications/1-fr.csv")
    for form in ("csv", "png", "pdf", "pptx", "xlsx"):
        yield f"/publications/1-en.{form}"
    for query in ASKED:
        asked = urlencode([("key", key), *query])
        for view, form in product(VIEWS, ("", ".json", ".csv", ".svg")):
            yield f"/en/embed/{view}{form}?{asked}"
        yield f"/oembed?url={quote(f'{HOST}/en/embed/youth?{asked}', safe='')}"


Answer = tuple[list[tuple[str, str]], object]


def answers(path: Path, folder: Path, key: str, secret: str) -> dict[str, Answer]:
    """The headers of every answer, and what it holds."""
    found = {}
    made = {"secret_key": secret, "base_url": HOST}
    with serving(f"sqlite:///{path}", folder, "--workers", "1", **made) as served:
        for address in addresses(key):
            told = Reader(served.url).exactly(address)
            assert told.status == 200, address
            other = ("etag", "content-length") if address.endswith(MADE) else ()
            heads = [one for one in told.headers if one[0].lower() not in other]
            found[address] = heads, held(told.body)
    return found


def held(content: bytes) -> object:
    """What a file holds, but for the moment at which it was made; of a packed one, its parts."""
    if not content.startswith(b"PK"):
        return OF_A_MOMENT.sub(b"", content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [(name, held(packed.read(name))) for name in packed.namelist()]


def test_one_person_more_whom_nobody_is_told_of_changes_no_byte(
    twins: list[Path], tmp_path: Path
) -> None:
    secret = published_alike(twins)
    one, other = twins
    key = grant(Corpus(Reader(""), f"sqlite:///{one}"), 1, "", ("age", "period"))
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("ATTACH ? AS one", (str(one),))
        connection.execute("INSERT INTO embed_grants SELECT * FROM one.embed_grants")
        connection.commit()
    first, second = (answers(path, tmp_path, key, secret) for path in twins)
    assert [address for address in first if first[address] != second[address]] == []
