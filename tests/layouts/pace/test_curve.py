from dataclasses import replace
from datetime import date

import pytest

from dashboard.cards import EarlierResult, Result, card
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.options import CurveSpan, ExploreOptions
from dashboard.domain.progress.scenario import NAMES, Scenario
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Annotation, Terms
from dashboard.i18n import Locale
from layouts.pace import curve as layout
from layouts.shared.drawing import merged, slot
from tests.layouts.tree import ids, walk, words
from tests.support.figures import sent, whole
from tests.support.pace import pace, so_far
from tests.support.samples import VOCABULARY, reading

SCENARIO = Scenario(2, "discussion", "fr", "shelter")
FRENCH = Filters(language=("fr",), end=date(2015, 1, 31))
WHOLE = pace()


def drawn(found=WHOLE, filters=None, *, locale=Locale.EN, options=None, known=(), earlier=None):
    progress = replace(so_far(), filters=filters or Filters())
    terms = replace(VOCABULARY, annotations=Terms(known))
    months = card("by_month", Result(progress, terms, earlier=earlier), locale)
    chosen = options or ExploreOptions()
    shown = layout.parts(months, found, chosen, reading(vocabulary=terms), progress.filters)
    return merged([shown, layout.in_folds(months, found, chosen)])


def part(name, drawing):
    return drawing["parts"][slot("curve", name)]


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_section(locale):
    section = layout.section(locale, VOCABULARY, Filters())
    shown = drawn(pace(scenario=SCENARIO), locale=locale)
    assert {*shown["parts"], *shown["tables"], *shown["figures"]} <= set(ids(section))
    assert len(ids(section)) == len(set(ids(section)))
    assert section.id == "curve"


def test_the_answer_comes_first_and_few_numbers_beside_the_curve():
    assert words(part("sentence", drawn())).startswith(
        "Probably not: going by the sessions so far, about 975"
    )
    said = words(part("numbers", drawn()))
    assert said == "Average a month 47 Needed a month 55"
    assert "Status: watch" in words(part("more", drawn()))


def test_the_planner_is_native_controls_that_know_what_they_set():
    section = layout.section(Locale.EN, VOCABULARY, Filters())
    selects = [node for node in walk(section) if type(node).__name__ == "Select"]
    slider, number = (one["props"] for one in part("add", drawn()))
    assert (slider["type"], number["type"]) == ("range", "number")
    fields = [slider["data-field"], *(getattr(one, "data-field") for one in selects)]
    assert fields == list(NAMES)
    assert number["data-field"] == slider["data-field"]
    labelled = {node.htmlFor for node in walk(section) if type(node).__name__ == "Label"}
    assert labelled == {slider["id"], *(one.id for one in selects)}
    assert number["aria-label"] == "Extra sessions a month"


def test_what_a_scenario_does_is_heard():
    section = layout.section(Locale.EN, VOCABULARY, Filters())
    place = next(n for n in walk(section) if getattr(n, "id", "") == slot("curve", "what-if"))
    assert place.role == "status"
    assert drawn()["parts"][place.id] is None
    assert "2 more sessions" in drawn(pace(scenario=SCENARIO))["parts"][place.id]


def test_controls_are_drawn_once_so_that_a_slider_that_moves_stays():
    assert part("add", drawn()) == part("add", drawn(pace(scenario=SCENARIO)))


# Twelve months, or all


def test_two_links_choose_how_many_months_are_shown():
    filters = Filters(end=date(2015, 2, 28))
    options = ExploreOptions(scenario=SCENARIO)
    year, whole = part("span", drawn(filters=filters, options=options)).children
    assert year.href == f"/en/explore?to=2015-02-28&{SCENARIO.to_query()}&span=12"
    assert whole.href == f"/en/explore?to=2015-02-28&{SCENARIO.to_query()}"
    assert not hasattr(year, "aria-current")
    assert getattr(whole, "aria-current") == "true"


@pytest.mark.parametrize(("span", "months"), [(CurveSpan.YEAR, 12), (CurveSpan.WHOLE, 18)])
def test_the_curve_begins_with_the_months_chosen_and_the_table_has_all(span, months):
    shown = drawn(options=ExploreOptions(span=span))
    columns = next(
        one
        for one in whole(sent(shown["figures"][slot("curve", "figure")]))["data"]
        if one["type"] == "bar"
    )
    assert len(columns["y"]) == months
    assert len(shown["tables"][slot("curve", "table")]["rows"]) == 18


def test_a_short_project_offers_no_choice():
    few = replace(so_far((20, 30)), filters=Filters())
    months = card("by_month", Result(few, VOCABULARY), Locale.EN)
    assert (
        part("span", layout.parts(months, pace(few), ExploreOptions(), reading(), Filters()))
        is None
    )


# Under filters


def scatters(shown):
    return [
        one for one in shown["figures"][slot("curve", "figure")]["data"] if one["type"] == "scatter"
    ]


def test_a_pace_that_is_withheld_leaves_the_filtered_months_and_a_way_to_the_whole():
    shown = drawn(None, FRENCH)
    why, way = part("scope", shown)
    assert "small counts (x)" in why
    assert way.href == "/en/explore?to=2015-01-31"
    assert len(scatters(shown)) == 1
    assert part("sentence", shown).startswith("780 youth participations")
    for name in ("numbers", "what-if", "more", "key"):
        assert part(name, shown) is None
    assert shown["tables"][slot("curve", "ahead")] is None


def test_who_sees_every_count_reads_the_pace_beside_the_filtered_months():
    shown = drawn(filters=FRENCH)
    assert "the pace does not" in part("scope", shown)[0]
    assert len(scatters(shown)) == 1
    assert "Average a month" in words(part("numbers", shown))
    assert shown["tables"][slot("curve", "ahead")]["caption"] == "What may come"


def test_without_filters_nothing_is_said_of_them():
    assert part("scope", drawn()) is None
    assert part("scope", drawn(filters=Filters(end=date(2015, 2, 28)))) is None


def test_an_earlier_period_is_drawn_in_place_of_plan_and_span():
    quarter = Filters(start=date(2015, 1, 1), end=date(2015, 2, 28))
    before = replace(so_far(), filters=Filters(start=date(2014, 11, 1), end=date(2014, 12, 31)))
    earlier = EarlierResult(ComparisonPeriod.PREVIOUS, before)
    shown = drawn(None, quarter, earlier=earlier)
    assert [one["line"]["dash"] for one in scatters(shown)] == ["dot", "solid"]
    assert part("span", shown) is None
    assert "Total then" in shown["tables"][slot("curve", "table")]["headings"]


# Tables and annotations


def test_a_month_of_the_table_is_a_query_and_no_nested_button():
    months = drawn()["tables"][slot("curve", "table")]
    assert months["headings"] == ["Month", "Youth", "Total so far", "Plan"]
    assert months["rows"][-1] == ["2015-02", "64", "780", "817"]
    assert months["toggles"][-1] == "from=2015-02-01&to=2015-02-28"
    assert len(months["toggles"]) == len(months["rows"]) == 18


def test_annotations_stand_in_words_under_the_curve_and_in_its_table():
    strike = Annotation("a", "Strike {0}", "Grève {0}", date(2014, 9, 1))
    shown = drawn(known=(strike,), locale=Locale.FR)
    assert "Grève {0} (1er\u00a0septembre 2014)" in words(shown["parts"][slot("annotations")])
    months = shown["tables"][slot("curve", "table")]
    assert [row[0] for row in months["rows"] if "–" in row[0]] == ["2014-09 – Grève {0}"]


def test_when_it_is_too_early_the_answer_says_so():
    assert "too early" in words(part("sentence", drawn(pace(so_far((20, 30))))))
