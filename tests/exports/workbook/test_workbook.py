"""The workbook opens cleanly, reads back to the digit, and takes no text for a formula."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from dashboard.cards import cards
from dashboard.cards.explore import result_of
from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.table import ChartArea, FigureColumn, FigureTable, Kind
from dashboard.exports.charts.tables import tables
from dashboard.exports.workbook.book import workbook
from dashboard.exports.workbook.titles import LONGEST, sheet_names
from dashboard.i18n import Locale
from tests.support.samples import HIDDEN, PROGRESS, answer

NOW = datetime(2015, 3, 26, tzinfo=UTC)
SITE = "https://impact.example.org"
VALUES = re.compile(r"<c:val>.*?</c:val>")
POINTS = re.compile(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>')


def made(shown, locale: Locale = Locale.EN) -> bytes:
    return workbook(brief(shown, locale, SITE), tables(shown, locale).values(), NOW)


def opened(book: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(book))


def parts(book: bytes, begin: str) -> dict[str, str]:
    with ZipFile(BytesIO(book)) as found:
        names = [name for name in found.namelist() if name.startswith(begin)]
        return {name: found.read(name).decode() for name in names}


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("progress", [PROGRESS, HIDDEN], ids=["all", "hidden"])
def test_it_is_valid_against_the_schemas(tmp_path, locale, progress):
    file = tmp_path / "a.xlsx"
    file.write_bytes(made(answer(progress), locale))
    found = OpenXmlValidator().validate(file)
    assert found.is_valid, found.errors


def test_the_first_sheet_says_what_must_be_known_once():
    shown = answer()
    of, found = brief(shown, Locale.FR, SITE), tables(shown, Locale.FR)
    book = opened(workbook(of, found.values(), NOW))
    about, *others = book.worksheets
    cells = [str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell]
    for words in (of.title, of.audience, of.fresh, of.showing, of.address, f"imPACT {of.version}"):
        assert words in cells
    for table in found.values():
        assert table.sentence in cells
        assert cells.count(table.definition) == 1
    assert [sheet.title for sheet in book.worksheets] == [
        "À propos",
        *sheet_names("", titles(found)),
    ]
    everywhere = " ".join(str(c) for sheet in others for row in sheet.values for c in row)
    assert of.showing not in everywhere
    links = [cell.hyperlink for row in about["A"] for cell in [row] if cell.hyperlink]
    assert len(links) == len(found)
    core = book.properties
    assert (core.title, core.creator, core.language) == (of.title, "imPACT", "fr-CA")


def titles(found):
    return [table.title for table in found.values()]


def test_its_cells_are_numbers_and_dates_under_a_heading_that_stays_in_sight():
    shown = answer()
    found = tables(shown, Locale.EN)
    for table, sheet in zip(found.values(), opened(made(shown)).worksheets[1:], strict=True):
        assert [cell.value for cell in sheet[1]][: len(table.columns)] == [
            column.heading for column in table.columns
        ]
        assert sheet.freeze_panes[1:] == "2"
        assert list(sheet.tables) == ([table.code] if table.rows else [])
        for down, row in enumerate(table.rows, start=2):
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
                cell = sheet.cell(down, at)
                if column.kind is Kind.MONTH:
                    assert cell.value.date() == date.fromisoformat(f"{value}-01")
                    assert cell.number_format == "yyyy-mm"
                elif column.kind is Kind.DAY and value:
                    assert cell.value.date() == date.fromisoformat(value)
                elif not isinstance(value, str):
                    assert cell.value == value
                    assert cell.data_type == "n"
                else:
                    assert cell.value == (value or None)


def test_a_hidden_count_is_an_x_in_its_cell_and_a_blank_in_its_chart():
    shown = answer(HIDDEN)
    book = made(shown)
    for table, sheet in zip(
        tables(shown, Locale.EN).values(), opened(book).worksheets[1:], strict=True
    ):
        written = [
            row[: len(table.columns)] for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        for row, cells in zip(table.rows, written, strict=False):
            assert [one == "x" for one in row] == [one == "x" for one in cells]
    known = {
        float(v)
        for t in tables(shown, Locale.EN).values()
        for r in t.rows
        for v in r
        if not isinstance(v, str)
    }
    drawn = parts(book, "xl/charts/")
    assert drawn
    for chart in drawn.values():
        points = [point for values in VALUES.findall(chart) for point in POINTS.findall(values)]
        assert {float(value) for _, value in points} <= known
    by_venue_type = next(one for one in drawn.values() if ">By venue type<" in one)
    assert "(x)</c:v>" in by_venue_type
    assert "dispBlanksAs" not in by_venue_type or 'val="gap"' in by_venue_type


@pytest.mark.parametrize("locale", list(Locale))
def test_each_chart_has_its_finding_as_its_text_and_the_language_of_the_book(locale):
    shown = answer()
    book = made(shown, locale)
    drawings = " ".join(parts(book, "xl/drawings/drawing").values())
    for card in cards(result_of(shown), locale).values():
        if card.code in tables(shown, locale):
            assert escaped(card.sentence) in drawings
    charts = parts(book, "xl/charts/chart")
    for chart in charts.values():
        assert f'<c:lang val="{locale.tag}"/>' in chart
        assert "en-US" not in chart
    assert drawings.count("descr=") == len(charts)


def escaped(words: str) -> str:
    return (
        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
STARTS = st.sampled_from(
    ["=", "+", "-", "@", "\t", '=HYPERLINK("http://x")', "'=", "http://x ", "1", ""]
)


@settings(max_examples=40)
@given(STARTS, NAMES)
def test_no_name_becomes_a_formula_a_link_or_a_number(start, rest):
    name = start + rest
    table = FigureTable(
        "by_language",
        "Any",
        name,
        name,
        (FigureColumn("Code"), FigureColumn("Name"), FigureColumn("Sessions", Kind.NUMBER)),
        ((name, name, 1), ("b", name, "x")),
        ChartArea(1, (2,), 2),
    )
    of = replace(ANY, showing=name, audience=name, headline=(name,), address=name)
    book = workbook(of, [table], NOW)
    for sheet in opened(book).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert "f" not in {cell.data_type for cell in cells}
    assert "<f>" not in " ".join(parts(book, "xl/worksheets/").values())
    strings = "".join(parts(book, "xl/sharedStrings").values())
    assert name.strip() == "" or "<si>" in strings
    if name.startswith(("=", "+", "-", "@")):
        assert 'quotePrefix="1"' in parts(book, "xl/styles")["xl/styles.xml"]


ANY = brief(answer(), Locale.EN)


def test_names_of_sheets_are_what_spreadsheets_allow():
    long = "Groupes d’âge à risque rejoints, tous"
    found = sheet_names("À propos", [long, long, "a/b: c?", "'", "À PROPOS"])
    assert found == [long[:LONGEST], f"{long[: LONGEST - 2]} 2", "a b – c", "–", "À PROPOS 2"]
