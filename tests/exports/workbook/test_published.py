"""The workbook of a publication has the cells of its JSON, and makes no number of a range."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import orjson
import pytest
from openxml_audit import OpenXmlValidator

from dashboard.domain.publications.files import BriefFormat
from dashboard.domain.publications.protected import FORMAT, YOUTH, CellMark, ProtectedCell
from dashboard.domain.publications.publication import canonical
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.exports.formats import document
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.drawings.briefs import publication_brief
from dashboard.publications.drawings.presenting import present
from dashboard.web.progress.payload import payload
from tests.support.publications import hiding, marked, with_cell

NOW = datetime(2015, 4, 1, tzinfo=UTC)
BY_VENUE, BY_LANGUAGE, BY_AGE = ("venue_type",), ("language",), ("age",)
RANGED = ProtectedCell(("high_school",), None, CellMark.RANGE, low=1071, high=1100)
FOUND = with_cell(
    hiding(
        hiding(replace(marked(), format=FORMAT), BY_VENUE, RANGED.codes),
        BY_LANGUAGE,
        ("bilingual",),
    ),
    "project",
    BY_VENUE,
    RANGED,
)
OPENED = OpenPublication(FOUND)
ANSWER = OPENED.answer(Filters(), Audience.PUBLIC)
TABLES = {"by_age_group": BY_AGE, "by_venue_type": BY_VENUE, "by_language": BY_LANGUAGE}
ENDS = {Locale.EN: ("Low", "High", "Remark"), Locale.FR: ("Minimum", "Maximum", "Remarque")}


def made(locale: Locale) -> bytes:
    brief = publication_brief(OPENED, locale, "https://impact.example.org")
    return document(BriefFormat.XLSX, [brief], NOW)


def rows(book: openpyxl.Workbook, code: str) -> list[dict]:
    """The rows of a table of the workbook, by their headings."""
    sheet = next(sheet for sheet in book.worksheets if code in sheet.tables)
    head, *body = sheet[sheet.tables[code].ref]
    return [{name.value: cell.value for name, cell in zip(head, row, strict=True)} for row in body]


@pytest.fixture(scope="module", params=list(Locale))
def read(request):
    return request.param, openpyxl.load_workbook(BytesIO(made(request.param)))


def test_its_counts_are_those_of_the_published_json(read):
    locale, book = read
    low, high, remark = ENDS[locale]
    told = {
        tuple(table["by"]): {cell["codes"][0]: cell for cell in table["cells"]}
        for table in orjson.loads(canonical(FOUND))["tables"]
        if table["period"] == "project" and len(table["by"]) == 1
    }
    seen = set()
    for code, by in TABLES.items():
        found = rows(book, code)
        assert {row["Code"] for row in found} == set(told[by]) - {YOUTH}
        for row in found:
            cell = told[by][row["Code"]]
            seen.add(cell["mark"])
            ends = [row.get(f"Participations – {one}") for one in (low, high)]
            if cell["mark"] == "range":
                assert ends == [cell["low"], cell["high"]]
                between = {"en": "1,071 to 1,100", "fr": "1\u00a0071 à 1\u00a0100"}[locale]
                assert row["Participations"] == between
                continue
            assert ends == [None, None]
            assert row["Participations"] == ("x" if cell["value"] is None else cell["value"])
            said = row.get(f"Participations – {remark}") or ""
            assert (cell["as_of"] or "") in said
            assert said.startswith("r") == (row["Code"] == "12-14")
    assert seen == {"open", "hidden", "range", "carried"}


def test_every_number_of_its_tables_is_one_of_the_api(read):
    _, book = read
    told = orjson.loads(orjson.dumps(payload(ANSWER.progress, {}, {})))
    for code in (*TABLES, "by_month"):
        for row, given in zip(rows(book, code), told[code], strict=True):
            values = [*row.values()]
            if code == "by_month":
                assert values[0].date() == date.fromisoformat(f"{given['code']}-01")
            known = {given["sessions"], given["participations"], given["youth"]}
            known |= {given.get(name) for name in ("low", "high", "youth_low", "youth_high")}
            assert {one for one in values if isinstance(one, int | float)} <= known
    youth = {row["Code"]: [*row.values()][2] for row in rows(book, "youth")}
    assert youth == {name: told["youth"][name] for name in ("participations", "target", "percent")}
    french = {row["Code"]: [*row.values()][2] for row in rows(book, "french_share")}
    assert french == {
        name: told["french_share"][name] for name in ("french", "sessions", "percent")
    }


def test_its_charts_draw_what_is_known_and_name_what_is_not(read):
    locale, book = read
    (sheet,) = (one for one in book.worksheets if "by_venue_type" in one.tables)
    (chart,) = sheet._charts
    (line,) = chart.series
    drawn = dict(zip(values(book, line.cat.strRef.f), values(book, line.val.numRef.f), strict=True))
    cells = present(ANSWER, OPENED, locale)["by_venue_type"].table.lines
    assert drawn == {
        f"{one.label} ({one.cells[1].words})" if one.cells[1].range else one.label: (
            None if one.cells[1].range else one.cells[1].value
        )
        for one in cells
    }
    assert None in drawn.values()


def values(book: openpyxl.Workbook, place: str) -> list:
    name, cells = place.rsplit("!", 1)
    return [row[0].value for row in book[name.strip("'")][cells]]


def test_the_first_sheet_says_what_the_document_says(read):
    locale, book = read
    of = publication_brief(OPENED, locale, "https://impact.example.org")
    said = [str(cell) for row in book.worksheets[0].values for cell in row if cell is not None]
    for words in (of.audience, of.demonstration, of.fresh, of.cite, of.address):
        assert words in said
    assert f"{FOUND.note[locale]}\n{of.showing}" in said
    assert of.definitions[-1].sentence in said
    assert {one.sentence for one in of.definitions} <= set(said)
    for one in of.more:
        assert "\n".join(one.items) in said
    assert (book.properties.title, book.properties.subject) == (of.title, of.labels["brief"])


def test_where_the_dashboard_has_no_address_its_first_sheet_tells_none():
    brief = publication_brief(OPENED, Locale.EN, "")
    book = openpyxl.load_workbook(BytesIO(document(BriefFormat.XLSX, [brief], NOW)))
    said = [cell for row in book.worksheets[0].values for cell in row if cell is not None]
    assert brief.cite in said
    assert "On the web:" not in said


@pytest.mark.parametrize("locale", list(Locale))
def test_it_is_valid_against_the_schemas(tmp_path, locale):
    file = tmp_path / "a.xlsx"
    file.write_bytes(made(locale))
    found = OpenXmlValidator().validate(file)
    assert found.is_valid, found.errors
