from dataclasses import replace
from datetime import date

import pytest

from callbacks.explore import update_of
from dashboard.cards.panels import GAUGES, MULTIPLES
from dashboard.domain.progress.comparison import Comparison, ComparisonPeriod
from dashboard.domain.progress.progress import YouthReached
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from layouts.progress.compare import compare_field
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.support.samples import PROGRESS, answer

NOW = replace(PROGRESS, filters=Filters(start=date(2015, 2, 1), end=date(2015, 3, 25)))
BEFORE = replace(
    NOW,
    filters=Filters(start=date(2014, 12, 10), end=date(2015, 1, 31)),
    youth=YouthReached(1000, None, None, None, None),
).with_rows(by_month=())


def alone(locale=Locale.EN):
    return update_of(answer(NOW), locale)


def compared(earlier=BEFORE, locale=Locale.EN):
    shown = answer(NOW, comparison=Comparison(ComparisonPeriod.PREVIOUS, earlier))
    return update_of(shown, locale)


@pytest.mark.parametrize("name", [panel.code for panel in (*GAUGES, *MULTIPLES)])
def test_every_gauge_and_chart_says_how_it_differs(name):
    place = slot(name, "sentence")
    said, before = compared()["parts"][place], alone()["parts"][place]
    assert said.startswith(before)
    assert "the previous period" in said.removeprefix(before)


def test_every_chart_and_its_table_get_the_earlier_period():
    shown, before = compared(), alone()
    for panel in MULTIPLES:
        bars, table = slot(panel.code, "bars"), slot(panel.code, "table")
        assert shown["pictures"][bars].count("<text") > before["pictures"][bars].count("<text")
        assert shown["tables"][table] != before["tables"][table]


def test_a_comparison_says_which_bars_are_which():
    legend = slot("multiples", "legend")
    assert words(compared()["parts"][legend]).startswith("■ the period shown")
    assert alone()["parts"][legend] is None
    rows = compared()["parts"][slot("by_language", "rows")]
    assert len(rows.children) == len(PROGRESS.by_language)


def test_the_line_on_top_says_what_is_compared():
    assert compared()["parts"][slot("compared")] == (
        "Compared with the previous period (December\u00a010, 2014 to January\u00a031, 2015)."
    )


def test_with_nothing_to_compare_only_a_word_is_added():
    shown, before = compared(earlier=None), alone()
    said = slot("compared")
    assert "No earlier period can be compared" in shown["parts"][said]
    shown["parts"][said] = before["parts"][said]
    assert repr(shown) == repr(before)


def test_the_control_offers_no_comparison_first():
    options = [c for c in walk(compare_field(Locale.EN)) if type(c).__name__ == "Option"]
    assert [option.value for option in options] == ["", "previous", "year"]
    assert words(options[0]) == "No comparison"
