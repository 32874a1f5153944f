"""The panel of small multiples: what is chosen in it, and what it says."""

from dataclasses import replace

import pytest

from dashboard.cards import card
from dashboard.cards.panels import MULTIPLES
from dashboard.cards.result import Result
from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.options import ExploreOptions
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from layouts.progress import multiples
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import PROGRESS, VOCABULARY

EN, FR = Locale


def parts(progress=PROGRESS, number=BarNumber.PARTICIPATIONS, locale=EN):
    result = Result(progress, VOCABULARY, bars=number)
    return drawing(result, locale)["parts"]


def drawing(result, locale=EN):
    return multiples.parts([(bars, card(bars.code, result, locale)) for bars in MULTIPLES])


def of_kind(tree, name):
    return [one for one in walk(tree) if type(one).__name__ == name]


def test_each_panel_is_one_stop_for_tab_in_the_order_of_its_bars():
    toolbar = parts()[slot("by_venue_type", "rows")]
    buttons = of_kind(toolbar, "Button")
    assert getattr(toolbar, "data-arrows") == "button"
    assert [getattr(one, "aria-label").split(" (")[0] for one in buttons] == [
        "Filter by high school",
        "Filter by shelter",
    ]
    assert toolbar.role == "toolbar"
    assert toolbar.to_plotly_json()["props"]["aria-label"] == "By venue type"
    assert slot("by_weekday", "rows") not in parts()  # no filter keeps a day of the week


def test_a_bar_outside_the_selection_is_dimmed():
    chosen = parts(replace(PROGRESS, filters=Filters(language=("fr",))))
    buttons = of_kind(chosen[slot("by_language", "rows")], "Button")
    assert ["aside" in one.className for one in buttons] == [True, False, True]


def test_the_sentence_names_what_stands_out_and_where_nothing_is_to_be_seen():
    rows = (BreakdownRow("mon", 3, None, None), BreakdownRow("tue", 0, 0, 0))
    hidden = PROGRESS.with_rows(by_weekday=rows)
    place = slot("multiples", "sentence")
    assert parts(hidden)[place] == (
        "Most participations: English (900) and 12 to 14 (180). By day of the week: all "
        "hidden (x), see “Sessions”."
    )
    assert parts(hidden, BarNumber.SESSIONS)[place] == (
        "Most sessions: English (25), high school (36), 12 to 14 (30) and Monday (3)."
    )


@pytest.mark.parametrize("locale", Locale)
def test_what_bars_show_is_chosen_by_links_that_keep_all_else(locale):
    filters, options = Filters(language=("fr",)), ExploreOptions(bars=BarNumber.SESSIONS)
    links = of_kind(multiples.numbers(locale, filters, options), "A")
    assert [one.href.split("?")[1] for one in links] == [
        "language=fr",
        "language=fr&bars=sessions",
        "language=fr&bars=french_share",
    ]
    marked = [one.to_plotly_json()["props"].get("aria-current") for one in links]
    assert marked == [None, "true", None]
    for_the_script = [getattr(one, "data-keep") for one in links]
    assert for_the_script == ["", "bars=sessions", "bars=french_share"]


def test_a_filter_changes_the_bars_and_not_their_names():
    """So that the names are sent once."""
    filtered = replace(PROGRESS, filters=Filters(language=("fr",)))
    before, after = (drawing(Result(one, VOCABULARY))["pictures"] for one in (PROGRESS, filtered))
    changed = {place for place in after if after[place] != before[place]}
    assert changed == {slot("by_language", "bars")}  # which says what is filtered out
    assert slot("by_language", "names") in after


def test_there_is_a_place_for_each_bar_and_table():
    places = ids(multiples.section(FR, VOCABULARY, Filters()))
    for bars in MULTIPLES:
        assert {
            slot(bars.code, part) for part in ("bars", "names", "rows", "sentence", "table")
        } <= set(places)


def test_how_the_bars_are_counted_says_nothing_twice():
    said = words(multiples.section(Locale.EN, VOCABULARY, Filters()))
    assert said.count("All participations in delivered sessions") == 1
    assert said.count("Under an age filter") == 1
    assert "Each session counts on the day of the week on which it was held." in said
