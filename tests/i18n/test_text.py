"""A text keeps its values until it is said, and says each by its kind."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Locale, Month, Percent, Text, plural, sequence, text
from dashboard.i18n.catalogues import translations
from dashboard.i18n.text import Days

EN, FR = Locale.EN, Locale.FR


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("as it is", "as it is", "as it is"),
        (1000, "1,000", "1\u00a0000"),
        (Decimal("2.5"), "2.5", "2,5"),
        (Percent(Decimal("27.0")), "27%", "27\u00a0%"),
        (date(2015, 3, 1), "March\u00a01, 2015", "1er\u00a0mars 2015"),
        (Month("2015-03"), "March 2015", "mars 2015"),
        (
            Days(date(2015, 3, 1), date(2015, 3, 4)),
            "March\u00a01 to 4, 2015",
            "du 1er au 4\u00a0mars 2015",
        ),
        (Term("shelter", "shelter", "refuge"), "shelter", "refuge"),
        ((Term("a", "one", "un"), Term("b", "two", "deux")), "one and two", "un et deux"),
        (Text("{n}", {"n": 1000}), "1,000", "1\u00a0000"),
    ],
)
def test_a_value_is_said_in_the_readers_form(value: object, english: str, french: str):
    message = Text("{value}", {"value": value})
    assert message.say(EN) == english
    assert message.say(FR) == french


def test_a_value_without_words_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match="float"):
        Text("{value}", {"value": 1.5}).say(EN)


def test_what_a_reader_typed_is_never_read_as_a_place():
    assert Text("{value}", {"value": "{0.__class__}"}).say(EN) == "{0.__class__}"


@pytest.mark.parametrize(("count", "said"), [(0, "0 ways"), (1, "1 way"), (1000, "1,000 ways")])
def test_english_has_one_way_and_two_ways(count: int, said: str):
    assert plural("{count} way", "{count} ways", count).say(EN) == said


@given(count=st.integers(0, 10**9), locale=st.sampled_from(Locale))
def test_the_form_for_a_count_is_that_of_the_catalogue(count: int, locale: Locale):
    forms = "{count} session", "{count} sessions"
    _, _, told = plural(*forms, count).say(locale).rpartition(" ")
    assert told == translations(locale).ngettext(*forms, count).rpartition(" ")[2]


def test_texts_follow_one_another_without_the_missing_ones():
    one, two = Text("One.", {}), Text("Two.", {})
    assert sequence(one, None, two).say(EN) == "One. Two."
    assert sequence(None, two) is two
    assert sequence(None, None).say(EN) == ""


def test_two_texts_with_the_same_words_are_equal_and_hashable():
    assert text("Some {words}", words="x") == text("Some {words}", words="x")
    assert len({text("Some {words}", words="x"), text("Some {words}", words="x")}) == 1
