"""A choice offers all of a few terms; of many, the first of those that are found."""

import pytest

from dashboard.domain.shared.offered import MOST, folded, offered, said
from dashboard.domain.shared.vocabulary import Term, Terms, Venue
from dashboard.i18n import Locale


def venues(number):
    return Terms(
        tuple(Venue(f"V{n:03}", f"School {n}", f"École {n}", "school") for n in range(number))
    )


def codes(some):
    return [term.code for term in some.terms]


def test_of_a_few_all_are_offered():
    some = offered(venues(MOST), Locale.EN)
    assert codes(some) == list(venues(MOST).codes)
    assert not some.is_part


def test_of_many_the_first_are_offered_and_whatever_is_chosen():
    some = offered(venues(MOST + 50), Locale.EN, chosen=("V003", "V140", "gone"))
    assert codes(some) == ["V140", *venues(MOST).codes]
    assert (some.shown, some.of, some.is_part) == (MOST, MOST + 50, True)


@pytest.mark.parametrize("wanted", ["ecole 140", "ÉCOLE 140", " v140 "])
def test_others_are_found_by_a_part_of_name_or_code_without_accents(wanted):
    some = offered(venues(MOST + 50), Locale.FR, chosen=("V149",), wanted=wanted)
    assert codes(some) == ["V149", "V140"]
    assert (some.shown, some.of, some.is_part) == (1, 1, False)


def test_what_stands_beside_a_term_is_searched_too():
    shelter = Venue("SH-1", "SH-1", "SH-1", "shelter")
    some = offered(Terms((shelter,)), Locale.FR, wanted="réfu", beside=lambda _: "Refuge")
    assert codes(some) == ["SH-1"]
    assert codes(offered(Terms((shelter,)), Locale.FR, wanted="refu")) == []


def test_a_venue_is_told_with_its_code_and_a_sensitive_one_by_it_alone():
    assert said(Venue("V1", "School", "École", "school"), Locale.FR) == "École (V1)"
    assert said(Venue("SH-1", "SH-1", "SH-1", "shelter"), Locale.FR) == "SH-1"
    assert said(Term("en", "english", "anglais"), Locale.FR) == "Anglais"


@pytest.mark.parametrize(("words", "letters"), [("Cœur Été", "coeur ete"), ("ABC", "abc")])
def test_words_are_found_whatever_their_accents_and_case(words, letters):
    assert folded(words) == letters
