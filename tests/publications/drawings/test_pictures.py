"""Pictures that stand alone hold the words and the numbers of their figures."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from dashboard.cards import Result, cards
from dashboard.domain.publications.trend import published_trend
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.figures import gauges
from dashboard.figures.cumulative import cumulative
from dashboard.figures.shapes import bar
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.drawings import pictures
from dashboard.publications.drawings.dials import Dial, dials
from dashboard.publications.drawings.preview import SIZE, preview
from dashboard.publications.pages.embeds.pictures import over_time
from dashboard.publications.pages.rendering import bars
from tests.support.publications import publication

SVG = "{http://www.w3.org/2000/svg}"
READING = OpenPublication(publication())
VOCABULARY = READING.vocabulary
PROGRESS = READING.answer(Filters(), Audience.PUBLIC).progress
CAPTION = pictures.Caption(
    "Youth <reached>", "1,333 youth participations & more.", "Data as of today", Locale.EN
)
DIAL = Dial("Youth", gauges.youth(PROGRESS.youth), "1,333", "of 1,000")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def words(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def test_a_picture_names_itself_to_those_who_hear_it():
    svg = pictures.gauge(CAPTION, DIAL)
    root = parsed(svg)
    assert root.get("role") == "img"
    assert root.get("lang") == "en-CA"
    assert root.find(f"{SVG}title").text == "Youth <reached>"
    assert root.find(f"{SVG}desc").text == CAPTION.sentence


def test_a_gauge_has_its_number_and_its_foot():
    svg = pictures.gauge(CAPTION, DIAL)
    assert {"1,333", "of 1,000", "Data as of today"} <= set(words(svg))


def test_a_picture_loads_nothing():
    svg = pictures.bars(CAPTION, [pictures.Bar("Shelter", "x", None)], "Participations")
    assert "href" not in svg
    assert "url(" not in svg
    assert "<script" not in svg


def test_no_word_leaves_the_paper():
    long = replace(CAPTION, sentence="participations " * 40)
    svg = pictures.bars(long, [], "Participations")
    assert max(len(line) for line in words(svg)) * 17 * 0.5 <= 600


def test_bars_are_as_long_as_their_counts():
    rows = [
        pictures.Bar("A", "100", 100),
        pictures.Bar("B", "25", 25),
        pictures.Bar("C", "x", None),
        pictures.Bar("D", "0", 0),
    ]
    found = list(parsed(pictures.bars(CAPTION, rows, "")).iter(f"{SVG}rect"))
    lengths = [float(one.get("width")) for one in found if one.get("class") == "bar__value"]
    assert lengths == [lengths[0], lengths[0] / 4, 0]
    assert lengths[0] > 200
    assert [one.get("class") for one in found].count("bar__track") == 3  # x is not 0


@pytest.mark.parametrize("locale", list(Locale))
def test_lines_break_where_a_month_is_hidden(locale: Locale):
    months = list(PROGRESS.by_month)
    months[4] = months[4]._replace(youth=None)
    progress = PROGRESS.with_rows(by_month=tuple(months))
    points = published_trend(progress)
    figure = cumulative(points, locale)
    svg = pictures.lines(CAPTION, figure)
    reached = [
        one for one in parsed(svg).iter(f"{SVG}polyline") if one.get("stroke-dasharray") is None
    ]
    assert [len(one.get("points").split()) for one in reached] == [4]


def test_months_whose_total_nobody_may_know_are_bars_of_youth():
    first, second, *others = PROGRESS.by_month
    hidden = second._replace(youth=None, youth_range=Interval(0, 20))
    progress = PROGRESS.with_rows(by_month=(first, hidden, *others))
    table, whole = (
        cards(Result(one, VOCABULARY), Locale.EN)["by_month"].table for one in (progress, PROGRESS)
    )
    svg = over_time(CAPTION, cumulative(published_trend(progress), Locale.EN), table)
    assert list(parsed(svg).iter(f"{SVG}polyline")) == []
    assert {"0 to 20", *(str(month.youth) for month in (first, *others))} <= set(words(svg))
    assert "Youth participations" in words(svg)
    known = cumulative(published_trend(PROGRESS), Locale.EN)
    assert list(parsed(over_time(CAPTION, known, whole)).iter(f"{SVG}polyline"))


def test_totals_end_before_the_first_hidden_month_whatever_the_whole_is():
    months = list(PROGRESS.by_month)
    months[4] = months[4]._replace(youth=None)
    points = published_trend(PROGRESS.with_rows(by_month=tuple(months)))
    assert [point.total is None for point in points[:6]] == [False] * 4 + [True] * 2
    assert all(point.total is None for point in points[4:])


def test_a_publication_without_months_has_an_empty_chart():
    svg = pictures.lines(CAPTION, cumulative((), Locale.FR))
    assert list(parsed(svg).iter(f"{SVG}polyline")) == []


def test_each_line_of_a_breakdown_has_a_bar_and_a_gauge_has_none():
    shown = cards(Result(PROGRESS, VOCABULARY), Locale.EN)
    table = shown["by_venue_type"].table
    most = max(line.cells[1].value for line in table.lines)
    assert bars(table) == [bar(line.cells[1].value, most) for line in table.lines]
    assert bars(shown["youth"].table) == []


def test_only_a_part_of_a_whole_is_drawn_as_a_dial():
    shown = cards(Result(PROGRESS, VOCABULARY), Locale.EN)
    assert [one.title for one in dials(shown.values())] == [
        shown[code].title for code in ("youth", "french_share", "age_groups")
    ]


def test_a_preview_has_the_size_that_sites_expect_and_is_always_the_same():
    gauge = gauges.youth(PROGRESS.youth)
    dials = [Dial("A very long name that needs smaller letters " * 2, gauge, "1,333", "of 1,000")]
    png = preview("Where we are today", "Data as of today", "", dials)
    assert Image.open(BytesIO(png)).size == SIZE
    assert png == preview("Where we are today", "Data as of today", "", dials)
    assert len(png) < 200_000
