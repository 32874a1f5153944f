"""The grid of who has not been reached: its cells, what each opens, and what to book next."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.domain.progress.coverage import Combination, Coverage, suggestions
from dashboard.domain.sessions import options as session_options
from dashboard.domain.sessions.options import SessionOptions, day_to_book
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from layouts import explore_view
from layouts.progress import booking, grid
from layouts.shared.cells import tables
from layouts.shared.drawing import merged, slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import PROGRESS, VOCABULARY, answer, reading

COVERAGE = Coverage(
    filters=Filters(),
    minimum=2,
    languages=("en", "fr", "bilingual"),
    venue_types=("shelter", "high_school"),
    ages=("12-14", "15-17"),
    sessions={Combination("fr", "shelter", "12-14"): 1, Combination("en", "shelter", "12-14"): 2},
    planned={("fr", "shelter"): 3},
    trained={"en": 10, "fr": 0},
)
SHELTER = "language=fr&venue_type=shelter&age=12-14"


def parts(filters=None, role=None, found=None, locale=Locale.EN):
    covered = replace(COVERAGE, filters=filters or Filters())
    every = suggestions(covered, PROGRESS, VOCABULARY) if found is None else found
    reader = Reader("someone", role) if role else None
    shown = answer(coverage=covered, suggestions=every, reading=reading(reader=reader))
    drawn = merged([grid.parts(shown, locale), booking.in_fold(shown, locale)])
    return drawn["parts"] | {place: tables(one) for place, one in drawn["grids"].items()}


def of_kind(tree, name):
    return [one for one in walk(tree) if type(one).__name__ == name]


def cells(filters=None):
    tree = parts(filters)[slot("grid", "cells")]
    return {getattr(one, "data-opens"): one for one in of_kind(tree, "Button")}


def said(tree):
    return " ".join(words(tree).split())


def test_a_cell_says_more_than_a_colour():
    assert said(cells()[SHELTER]) == "French, shelter, 12 to 14: 1 ◐ too few"
    empty = cells()["language=en&venue_type=high_school&age=15-17"]
    assert said(empty) == "English, high school, 15 to 17: 0 ○ none"


def test_the_names_of_cells_are_said_once_for_all_answers(monkeypatch):
    before = cells()
    monkeypatch.setattr(grid.sentences, "cell", None)  # saying one would fail
    assert cells(Filters(language=("fr",))) != before


def test_a_bilingual_cell_is_a_number_and_no_gap():
    found = cells()["language=bilingual&venue_type=shelter&age=12-14"]
    assert said(found) == "bilingual, shelter, 12 to 14: 0"


def test_cells_outside_the_filters_keep_their_numbers_and_say_so():
    found = cells(Filters(language=("fr",)))
    assert "outside the filters" in words(found["language=en&venue_type=shelter&age=12-14"])
    assert "outside" not in words(found[SHELTER])


def test_the_cell_that_the_filters_keep_alone_is_marked():
    found = cells(Filters(language=("fr",), age=("12-14",), venue_type=("shelter",)))
    assert [key for key, one in found.items() if "chosen" in one.className] == [SHELTER]


def test_the_grids_are_one_stop_for_tab():
    assert [one.tabIndex for one in cells().values()] == ["0", *["-1"] * 11]


def test_the_choice_of_a_grid_says_how_many_gaps_each_has():
    drawn = parts()
    found = [said(drawn[slot("grid", f"lacks-{one}")]) for one in ("en", "fr", "bilingual")]
    assert found == ["3 (3 gaps)", "4 (4 gaps)", ""]
    assert said(parts(Filters(age=("15-17",)))[slot("grid", "lacks-en")]) == "2 (2 gaps)"


def test_the_signs_say_how_many_cells_each_stands_for():
    for_ears, for_eyes = parts()[slot("grid", "sentence")]
    assert words(for_ears).startswith("8 combinations of language, venue type and age group: ")
    assert words(for_eyes) == "○ 6 with none · ◐ 1 with too few · ● 1 with enough"
    _, some = parts(Filters(age=("15-17",)))[slot("grid", "sentence")]
    assert words(some).endswith(" · ┄ outside the filters")
    nothing = parts(Filters(age=("unknown",)))[slot("grid", "sentence")]
    assert nothing.startswith("These filters leave no language")


@pytest.mark.parametrize("language", ["fr", "bilingual"])
def test_a_phone_begins_with_a_grid_that_the_filters_keep(language):
    section = grid.section(Locale.EN, VOCABULARY, Filters(language=(language,)), records=False)
    radios = [one for one in walk(section) if getattr(one, "type", None) == "radio"]
    assert [one.value for one in radios if one.checked] == [language]


def test_the_best_three_stand_first_and_the_others_in_a_fold():
    drawn = parts()
    best = of_kind(drawn[slot("grid", "best")], "Li")
    assert words(best[0]).startswith("High school: no session in English for ages 12 to 14 and")
    every = suggestions(COVERAGE, PROGRESS, VOCABULARY)
    others = of_kind(drawn[slot("grid", "others")], "Li")
    assert (len(best), len(others)) == (3, len(every) - 3)
    assert words(parts(found=())[slot("grid", "best")]) == "No gaps left to close."
    assert set(drawn) <= set(ids(grid.section(Locale.FR, VOCABULARY, Filters(), records=True)))


def test_what_can_be_done_about_a_gap_is_said_on_its_buttons():
    def ways(role):
        best = parts(role=role)[slot("grid", "best")]
        first = of_kind(best, "Li")[0]
        return [words(one) for kind in ("Button", "A") for one in of_kind(first, kind)]

    assert ways(Role.COMMITTEE) == ["Filter by high school and English"]
    assert ways(Role.COORDINATOR) == ["Filter by high school and English", "Book a session"]


def of_shelters(tree):
    return [one for one in walk(tree) if getattr(one, "data-advice", "") == "fr shelter"]


def advice(filters=None, role=None):
    return parts(filters, role)[slot("grid", "advice")]


def test_a_cell_opens_what_is_known_of_booking_there():
    (found,) = of_shelters(advice())
    facts = [words(one) for one in of_kind(found, "Li")]
    assert facts == ["3 sessions are planned.", "0 people are trained in this language."]


def test_advice_is_made_once_for_the_same_facts():
    (first,), (second,) = (of_shelters(advice(Filters(age=(age,)))) for age in ("12-14", "15-17"))
    assert first is second


@pytest.mark.parametrize(("role", "ways"), [(None, 0), (Role.COMMITTEE, 0), (Role.COORDINATOR, 1)])
def test_only_who_records_sessions_is_offered_to_book_one(role, ways):
    reader = Reader("someone", role) if role else None
    links = of_kind(of_shelters(explore_view.cards(Locale.EN, reading(reader=reader))), "A")
    assert len(links) == ways
    for link in links:
        assert dict(parse_qsl(urlsplit(link.href).query)) == {
            "book_language": "fr",
            "book_venue_type": "shelter",
        }


def test_a_change_of_filters_does_not_send_the_ways_to_the_form_again():
    assert not of_kind(advice(role=Role.COORDINATOR), "A")


def test_codes_of_a_session_to_book_that_nobody_knows_are_left_out_and_told():
    given = session_options.parse("book_language=fr&book_venue_type=<b>")
    found, problems = session_options.known(given, VOCABULARY)
    assert found == SessionOptions(book_language="fr")
    assert [(one.parameter, one.value) for one in problems] == [("book_venue_type", "<b>")]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2015, 3, 25), date(2015, 4, 8)),
        (date(2015, 3, 28), date(2015, 4, 13)),
        (date(2015, 3, 29), date(2015, 4, 13)),
    ],
)
def test_a_day_to_book_is_two_weeks_on_and_no_weekend(today, day):
    assert day_to_book(today) == day


def test_what_is_planned_already_is_not_among_what_to_book():
    """Of the sample, sessions in French at shelters are planned; others have to be booked."""
    best, others = (words(parts()[slot("grid", name)]) for name in ("best", "others"))
    assert "Shelter: no session in French" in others
    assert "Nothing to book" not in best
    assert "Book 2 sessions." in best


def test_where_all_gaps_are_planned_nothing_is_to_book():
    planned = [one for one in suggestions(COVERAGE, PROGRESS, VOCABULARY) if not one.to_book]
    found = parts(found=tuple(planned))
    assert words(found[slot("grid", "best")]).startswith("Nothing to book: sessions are planned")
    assert "Shelter" in words(found[slot("grid", "others")])
