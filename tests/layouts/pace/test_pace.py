from datetime import date

import pytest

from dashboard.domain.progress.scenario import NAMES, Scenario
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from layouts.pace import pace as layout
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.pace import pace, so_far
from tests.support.samples import VOCABULARY

SCENARIO = Scenario(2, "discussion", "fr", "shelter")


def drawn(found=None, filters=None, locale=Locale.EN):
    return layout.parts(found or pace(), filters or Filters(), VOCABULARY, locale)


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_card(locale):
    card = layout.card(locale, VOCABULARY)
    shown = drawn(pace(scenario=SCENARIO), locale=locale)
    assert {*shown["parts"], *shown["tables"], *shown["figures"]} <= set(ids(card))
    assert len(ids(card)) == len(set(ids(card)))


def test_the_planner_is_native_controls_that_know_what_they_set():
    card = layout.card(Locale.EN, VOCABULARY)
    selects = [node for node in walk(card) if type(node).__name__ == "Select"]
    number = drawn()["parts"][slot("pace", "add")]["props"]
    fields = [number["data-field"], *(getattr(one, "data-field") for one in selects)]
    assert fields == list(NAMES)
    labelled = {node.htmlFor for node in walk(card) if type(node).__name__ == "Label"}
    assert labelled == {number["id"], *(one.id for one in selects)}
    defaults = [getattr(one, "data-default") for one in selects]
    assert defaults == ["information_forum", "en", "shelter"]


def test_what_a_scenario_does_is_heard():
    card = layout.card(Locale.EN, VOCABULARY)
    place = next(n for n in walk(card) if getattr(n, "id", "") == slot("pace", "what-if"))
    assert place.role == "status"
    assert drawn()["parts"][place.id] is None
    assert "2 more sessions" in drawn(pace(scenario=SCENARIO))["parts"][place.id]


def test_filters_that_do_not_count_are_told_beside_the_numbers():
    assert drawn()["parts"][slot("pace", "scope")] is None
    told = drawn(filters=Filters(language=("fr",)))["parts"][slot("pace", "scope")]
    assert "Whole project" in told


def test_a_pace_that_is_withheld_leaves_a_way_to_it_and_no_number():
    filters = Filters(language=("fr",), end=date(2015, 1, 31))
    shown = layout.parts(None, filters, VOCABULARY, Locale.EN)
    said, way = shown["parts"].pop(slot("pace", "scope"))
    assert "hidden to protect privacy (x)" in said
    assert way.href == "/en/explore?to=2015-01-31"
    assert not any(shown["parts"].values())
    assert shown["figures"][slot("pace", "figure")]["data"] == []


def test_what_is_withheld_empties_all_that_was_drawn():
    shown, withheld = drawn(), layout.parts(None, Filters(), VOCABULARY, Locale.EN)
    places = {place for kind in ("parts", "tables", "figures") for place in shown[kind]}
    emptied = {place for kind in ("parts", "tables", "figures") for place in withheld[kind]}
    assert places - emptied == {slot("pace", "add")}


def test_the_numbers_stand_before_the_sentences():
    parts = drawn()["parts"]
    assert "Pace needed, a month 55" in words(parts[slot("pace", "numbers")])
    assert "To reach 1,000" in words(parts[slot("pace", "sentence")])


def test_when_it_is_too_early_the_card_says_so():
    early = drawn(pace(so_far((20, 30))))
    assert "too early" in words(early["parts"][slot("pace", "sentence")])
