"""Every figure is the same in the page, JSON, CSV and the dials, in both languages."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from dashboard.domain.publications.protected import FORMAT, CellMark, ProtectedCell
from dashboard.domain.publications.publication import Publication, canonical, digest
from dashboard.i18n import Locale
from dashboard.i18n.formats import number
from dashboard.publications.archive.reading import ArchivedPublication
from dashboard.publications.pages.documents import Documents
from tests.support.publications import SENSITIVE, hiding, marked, publication, with_cell

SEPARATORS = {Locale.EN: ",", Locale.FR: ";"}
PUBLICATIONS = [
    publication(),
    marked(),
    hiding(publication(), ("venue_type",), (SENSITIVE,)),
    hiding(publication(target=None), ("age",), ("youth",)),
]


def kept(found: Publication) -> ArchivedPublication:
    text = canonical(found)
    return ArchivedPublication(
        number=found.number,
        sha256=digest(text),
        published_on=found.published_on,
        data_as_of=found.data_as_of,
        content=text,
    )


class Cells(HTMLParser):
    """The rows of all tables, and the large numbers, as a reader sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.strong: list[str] = []
        self.dashes: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = "cell"
        if tag == "strong":
            self.strong.append("")
            self._open = "strong"
        if given.get("class") == "dial__value":
            self.dashes.append(given["stroke-dasharray"].split()[0])

    def handle_endtag(self, tag):
        if tag in ("td", "th", "strong"):
            self._open = ""

    def handle_data(self, data):
        if self._open == "cell":
            self.rows[-1][-1] += data
        if self._open == "strong":
            self.strong[-1] += data


def json_cells(found: ArchivedPublication) -> dict[tuple[str, ...], object]:
    """The value of each cell in the canonical text, by measure, period and codes."""
    content = json.loads(found.content)
    cells: dict[tuple[str, ...], object] = {}
    for table in content["tables"]:
        for cell in table["cells"]:
            of = dict(zip(table["by"], cell["codes"], strict=True))
            axes = tuple(of.get(axis, "") for axis in ("language", "venue_type", "age", "kind"))
            value = "x" if cell["value"] is None else str(cell["value"])
            cells["participations", table["period"], *axes] = value
    for row in content["sessions"]:
        key = ("sessions", row["month"], row["language"], row["venue_type"], "", row["kind"])
        cells[key] = str(row["sessions"])
    cells["people trained", "", "", "", "", ""] = str(content["trained_people"])
    for row in content["trained"]:
        cells["people trained", "", row["language"], "", "", ""] = str(row["people"])
    for group in content["words"]["age_groups"]:
        if group["at_risk"]:
            reached = str(int(group["code"] in content["reached"]))
            cells["at-risk group reached", "", "", "", group["code"], ""] = reached
    if content["target"]:
        cells["target", "", "", "", "youth", ""] = str(content["target"]["value"])
    return cells


def csv_cells(body: bytes, locale: Locale) -> dict[tuple[str, ...], object]:
    assert body.startswith(b"\xef\xbb\xbf")
    lines = csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=SEPARATORS[locale])
    headings = [heading.partition(" / ")[0] for heading in next(lines)]
    rows = [dict(zip(headings, line, strict=True)) for line in lines]
    axes = ("measure", "period", "language", "venue_type", "age", "kind")
    found = {tuple(row[axis] for axis in axes): row["value"] for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("found", PUBLICATIONS)
@pytest.mark.parametrize("locale", list(Locale))
def test_the_table_is_the_canonical_text(found: Publication, locale: Locale):
    one = kept(found)
    assert csv_cells(Documents().table(one, locale).body, locale) == json_cells(one)


@pytest.mark.parametrize("found", PUBLICATIONS)
@pytest.mark.parametrize("locale", list(Locale))
def test_the_page_is_the_canonical_text(found: Publication, locale: Locale):
    one, cells = kept(found), json_cells(kept(found))
    page = Cells(Documents().numbered(one, locale).body.decode())

    def said(*axes: str) -> str:
        value = str(cells["participations", "project", *axes])
        return value if value == "x" else number(int(value), locale)

    ages = [said("", "", group.code, "") for group in found.words.age_groups]
    venues = [said("", kind.code, "", "") for kind in found.words.venue_types]
    headings = ("Age", "Groupe", "Venue", "Type")
    body = [row for row in page.rows if not row[0].startswith(headings)]
    people = [first_word(row[1]) for row in body[: len(ages)]]
    assert people == ages
    assert [first_word(row[2]) for row in body[len(ages) :]] == venues
    assert first_word(page.strong[0]) == said("", "", "youth", "")


def first_word(cell: str) -> str:
    """A count without its sign and its day."""
    return re.match(r"\s*(x|[\d\u00a0,]+)", cell)[1]


def test_a_dial_is_drawn_as_long_as_its_percent():
    one = kept(publication())
    for locale in Locale:
        page = Cells(Documents().numbered(one, locale).body.decode())
        youth, share, *groups = page.dashes  # the target’s part of a full dial: 1,000 of 1,333
        assert (youth, share) == ("75.02", "24.32")
        assert sum(map(float, groups)) == pytest.approx(100, abs=4)  # but for the gaps


def test_a_hidden_count_has_no_dial_and_an_x():
    found = hiding(publication(), ("age",), ("youth",))
    page = Cells(Documents().numbered(kept(found), Locale.EN).body.decode())
    assert page.strong[0].strip() == "x"
    assert page.dashes[0] == "24.32"


def test_what_looks_like_a_formula_stays_text():
    words = publication().words
    first = words.venue_types[0]
    label = first.label.__class__("=1+1", "@cmd")
    changed = publication(
        words=words.__class__(
            **{
                name: getattr(words, name)
                for name in words.__dataclass_fields__
                if name != "venue_types"
            },
            venue_types=(first.__class__(first.code, label, first.members), *words.venue_types[1:]),
        )
    )
    body = Documents().table(kept(changed), Locale.EN).body.decode("utf-8-sig")
    assert "'=1+1" in body
    assert ",=1+1" not in body


def test_the_page_explains_no_range_of_a_column_that_it_does_not_have():
    """Youth by venue type stand in the files alone."""
    told = ProtectedCell(("high_school", "youth"), None, CellMark.RANGE, low=291, high=320)
    by = ("venue_type", "age")
    found = with_cell(hiding(publication(format=FORMAT), by, told.codes), "project", by, told)
    shown = Documents().numbered(kept(found), Locale.EN).body.decode()
    assert "291 to 320" not in shown
