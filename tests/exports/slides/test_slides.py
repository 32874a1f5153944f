"""Slides tell what the Explore view shows to its reader, and can be heard and edited."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.cards import Cell, Line
from dashboard.cards.briefs import Brief, BriefBars
from dashboard.database import open_engine
from dashboard.domain.shared.audience import Audience
from dashboard.exports.briefs.content import brief
from dashboard.exports.slides.deck import DARK, PALE, PAPER
from dashboard.exports.slides.shapes import SlideTable, TableCell, dial, table
from dashboard.exports.slides.slides import slides
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.settings import Settings
from tests.support.samples import answer

NOW = datetime(2015, 3, 26, tzinfo=UTC)
QUERIES = ("", "language=fr", "venue_type=shelter&age=15-17", "from=2014-06-01&kind=discussion")


@pytest.fixture
def ask(demonstration_url: str):
    """The brief of the demonstration for an audience."""
    engine = open_engine(demonstration_url)

    def asked(audience, query="", locale=Locale.EN) -> Brief:
        return brief(explore_view(Answers(engine, Settings(), audience), query), locale)

    yield asked
    engine.dispose()


def opened(*briefs: Brief):
    return Presentation(BytesIO(slides(briefs, NOW)))


def words_of(shape) -> list[str]:
    if shape.has_text_frame:
        return [one.text for one in shape.text_frame.paragraphs]
    if shape.has_table:
        return [cell.text for row in shape.table.rows for cell in row.cells]
    return []


def words(deck) -> str:
    return "\n".join(
        said for slide in deck.slides for one in slide.shapes for said in words_of(one)
    )


def rows_of(deck):
    """The rows of all tables."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                yield from (tuple(cell.text for cell in row.cells) for row in shape.table.rows)


def charts_of(deck):
    return [one.chart for slide in deck.slides for one in slide.shapes if one.has_chart]


def workbook_of(chart) -> list[tuple]:
    """What the workbook of a chart holds: formulas too, as they are written."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(BytesIO(blob)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return list(sheet.iter_rows(values_only=True))


def test_slides_have_the_figures_of_the_brief_under_random_filters(ask):
    chance = random.Random(87)  # noqa: S311 - of a test
    for query in QUERIES:
        audience = chance.choice([Audience.COMMITTEE, Audience.COORDINATOR])
        shown = ask(audience, query, chance.choice(list(Locale)))
        deck = opened(shown)
        said, tabled = words(deck), set(rows_of(deck))
        for sentence in (*shown.headline, shown.ahead.sentence, shown.audience, shown.showing):
            assert sentence in said, (query, audience)
        for gauge in shown.gauges:
            assert gauge.title in said
            assert not gauge.value or f"{gauge.value.words} {gauge.of}".strip() in said
            assert all(f"{one.cells[0].words} {one.label}" in said for one in gauge.bars)
        for one in shown.breakdowns:
            for line in one.table.lines:
                assert (line.label, *(cell.words for cell in line.cells)) in tabled, query
        counts = {cell.count for grid in shown.grids for _, cells in grid.rows for cell in cells}
        assert all(any(count in cell for row in tabled for cell in row) for count in counts)


def test_the_charts_can_be_edited_and_have_the_numbers_of_their_tables(ask):
    shown = ask(Audience.COORDINATOR)
    curve, *bars = charts_of(opened(shown))
    assert shown.curve is not None
    days, columns = shown.curve.series.days, shown.curve.series.columns
    assert workbook_of(curve)[0][1:] == tuple(one.name for one in columns)
    assert [row[0] for row in workbook_of(curve)[1:]] == list(days)
    for at, (column, drawn) in enumerate(zip(columns, curve.plots[0].series, strict=True), start=1):
        assert [row[at] for row in workbook_of(curve)[1:]] == list(column.totals)
        numbers = [one if isinstance(one, int) else None for one in column.totals]
        assert list(drawn.values) == numbers
    assert columns[0].totals[-1] is None  # nothing was reached on days to come
    assert {1000, 1213} <= {total for one in columns for total in one.totals}
    for chart, one in zip(bars, shown.breakdowns, strict=True):
        drawn = one.table.drawn
        counts = [line.cells[drawn].value for line in one.table.lines]
        assert list(chart.plots[0].series[0].values) == counts
        assert [row[1] for row in workbook_of(chart)[1:]] == counts
        assert [row[0] for row in workbook_of(chart)[1:]] == [
            line.label for line in one.table.lines
        ]


def test_what_is_hidden_is_hidden_in_tables_and_in_the_numbers_of_charts(ask):
    shown = ask(Audience.COMMITTEE)
    assert ("Monday", "12", "x", "x") in set(rows_of(opened(shown)))
    part = shown.breakdowns[0]
    hidden = Line("fr", "French", (part.table.lines[0].cells[0], Cell("x", "x"), Cell("x", "x")))
    table = replace(part.table, lines=(part.table.lines[0], hidden))
    chart = charts_of(opened(replace(shown, breakdowns=(BriefBars(table, (1.0, None), ""),))))[1]
    assert list(chart.plots[0].series[0].values) == [801, None]
    assert workbook_of(chart)[1:] == [("English", 801), ("French (x)", "x")]
    assert list(chart.plots[0].categories) == ["English", "French (x)"]


@pytest.mark.parametrize("chosen", [(Locale.FR,), (Locale.EN, Locale.FR)])
def test_slides_can_be_heard(ask, chosen):
    briefs = [ask(Audience.COMMITTEE, "", locale) for locale in chosen]
    deck = opened(*briefs)
    assert deck.core_properties.language == f"{chosen[0].value}-CA"
    assert deck.core_properties.comments == briefs[0].audience
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)
    parts = {str(part.partname) for part in deck.part.package.iter_parts()}
    assert "/docProps/app.xml" not in parts  # the template's own is of 4:3, and of no slides
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    languages = [
        {run.find(qn("a:rPr")).get("lang") for run in slide.element.iter(qn("a:r"))}
        for slide in deck.slides
    ]
    half = len(languages) // len(chosen)
    assert all(one == {f"{chosen[0].value}-CA"} for one in languages[:half])
    assert all(one == {f"{chosen[-1].value}-CA"} for one in languages[-half:])
    for slide in deck.slides:
        first, *_, last = slide.shapes
        assert first == slide.shapes.title
        assert last.is_placeholder  # footer and number are read last
        numbers = [one.get("id") for one in slide.element.iter(qn("p:cNvPr"))]
        assert len(set(numbers)) == len(numbers)
        for shape in slide.shapes:
            if not shape.has_text_frame:
                described = shape._element.xpath("./*/p:cNvPr/@descr")
                assert described, (slide.shapes.title.text_frame.text, shape.name)
                assert described[0]
    notes = "\n".join(
        one.notes_slide.notes_text_frame.text for one in deck.slides if one.has_notes_slide
    )
    for one in briefs:
        assert all(gauge.sentence in notes for gauge in one.gauges)
        assert all(bars.sentence in notes for bars in one.breakdowns)


def test_without_a_session_they_say_what_to_do(ask):
    deck = opened(ask(Audience.COMMITTEE, "from=2031-01-01", Locale.FR))
    assert "Aucune séance tenue ne correspond à ces filtres." in words(deck)
    assert "Par langue" not in words(deck)


ANY = brief(answer(), Locale.EN)
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["=1+1", '=HYPERLINK("http://x")', "+1", "@a", "<b>&amp;"]),
)


@settings(max_examples=8, deadline=None)
@given(WORDS)
def test_any_name_can_be_written_and_none_is_read_as_a_formula_or_as_markup(name):
    part = ANY.breakdowns[0]
    lines = tuple(replace(line, label=f"{name}{at}") for at, line in enumerate(part.table.lines))
    table = replace(part.table, lines=lines)
    deck = opened(replace(ANY, headline=(name,), breakdowns=(replace(part, table=table),)))
    assert letters(name) in letters(words(deck))
    for chart in charts_of(deck):
        assert workbook_of(chart)


def letters(said: str) -> str:
    return "".join(one for one in said if one.isascii() and one.isalnum())


def test_many_rows_and_long_lists_go_on_on_further_slides():
    part = ANY.breakdowns[0]
    lines = tuple(replace(part.table.lines[0], label=f"Row {at}") for at in range(30))
    long = replace(part, table=replace(part.table, lines=lines), shares=(1.0,) * 30)
    deck = opened(replace(ANY, breakdowns=(long,)))
    assert {f"Row {at}" for at in range(30)} <= {row[0] for row in rows_of(deck)}
    assert f"{part.table.title} (3 of 3)" in words(deck)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_each_row_of_a_table_has_its_words_its_ground_and_its_height(number):
    cells = [[f"<b>{at}", "=1+1", "x_x0041_"] for at in range(number)]
    rows = [[TableCell(a), TableCell(b, PALE), TableCell(c)] for a, b, c in cells]
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    place = Inches(1), Inches(2), Inches(6)
    table(slide, place, SlideTable(("Name", "Youth", "Share"), rows, "what it shows"))
    (frame,) = slide.shapes
    made = frame.table
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["Name", "Youth", "Share"],
        *cells,
    ]
    grounds = [[str(cell.fill.fore_color.rgb) for cell in row.cells] for row in made.rows]
    assert grounds == [[DARK] * 3, *[[PAPER, PALE, PAPER]] * number]
    assert {row.height for row in made.rows} == {Pt(28)}
    assert (frame.left, frame.top, frame.height) == (*place[:2], Pt(28) * (number + 1))
    for down, row in enumerate(made.rows):
        for across, cell in enumerate(row.cells):
            (paragraph,) = cell.text_frame.paragraphs
            assert paragraph.alignment == (PP_ALIGN.RIGHT if across else None)
            assert paragraph.runs[0].font.bold == (down == 0 or across == 0)
            assert paragraph.runs[0].font.size == Pt(14 if down else 12)


def test_the_mark_of_the_plan_is_a_bar_turned_to_where_the_plan_is(ask):
    """As on pages: of a plan at half of the dial, it stands upright in the middle."""
    asked = ask(Audience.COMMITTEE)
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    youth = next(one for one in asked.gauges if any(part.straight for part in one.strokes))
    middle = [one._replace(start=50 - one.length / 2) for one in youth.strokes if one.straight]
    dial(slide, middle, (0, 0, Inches(2)), "half")
    for drawn in slide.shapes[0].shapes:
        assert drawn.rotation == pytest.approx(90)
        assert drawn.left + drawn.width / 2 == pytest.approx(Inches(1), abs=2)
        assert drawn.width > 2 * drawn.height
