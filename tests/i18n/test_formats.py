"""Numbers, percents, dates and lists as Canadians write them."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import Locale, formats

EN, FR = Locale.EN, Locale.FR


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", "1\u00a0000"),
        (1234567, "1,234,567", "1\u00a0234\u00a0567"),
        (Decimal("27.3"), "27.3", "27,3"),
    ],
)
def test_thousands_are_set_apart(value: int | Decimal, english: str, french: str):
    assert formats.number(value, EN) == english
    assert formats.number(value, FR) == french


@given(value=st.integers(-(10**12), 10**12), locale=st.sampled_from(Locale))
def test_whole_numbers_are_those_of_babel(value: int, locale: Locale):
    assert formats.number(value, locale) == format_decimal(value, locale=locale.cldr)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("27.0", "27%", "27\u00a0%"),
        ("27.3", "27.3%", "27,3\u00a0%"),
        ("100.0", "100%", "100\u00a0%"),
        ("1180.0", "1,180%", "1\u00a0180\u00a0%"),
        ("0", "0%", "0\u00a0%"),
    ],
)
def test_a_percent_has_a_decimal_only_when_it_says_something(value: str, english: str, french: str):
    assert formats.percent(Decimal(value), EN) == english
    assert formats.percent(Decimal(value), FR) == french


@given(
    value=st.decimals(-(10**9), 10**9, places=1) | st.decimals(-(10**6), 10**6, places=3),
    locale=st.sampled_from(Locale),
)
def test_percents_are_those_of_babel(value: Decimal, locale: Locale):
    digits = format_decimal(value, format="#,##0.#", locale=locale.cldr)
    assert formats.percent(value, locale).removesuffix("%").rstrip("\u00a0") == digits


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2015, 3, 25), "March\u00a025, 2015", "25\u00a0mars 2015"),
        (date(2015, 3, 1), "March\u00a01, 2015", "1er\u00a0mars 2015"),
        (date(2014, 8, 11), "August\u00a011, 2014", "11\u00a0août 2014"),
        (date(2014, 12, 31), "December\u00a031, 2014", "31\u00a0décembre 2014"),
    ],
)
def test_a_date_in_a_sentence_is_written_out(day: date, english: str, french: str):
    assert formats.long_date(day, EN) == english
    assert formats.long_date(day, FR) == french


@given(st.dates(), st.sampled_from([EN, FR]))
def test_dates_are_those_of_babel(day: date, locale: Locale):
    found = formats.long_date(day, locale)
    spaced = found.replace("\u00a0", " ")
    assert spaced.replace("1er ", "1 ") == format_date(day, "long", locale=locale.cldr)
    assert found.startswith("1er\u00a0") == (locale is FR and day.day == 1)


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        (
            (2014, 12, 1),
            (2014, 12, 10),
            "December\u00a01 to 10, 2014",
            "du 1er au 10\u00a0décembre 2014",
        ),
        (
            (2014, 11, 28),
            (2014, 12, 1),
            "November\u00a028 to December\u00a01, 2014",
            "du 28\u00a0novembre au 1er\u00a0décembre 2014",
        ),
        (
            (2014, 12, 28),
            (2015, 12, 29),
            "December\u00a028, 2014 to December\u00a029, 2015",
            "du 28\u00a0décembre 2014 au 29\u00a0décembre 2015",
        ),
    ],
)
def test_what_two_days_share_is_written_once(first, last, english, french):
    assert formats.days(date(*first), date(*last), EN) == english
    assert formats.days(date(*first), date(*last), FR) == french


def test_months_of_a_quarter_are_written_as_a_stretch():
    assert formats.months("2014-10", "2014-12", EN) == "October to December 2014"
    assert formats.months("2014-10", "2014-12", FR) == "octobre à décembre 2014"
    assert formats.months("2014-10", "2015-03", EN) == "October 2014 to March 2015"
    assert formats.months("2014-10", "2015-03", FR) == "octobre 2014 à mars 2015"
    assert formats.months("2015-02", "2015-02", FR) == "février 2015"


def test_a_month_is_written_out_or_shortened():
    assert formats.month("2015-03", EN) == "March 2015"
    assert formats.month("2015-03", FR) == "mars 2015"
    assert formats.month("2015-02", FR, short=True) == "févr. 2015"


@pytest.mark.parametrize(
    ("parts", "english", "french"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A et B"),
        (["A", "B", "C"], "A, B and C", "A, B et C"),
    ],
)
def test_a_list_ends_with_and(parts: list[str], english: str, french: str):
    assert formats.listing(parts, EN).replace(", and", " and") == english
    assert formats.listing(parts, FR) == french


@given(parts=st.lists(st.text()), locale=st.sampled_from(Locale))
def test_lists_are_those_of_babel(parts: list[str], locale: Locale):
    assert formats.listing(parts, locale) == format_list(parts, locale=locale.cldr)


def test_a_hidden_count_is_an_x_and_a_zero_a_zero():
    assert formats.count(None, EN) == "x"
    assert formats.count(0, FR) == "0"
