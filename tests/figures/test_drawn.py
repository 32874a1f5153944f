"""The curve on paper has the lines, numbers and words of its figure."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from dashboard.domain.pace.pacing import PlannedGroup
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures.curve import Curve, curve
from dashboard.figures.drawn import drawn
from dashboard.i18n import Locale
from tests.support.pace import YOUTH, pace

SVG = "{http://www.w3.org/2000/svg}"
BOOKED = (PlannedGroup("2015-04", "discussion", "fr", "shelter", 3),)
FOUND = pace(booked=BOOKED, scenario=Scenario(5, "discussion", "fr", "shelter"))
SHOWN = Curve(FOUND.months, pace=FOUND)


def picture(shown=SHOWN, locale=Locale.EN):
    return ET.fromstring(drawn(curve(shown, locale), locale, 720))  # noqa: S314 - our own


def words(found):
    return [one.text for one in found.iter(f"{SVG}text")]


def points(element):
    return [tuple(map(float, one.split(","))) for one in element.get("points").split()]


@pytest.mark.parametrize("locale", Locale)
def test_all_words_of_the_figure_are_drawn(locale):
    figure = curve(SHOWN, locale)
    wanted = [
        part
        for one in (
            *(note["text"] for note in figure["layout"]["annotations"]),
            *figure["layout"]["xaxis"]["ticktext"],
        )
        for part in one.split("<br>")
    ]
    assert not [part for part in wanted if part not in words(picture(locale=locale))]


def test_the_line_of_an_event_leaves_room_for_the_name_of_the_columns():
    event = Annotation("a", "School strike", "Grève scolaire", FOUND.as_of)
    found = picture(replace(SHOWN, known=(event,)))
    name = next(one for one in found.iter(f"{SVG}text") if one.text.startswith("Youth part"))
    foot = float(name.get("y"))
    across = [one for one in found.iter(f"{SVG}line") if one.get("x1") == one.get("x2")]
    heights = [sorted((float(one.get("y1")), float(one.get("y2")))) for one in across]
    assert len(heights) == 2
    assert all(high < foot - 13 or low > foot for low, high in heights)


def test_the_total_rises_and_everything_is_on_the_picture():
    found = picture()
    *_, reached = found.iter(f"{SVG}polyline")
    heights = [y for _, y in points(reached)]
    assert heights == sorted(heights, reverse=True)
    assert len(heights) == len(YOUTH)
    width, height = (float(found.get(name)) for name in ("width", "height"))
    for line in (*found.iter(f"{SVG}polyline"), *found.iter(f"{SVG}polygon")):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points(line))


def test_a_column_is_as_high_as_its_month():
    columns = [
        float(one.get("height"))
        for one in picture().iter(f"{SVG}rect")
        if one.get("fill").startswith("#1f")
    ]
    ratios = {
        round(height / youth, 2) for height, youth in zip(columns, filter(None, YOUTH), strict=True)
    }
    assert len(ratios) == 1


def test_a_hidden_month_leaves_a_gap_and_says_x():
    months = list(FOUND.months)
    months[3] = months[3]._replace(youth=None, total=None)
    found = picture(Curve(tuple(months)))
    reached = [points(one) for one in found.iter(f"{SVG}polyline")]
    assert [len(line) for line in reached] == [3, len(months) - 4]
    assert words(found).count("x") == 1


def test_each_planned_session_is_a_ring_and_each_band_an_area():
    found = picture()
    assert sum(one.get("fill") == "none" for one in found.iter(f"{SVG}circle")) == 3
    assert len([*found.iter(f"{SVG}polygon")]) == 2


def test_numbers_beside_the_axis_are_round_and_in_the_language():
    beside = [
        one.text
        for one in picture(locale=Locale.FR).iter(f"{SVG}text")
        if one.get("text-anchor") == "end" and re.fullmatch(r"[\d\s\u202f\u00a0]+", one.text)
    ]
    assert "0" in beside
    assert len(beside) <= 7
