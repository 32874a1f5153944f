"""Gauges as SVG: whole without a style sheet, seen in grey, as large as their place."""

import re
from xml.etree import ElementTree as ET

from dashboard.figures.gauges import Gauge, Stroke
from dashboard.figures.shapes import PENS, bar, bars, dial
from tests.support.colours import WHITE, contrast


def paths(gauge):
    return list(ET.fromstring(str(dial(gauge))))  # noqa: S314 - our own


def colour(stroke, *, pen=0):
    red, green, blue = bytes.fromhex(PENS[stroke][pen].colour[1:])
    return red, green, blue


def test_arcs_are_as_long_as_the_gauge_says():
    value = next(one for one in paths(Gauge(10, 37)) if one.get("class") == "dial__value")
    assert value.get("stroke-dasharray") == "27.03 200"
    assert value.get("stroke-dashoffset") == "0"


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
