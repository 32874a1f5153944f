"""Gauges as SVG: whole without a style sheet, seen in grey, as large as their place."""

import re
from math import hypot
from xml.etree import ElementTree as ET

import pytest

from dashboard.figures.gauges import Gauge, Stroke
from dashboard.figures.shapes import PENS, bar, bars, dial, plain_dial
from tests.support.colours import WHITE, contrast


def paths(gauge):
    return list(ET.fromstring(str(dial(gauge))))  # noqa: S314 - our own


def colour(stroke, *, pen=0):
    red, green, blue = bytes.fromhex(PENS[stroke][pen].colour[1:])
    return red, green, blue


def test_arcs_are_as_long_as_the_gauge_says():
    value = next(one for one in paths(Gauge(10, 37)) if one.get("class") == "dial__value")
    assert value.get("stroke-dasharray") == "27.03 200"
    assert value.get("d", "").startswith("M20 102 ")


def test_what_is_beyond_the_whole_begins_with_a_path_of_its_own():
    # a dash that began after an offset at the middle of the arc had a skewed edge in browsers
    beyond = next(p for p in paths(Gauge(2000, 1000, open=True)) if p.get("class") == "dial__over")
    assert beyond.get("d") == "M100 22 A80 80 0 0 1 180 102"
    assert (beyond.get("pathLength"), beyond.get("stroke-dasharray")) == ("50", "50 200")
    assert beyond.get("stroke-dashoffset") is None


def ends(path):
    """The two ends of a straight stroke."""
    found = re.fullmatch(r"M(\S+) (\S+) L(\S+) (\S+)", path.get("d"))
    across, down, far, deep = map(float, found.groups())
    return (across, down), (far, deep)


@pytest.mark.parametrize("shape", [dial, plain_dial])
@pytest.mark.parametrize("planned", [0, 3, 37, 50, 100])
def test_a_mark_is_a_straight_line_across_the_dial_with_nothing_of_it_below(shape, planned):
    """A line is as wide outside as inside; beside it and below it is clear space."""
    halo, mark = list(ET.fromstring(str(shape(Gauge(10, 100, planned)))))[-2:]  # noqa: S314 - our own
    inside, outside = (hypot(x - 100, 102 - y) for x, y in ends(mark))
    assert (inside, outside) == (pytest.approx(64.5, abs=0.02), pytest.approx(95.5, abs=0.02))
    room = float(halo.get("stroke-width")) / 2
    assert room > float(mark.get("stroke-width"))
    if planned in {0, 100}:
        assert min(y for _, y in ends(halo)) + room > 102


def test_what_tells_something_has_enough_contrast_with_what_it_lies_on():
    assert contrast(colour(Stroke.MARK), colour(Stroke.HALO)) >= 3
    assert contrast(colour(Stroke.TRACK), WHITE) >= 3
    assert contrast(colour(Stroke.OVER), colour(Stroke.VALUE)) >= 3
    assert contrast(colour(Stroke.VALUE), colour(Stroke.TRACK, pen=1)) >= 3


def test_a_dial_is_for_the_eye_and_grows_with_its_place():
    root = ET.fromstring(str(dial(Gauge(1, 2))))  # noqa: S314 - our own
    assert (root.get("aria-hidden"), root.get("viewBox")) == ("true", "0 0 200 104")
    assert not re.search("<text|style=|href", str(dial(Gauge(1, 2))))


def test_a_bar_of_nobody_is_its_track_and_a_hidden_one_is_none():
    assert 'class="bar__value" width="0%"' in str(bar(0, 0))
    assert str(bar(None, 10)) == ""
    assert 'class="bar__value" width="33.33%"' in str(bar(1, 3))


def test_bars_are_parts_of_the_longest():
    assert bars([4, None, 1]) == [bar(4, 4), "", bar(1, 4)]
