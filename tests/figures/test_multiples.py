"""Bars as SVG: where they lie, and that what is written in them is only written."""

import re
from dataclasses import replace

from dashboard.figures import theme
from dashboard.figures.multiples import BarScale, LabelledBar, Multiple, bars, names

ALONE = BarScale(longest=200, label=10, in_words=False, of_people=True, pairs=False)
PAIRS = BarScale(longest=200, label=10, in_words=False, of_people=False, pairs=True)
NOW = (LabelledBar(200, "200"), LabelledBar(None, "x"))
RECT = re.compile(r'<rect y="(\d+)" width="([\d.]+)%" height="(\d+)"')


def rects(multiple):
    return [tuple(map(float, found)) for found in RECT.findall(bars(multiple))]


def test_what_is_hidden_has_words_and_no_bar():
    drawn = bars(Multiple(("A", "B"), NOW, (None, None), ALONE))
    assert re.findall("<text[^>]*>([^<]*)", drawn) == ["200", "x"]
    ((_, share, _),) = RECT.findall(drawn)
    assert float(share) == 76.92  # there is room for the number after it
    assert theme.REACHED in drawn


def test_a_bar_of_the_earlier_period_lies_below_in_the_same_row_and_is_outlined():
    before = (LabelledBar(100, "100"), None)
    multiple = Multiple(("A", "B"), NOW, before, PAIRS)
    (top, now, height), (below, then, lower) = rects(multiple)
    assert top + height < below
    assert below + lower < PAIRS.row
    assert height > lower
    assert (now, then) == (76.92, 38.46)
    assert f'fill="{theme.TRACK}" stroke="{theme.SESSIONS}"' in bars(multiple)
    assert "stroke" not in bars(Multiple(("A", "B"), NOW, before, ALONE))


def test_names_have_lines_and_are_no_html():
    written = names(Multiple(("One\n<b>two</b>", "B"), NOW, (None, None), ALONE))
    lines = re.findall(r'y="(\d+)">([^<]*)', written)
    assert [words for _, words in lines] == ["One", "&lt;b&gt;two&lt;/b&gt;", "B"]
    assert [int(y) for y, _ in lines] == [11, 25, 44]
    assert 'height="52"' in written


def test_names_are_drawn_once_whatever_the_bars():
    scale, others = BarScale(9, 4, in_words=False, of_people=True, pairs=False), list(reversed(NOW))
    first = names(Multiple(["A", "Never drawn before"], NOW, [None, None], scale))
    assert names(Multiple(["A", "Never drawn before"], others, [None, None], scale)) is first
    wider = replace(scale, label=18)
    assert names(Multiple(["A", "Never drawn before"], NOW, [None, None], wider)) != first
