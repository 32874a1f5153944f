"""Whatever leaves the room has the figures of the page: the same number, the same sign.

A form that has places for numbers, such as a table, is a row of ``TABLES``: it is compared place
by place. A form for readers, such as a document or a message, is a row of ``DOCUMENTS``: each row
of the page’s tables must stand in its words.
"""

import csv
import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import product

import openpyxl
import orjson
import pypdfium2
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from dashboard.cards import bars, cards, progress_sentences
from dashboard.cards.explore import result_of
from dashboard.cards.gauges import COVERED
from dashboard.cards.panels import GAUGES, MONTHS, MULTIPLES
from dashboard.cards.paper import CURVE_WIDTH
from dashboard.database import open_engine
from dashboard.domain.messages.kinds import KINDS
from dashboard.domain.progress.options import CurveSpan
from dashboard.domain.shared.audience import Audience
from dashboard.exports.briefs.content import brief
from dashboard.exports.briefs.typeset import typeset
from dashboard.exports.charts.indicators import INDICATORS
from dashboard.exports.charts.picture import picture
from dashboard.exports.charts.tables import AHEAD, CURVE, GRID, PICTURES, tables
from dashboard.exports.charts.written import as_csv
from dashboard.exports.messages.letter import summary
from dashboard.exports.slides.slides import slides
from dashboard.exports.workbook.book import workbook
from dashboard.figures.drawn import drawn
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.sentences import counting_rules
from dashboard.sentences.progress.gauges import youth_is_counted
from dashboard.settings import Settings
from dashboard.web.progress.payload import payload
from layouts.pace.curve import NAME, parts
from layouts.progress import indicators
from layouts.shared.drawing import slot
from tests.support import turns
from tests.support.figures import whole

TIMES = 8
NOW = datetime(2015, 3, 26, tzinfo=UTC)
CHOICES = [
    *(f"language={code}" for code in ("en", "fr", "bilingual")),
    *(f"age={code}" for code in ("12-14", "15-17", "22-25", "26-plus")),
    *(f"venue_type={code}" for code in ("shelter", "high_school")),
    *("kind=discussion", "from=2014-06-01", "to=2014-12-31", "period=2014-15"),
    *("period=school-2014-15", "from=2014-11-01&to=2014-11-30", "from=0001-01-01&to=9999-12-31"),
]
COUNTED = ("sessions", "participations", "youth")
NUMBERS = {
    "youth": ("number",),
    "french_share": ("number",),
    "facilitators": ("number",),
    CURVE: ("youth", "total", "planned"),
    GRID: ("sessions",),
    INDICATORS: ("baseline", "target", "to_date", "actual", "variance"),
} | {panel.code: COUNTED for panel in MULTIPLES}
"""What the columns of numbers are, of each table whose rows are numbers."""


def known(value) -> str:
    """A number or a sign as text, without what formats add."""
    if isinstance(value, bool) or value is None:
        raise AssertionError(value)
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


# Forms with places


def page(answer: ExploreView, locale: Locale) -> dict:
    """The cards of the page; the codes of rows without one are those of the API."""
    found, shown = {}, cards(result_of(answer), locale)
    for panel in (*GAUGES, MONTHS, *MULTIPLES):
        table = CURVE if panel is MONTHS else panel.code
        if table == "age_groups":
            found |= {(table, one.code, "reached"): one.words for one in shown[table].groups}
            continue
        names = {
            "youth": ("participations", "target", "percent"),
            "french_share": ("french", "sessions", "percent"),
        }.get(table)
        for at, line in enumerate(shown[panel.code].table.lines):
            code = names[at] if names else line.code or "people"
            cells = zip(NUMBERS[table], line.cells, strict=True)
            found |= {(table, code, number): known(cell.value) for number, cell in cells}
    if people := answer.progress.youth.distinct:
        for code, value in (
            ("distinct_low", people.low),
            ("distinct_high", people.high),
            ("sessions_with_first_time", people.first_time_sessions),
            ("sessions", people.sessions),
        ):
            found["youth", code, "number"] = "x" if value is None else known(value)
    found |= tracked(answer, locale)
    for cell in answer.coverage.combinations:
        found[GRID, " ".join(cell), "sessions"] = known(answer.coverage.count(cell))
    return found


def tracked(answer: ExploreView, locale: Locale) -> dict:
    """The numbers of the page’s table of indicators, read out of its cells."""
    (table,) = (
        part
        for name, part in indicators.parts(answer.tracking, answer.reading.vocabulary, locale)[
            "parts"
        ].items()
        if name == slot("indicators", "rows")
    )
    _, _, body = table.children
    found = {}
    for row, shown in zip(answer.tracking.rows, body.children, strict=True):
        cells = [written(cell) for cell in shown.children]
        for number, at in zip(NUMBERS[INDICATORS], (3, 4, 5, 6, 7), strict=True):
            found[INDICATORS, row.indicator.code, number] = as_number(cells[at], locale)
    return found


def written(part) -> str:
    """The words of a component."""
    children = getattr(part, "children", part)
    if isinstance(children, list | tuple):
        return "".join(map(written, children))
    return written(children) if hasattr(children, "children") else str(children)


def as_number(words: str, locale: Locale) -> str:
    """The number that a cell shows, without its unit; a sign as it is, also for no target."""
    said = re.sub(r"\(.*\)", "", words).strip()
    if said in ("x", ".."):
        return said
    said = said.replace("\u2212", "-").replace("," if locale is Locale.EN else ".", "")
    digits = re.sub(r"[^\d,.-]", "", said).replace(",", ".")
    return known(Decimal(digits)) if digits else ".."


def api(answer: ExploreView, locale: Locale) -> dict:
    """What ``/api/v1/progress`` answers; its 0 of a row that the filters leave out has no sign."""
    result = result_of(answer)
    sentences = progress_sentences(result, locale)
    rules = counting_rules(locale)
    told = orjson.loads(orjson.dumps(payload(answer.progress, sentences, rules)))
    found = {}
    for name, asked in _asked_of_the_api(answer).items():
        of = told["youth"]["distinct"] if name == "distinct" else told[name]
        table, begin = ("youth", "distinct_") if name == "distinct" else (name, "")
        for code in asked if of else ():
            place = code if code.startswith("sessions") else f"{begin}{code}"
            found |= _told(of, code, (table, place, "number"))
    for table in (*(panel.code for panel in MULTIPLES), "by_month"):
        numbers = ("youth",) if table == "by_month" else COUNTED
        for row, number in product(told[table], numbers):
            place = CURVE if table == "by_month" else table
            found |= _told(row, number, (place, row["code"], number))
    for of in (panel.breakdown for panel in MULTIPLES):
        for code, number in product(bars.left_out(of, result), COUNTED):
            assert found[of.code, code, number] == "0"
            found[of.code, code, number] = ".."
    for group in told["age_groups"]["groups"]:
        found["age_groups", group["code"], "reached"] = COVERED[group["reached"]][1].say(locale)
    return found


def _asked_of_the_api(answer: ExploreView) -> dict:
    """The numbers of gauges that the page shows: it leaves out what the filters do not count."""
    counted = youth_is_counted(answer.progress, answer.reading.vocabulary)
    trained = answer.progress.facilitators_shown
    return {
        "youth": ("participations", "target", "percent") if counted else (),
        "distinct": ("low", "high", "sessions_with_first_time", "sessions"),
        "french_share": ("french", "sessions", "percent"),
        "facilitators": (*trained, *(["people"] if len(trained) > 1 else [])),
    }


def _told(of, code, place) -> dict:
    """A number of the API, or the sign that it stands for; nothing where neither is told."""
    if of[code] is None:
        return {place: "x"} if of.get("hidden") else {}
    return {place: known(of[code])}


def from_csv(answer: ExploreView, locale: Locale) -> dict:
    """The CSV files, read as programs read them."""
    found = {}
    for name, table in tables(answer, locale).items():
        head, *rows = csv.reader(StringIO(as_csv(table, locale).decode()))
        numbers = [at for at, heading in enumerate(head) if heading.endswith(SIGN[locale])]
        for row in rows:
            values = [known(Decimal(row[at - 1])) if row[at - 1] else row[at] for at in numbers]
            found |= _placed(name, row, values)
    return found


SIGN = {Locale.EN: ": sign", Locale.FR: "\u00a0: signe"}


def from_xlsx(answer: ExploreView, locale: Locale) -> dict:
    """The workbook, read back by another library."""
    found = tables(answer, locale)
    made = workbook(brief(answer, locale), found.values(), NOW)
    _, *sheets = openpyxl.load_workbook(BytesIO(made)).worksheets
    read = {}
    for table, sheet in zip(found.values(), sheets, strict=True):
        numbers = [at for at, one in enumerate(table.columns) if one.kind == "number"]
        rows = sheet.iter_rows(min_row=2, max_row=1 + len(table.rows), values_only=True)
        for row in rows:
            shown = [f"{one:%Y-%m}" if isinstance(one, date) else one for one in row]
            read |= _placed(table.code, shown, [known(shown[at]) for at in numbers])
    return read


def _placed(name, row, values) -> dict:
    if name == "age_groups":
        return {(name, row[0], "reached"): row[-1] if len(row) < 6 else row[3]}
    if name not in NUMBERS:
        return {}
    code = " ".join(row[at] for at in (0, 2, 4)) if name == GRID else row[0]
    return {
        (name, code, number): value for number, value in zip(NUMBERS[name], values, strict=False)
    }


TABLES = {"API": api, "CSV": from_csv, "XLSX": from_xlsx}


# Forms for readers


def told(answer: ExploreView, locale: Locale):
    """Each row of the page’s gauges and breakdowns, as its cards write it."""
    shown = cards(result_of(answer), locale)
    for panel in GAUGES:
        card = shown[panel.code]
        if card.value:
            yield card.value.words + card.of
        yield from (line.cells[0].words + line.label for line in card.bars)
        yield from (f"{mark.label}, {mark.words}" for mark in card.groups)
    for panel in MULTIPLES:
        for line in shown[panel.code].table.lines:
            yield line.label + "".join(cell.words for cell in line.cells)


def in_brief(answer: ExploreView, locale: Locale) -> str:
    return text_of(typeset([brief(answer, locale)], NOW))


def in_pictures(answer: ExploreView, locale: Locale) -> str:
    """All charts as pictures; as PDF they are drawn the same, and can be read."""
    of, found = brief(answer, locale), tables(answer, locale)
    return "".join(text_of(picture(of, found[name], "pdf")) for name in PICTURES)


def in_slides(answer: ExploreView, locale: Locale) -> str:
    deck = Presentation(BytesIO(slides([brief(answer, locale)], NOW)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    words = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [
        cell.text
        for shape in shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    return " ".join([*words, *cells])


def in_message(answer: ExploreView, locale: Locale) -> str:
    letter = summary(brief(answer, locale), KIND, "https://example.org", "/end", attached=False)
    return " ".join(line for part in letter.parts for line in part.lines)


def told_of_gauges(answer: ExploreView, locale: Locale):
    """The sentences of gauges, which is what a message has of them."""
    shown = cards(result_of(answer), locale)
    yield from (shown[panel.code].sentence for panel in GAUGES)


DOCUMENTS = {
    "brief": (in_brief, told),
    "pictures": (in_pictures, told),
    "slides": (in_slides, told),
    "message": (in_message, told_of_gauges),
}
"""How a form is written, and what of the page it has."""
KIND = next(iter(KINDS.values()))


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return "".join(page.get_textpage().get_text_bounded() for page in opened)


# The curve


def on_page(answer: ExploreView, locale: Locale) -> tuple[str, dict]:
    """The sentence of the page’s curve, and its figure of all months."""
    months = cards(result_of(answer), locale)[MONTHS.code]
    options = replace(answer.options, span=CurveSpan.WHOLE)
    drawn = parts(months, answer.pace, options, answer.reading, answer.reading.filters)
    return drawn["parts"][slot(NAME, "sentence")], whole(drawn["figures"][slot(NAME, "figure")])


def lines_on_slides(answer: ExploreView, locale: Locale) -> list[list]:
    """The lines of the one chart of lines, read back."""
    deck = Presentation(BytesIO(slides([brief(answer, locale)], NOW)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    (chart,) = (one for one in charts if one.chart_type == XL_CHART_TYPE.LINE)
    return [list(line.values) for line in chart.plots[0].series]


def compare_curves(answer: ExploreView, locale: Locale) -> None:
    """Whatever draws the curve draws, and says, what the page’s curve does."""
    sentence, figure = on_page(answer, locale)
    of, found = brief(answer, locale), tables(answer, locale)
    if of.curve is None:
        return
    lines = [one for one in figure["data"] if "yaxis" not in one and "fill" not in one]
    goes_on = len(lines) > 1
    assert of.curve.picture == drawn(figure, locale, CURVE_WIDTH)
    assert of.ahead.sentence.startswith(sentence)
    assert found[CURVE].sentence == sentence
    reached, *more = lines_on_slides(answer, locale)
    assert [one for one in reached if one is not None] == [
        one for one in lines[-1]["y"] if one is not None
    ]
    assert bool(more) == goes_on
    read = openpyxl.load_workbook(BytesIO(workbook(of, found.values(), NOW)))
    assert any(AHEAD in sheet.tables for sheet in read) == goes_on


def solid(words: str) -> str:
    """Without spaces, and without the hyphens that PDFium writes where a line ends at one."""
    return re.sub(r"[\s\u00a0\u202f\ufffe\x02-]", "", words)


@pytest.fixture
def ask(demonstration_url: str):
    engine = open_engine(demonstration_url)
    yield lambda audience, query: explore_view(Answers(engine, Settings(), audience), query)
    engine.dispose()


def test_every_form_has_the_figures_of_the_page_under_random_filters(ask, request):
    chance = random.Random()  # noqa: S311 - of a test
    seen = set()
    in_a_turn = request.config.getoption(turns.OPTION) is not None
    for at in range(TIMES // 2 if in_a_turn else TIMES):
        query = "&".join(chance.sample(CHOICES, at % 4))
        audience = chance.choice([Audience.COMMITTEE, Audience.COORDINATOR])
        locale = chance.choice(list(Locale))
        asked = (query, audience, locale)
        answer = ask(audience, query)
        shown = page(answer, locale)
        seen |= set(shown.values())
        for form, read in TABLES.items():
            found = read(answer, locale)
            assert found.items() <= shown.items(), (form, asked)
            assert form == "API" or found == shown, (form, asked)
            assert {table for table, *_ in found} >= {table for table, *_ in shown} - {
                GRID,
                INDICATORS,
            }
        compare_curves(answer, locale)
        if answer.progress.delivered:
            for form, (write, has) in DOCUMENTS.items():
                said = solid(write(answer, locale))
                missing = [one for one in has(answer, locale) if solid(one) not in said]
                assert not missing, (form, asked)
    assert {"0", ".."} < seen


@pytest.mark.parametrize("audience", [Audience.COMMITTEE, Audience.COORDINATOR])
@pytest.mark.parametrize(
    ("query", "goes_on"),
    [
        ("", True),
        ("to=2014-12-31", True),
        ("language=fr", False),
        ("from=2015-01-01&to=2015-01-31", False),
    ],
)
def test_a_projection_is_of_the_whole_project_in_every_form(ask, audience, query, goes_on):
    answer = ask(audience, query)
    compare_curves(answer, Locale.FR)
    assert bool(brief(answer, Locale.FR).curve.key) == goes_on


def test_what_is_hidden_is_hidden_in_every_form(ask):
    """In demonstration data, the days of the week are hidden from the committee."""
    answer = ask(Audience.COMMITTEE, "")
    exact = ask(Audience.COORDINATOR, "")
    hidden = {place for place, value in page(answer, Locale.EN).items() if value == "x"}
    assert hidden
    for form, read in TABLES.items():
        found, true = read(answer, Locale.EN), read(exact, Locale.EN)
        assert {found[place] for place in hidden} == {"x"}, form
        assert "x" not in {true[place] for place in hidden}, form
    for form, (write, has) in DOCUMENTS.items():
        if has is not told:
            continue
        assert "Monday12xx" in solid(write(answer, Locale.EN)), form
        assert "Monday12xx" not in solid(write(exact, Locale.EN)), form
