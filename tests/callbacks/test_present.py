"""The meeting mode: five screens of what the page and the plan's view show."""

import re
from dataclasses import replace
from datetime import date

import pytest

from callbacks import explore
from dashboard.cards import Result, cards
from dashboard.cards.panels import MONTHS
from dashboard.domain.progress.options import SCREENS, ExploreOptions, parse
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Annotation, Decision, Term, Terms
from dashboard.figures.enlarged import TYPE
from dashboard.i18n import Locale
from layouts.progress.deciding import MOST_REVIEWED
from layouts.progress.screens import CURVE
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import HIDDEN, VOCABULARY, answer

PLACE = slot("present")


def shown(at=1, locale=Locale.EN, **parts):
    return explore.update_of(answer(options=ExploreOptions(present=at), **parts), locale)


def screens(drawn):
    return [one for one in walk(drawn["parts"][PLACE]) if getattr(one, "data-screen", "")]


@pytest.mark.parametrize(
    ("query", "screen"),
    [("", None), ("present", 1), ("present=", 1), ("present=3", 3), ("present=9", 1)],
)
def test_the_address_names_the_screen(query, screen):
    options, problems = parse(query, VOCABULARY)
    assert options.present == screen
    assert bool(problems) is (query == "present=9")


def test_what_is_chosen_is_read_back_from_the_address():
    options = ExploreOptions(present=4)
    assert parse(options.to_query(), VOCABULARY) == (options, ())


@pytest.mark.parametrize("locale", list(Locale))
def test_of_five_screens_one_is_open_and_each_has_one_heading(locale):
    found = screens(shown(3, locale))
    assert len(found) == SCREENS
    assert [not one.hidden for one in found] == [False, False, True, False, False]
    for one in found:
        assert [type(part).__name__ for part in walk(one)].count("H1") == 1


def test_outside_the_mode_nothing_of_it_is_drawn():
    drawn = explore.update_of(answer(), Locale.EN)
    assert drawn["parts"][PLACE] is None
    assert CURVE not in drawn["figures"]
    assert drawn["tab"] == "figures"
    assert shown()["tab"] == "present"


def test_all_ids_are_unique_with_the_screens_open():
    page = explore.page_of(answer(options=ExploreOptions(present=2)), Locale.EN)
    found = [str(one) for one in ids(page)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("progress", [answer().progress, HIDDEN])
def test_every_number_on_a_screen_stands_on_the_page_too(progress):
    given = answer(progress)
    page = explore.update_of(given, Locale.EN)
    known = set(re.findall(r"\d[\d,.]*", str(page)))
    options = replace(given, options=ExploreOptions(present=1))
    for one in screens(explore.update_of(options, Locale.EN)):
        said = words([part for part in one.children if "present__at" not in str(part)])
        numbers = {number.strip(",.") for number in re.findall(r"\d[\d,.]*", said)}
        assert numbers <= {number.strip(",.") for number in known}


def test_where_the_pace_is_withheld_the_screen_says_why_and_draws_the_months_alone():
    kept = replace(answer().progress, filters=Filters(language=("fr",)))
    drawn = shown(2, progress=kept, pace=None)
    of_curve = screens(drawn)[1]
    assert "to protect small counts" in words(of_curve)
    assert cards(Result(kept, VOCABULARY), Locale.EN)[MONTHS.code].sentence in words(of_curve)
    (way,) = [one for one in walk(of_curve) if words(one) == "Show the whole project"]
    assert way.href.endswith("?present=2")
    beside_the_pace = shown(2, progress=kept)["figures"][CURVE]
    assert drawn["figures"][CURVE] == beside_the_pace


def test_under_filters_the_curve_of_coordinators_is_drawn_and_told_without_the_pace():
    kept = replace(answer().progress, filters=Filters(language=("fr",)))
    drawn = shown(2, progress=kept)
    said = str(screens(drawn)[1])
    months = cards(Result(kept, VOCABULARY), Locale.EN)[MONTHS.code]
    assert months.sentence in said
    assert "The curve follows your filters; the pace does not." in said
    whole = shown(2)["figures"][CURVE]["data"]
    assert len(drawn["figures"][CURVE]["data"]) < len(whole)


def test_an_empty_answer_leaves_the_screens_open():
    nothing = replace(answer().progress, delivered=0)
    drawn = explore.update_of(answer(nothing, options=ExploreOptions(present=1)), Locale.EN)
    assert not drawn["empty"]


@pytest.mark.parametrize("locale", list(Locale))
def test_what_has_a_number_in_the_curve_is_told_beside_it(locale):
    happened = Annotation("a", "School strike", "Grève scolaire", date(2015, 3, 2))
    known = replace(VOCABULARY, annotations=Terms((happened,)))
    found = answer()
    found = replace(found, reading=replace(found.reading, vocabulary=known))
    drawn = explore.update_of(replace(found, options=ExploreOptions(present=2)), locale)
    of_curve = screens(drawn)[1]
    assert happened.label(locale) in words(of_curve)


def test_the_curve_has_one_large_type_and_fills_its_place():
    layout = shown(2, Locale.FR)["figures"][CURVE]["layout"]
    assert layout["font"]["size"] == TYPE
    assert "height" not in layout
    assert layout["annotations"]
    assert not [note for note in layout["annotations"] if "size" in note.get("font", {})]
    axes = [axis for name, axis in layout.items() if "axis" in name]
    assert not [axis for axis in axes if "size" in axis.get("tickfont", {})]


def last_screen(found, locale=Locale.EN):
    options = replace(found, options=ExploreOptions(present=SCREENS))
    return screens(explore.update_of(options, locale))[-1]


def decision(number, state="open"):
    label, owner, day = f"Book {number}", Term("", "", ""), date(2015, 3, number)
    return Decision(str(number), label, label, day, "", owner, None, state)


@pytest.mark.parametrize("number", [1, 3, 5])
def test_the_last_screen_goes_through_what_was_decided_earlier(number):
    decisions = [decision(9, "done"), *map(decision, range(1, number + 1))]
    found = answer()
    known = replace(found.reading.vocabulary, decisions=Terms(tuple(decisions)))
    said = words(last_screen(replace(found, reading=replace(found.reading, vocabulary=known))))
    assert "Decided earlier" in said
    named = [str(n) for n in range(1, min(number, MOST_REVIEWED) + 1)]
    assert re.findall(r"Book (\d) \(", said) == named
    left = number - MOST_REVIEWED
    assert (f"{left} more open decisions are in the dashboard" in said) is (left > 0)


def test_a_screen_without_anything_to_decide_says_so():
    found = answer()
    facts = found.headline.facts
    facts = replace(facts, capacity=replace(facts.capacity, outlooks=()))
    calm = replace(found.headline, urgent=(), facts=facts)
    said = words(last_screen(replace(found, headline=calm, suggestions=())))
    assert "These figures call for no decision." in said


def test_the_bar_says_which_filters_are_on_and_nothing_of_them_without():
    kept = Filters(language=("fr",))
    found = answer(options=ExploreOptions(present=1))
    filtered = replace(found, reading=replace(found.reading, filters=kept))
    said = words(explore.update_of(filtered, Locale.EN)["parts"][PLACE])
    assert "Language: French · Data as of" in said
    assert "Language: French" not in words(explore.update_of(found, Locale.EN)["parts"][PLACE])
