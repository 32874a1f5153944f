"""The last months in words, in both languages."""

from dataclasses import replace

import pytest

from dashboard.domain.progress.last_months import LastMonths, Monthly
from dashboard.i18n import Locale
from dashboard.sentences.progress.last_months import caption, line

YEAR = LastMonths(Monthly.YOUTH, "2014-04", "2015-03", tuple(range(12)))


@pytest.mark.parametrize(
    ("locale", "words"), [(Locale.EN, "Last 12 months"), (Locale.FR, "12 derniers mois")]
)
def test_the_caption_says_which_months_they_are(locale, words):
    assert caption(YEAR).say(locale) == words


@pytest.mark.parametrize(("hidden", "words"), [(1, "confidentiel)"), (2, "confidentiels)")])
def test_the_caption_counts_what_is_hidden_in_number(hidden, words):
    counts = (None,) * hidden + (3,) * (12 - hidden)
    assert caption(replace(YEAR, counts=counts)).say(Locale.FR).endswith(f"{hidden} {words}")


@pytest.mark.parametrize(
    ("of", "locale", "words"),
    [
        (Monthly.YOUTH, Locale.EN, "Youth participations a month, April 2014 to March 2015: 0."),
        (
            Monthly.FRENCH,
            Locale.FR,
            "Séances en français par mois (avril 2014 à mars 2015)\u00a0: 0.",
        ),
        (
            Monthly.TRAINED,
            Locale.EN,
            "People trained by the end of each month, April 2014 to March 2015: 0.",
        ),
    ],
)
def test_months_that_are_all_the_same_have_one_count(of, locale, words):
    assert line(replace(YEAR, of=of, counts=(0,) * 12)).say(locale) == words


def test_months_that_differ_have_the_least_and_the_most():
    assert line(YEAR).say(Locale.EN).endswith("March 2015: between 0 and 11.")


def test_no_count_follows_another_one_as_if_it_were_its_decimals():
    hidden = replace(YEAR, counts=(0,) * 7 + (None,) * 5)
    assert line(hidden).say(Locale.EN).endswith(": 0. Hidden to protect privacy (x): 5 months.")
