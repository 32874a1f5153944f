from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.domain.progress.equity import Equity, Share
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import ComparisonShare, Term, Terms
from dashboard.i18n import Locale
from dashboard.sentences.progress import equity as sentences

FOUND = Equity(Filters(), Share(27, 100), Share(190, 1000), Share(1, 4))
OTTAWA = ComparisonShare(
    "ottawa",
    "Ottawa",
    "Ville d’Ottawa",
    percent=Decimal("15.4"),
    source=Term("ottawa", "a census", "un recensement"),
    year=2011,
)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({}, "27% of all sessions but 19% of participations are in French."),
        (
            {"facilitators": Share(0, 10)},
            (
                "27% of all sessions are in French, "
                "but 0% of trained facilitators are trained in French."
            ),
        ),
        (
            {"facilitators": Share(1, 2)},
            (
                "50% of trained facilitators are trained in French, "
                "but 19% of participations are in French."
            ),
        ),
        (
            {"participations": Share(None, 1000)},
            (
                "27% of all sessions are in French, "
                "but 25% of trained facilitators are trained in French."
            ),
        ),
        (
            {"participations": Share(27, 100), "facilitators": Share(0, 0)},
            "The French shares that are known do not differ: 27% of all sessions.",
        ),
        (
            {"sessions": Share(0, 0), "participations": Share(0, 0)},
            "Fewer than two of the shares are known: there is nothing to compare.",
        ),
    ],
)
def test_the_widest_difference_is_named(shares, said):
    assert sentences.finding(replace(FOUND, **shares)).say(Locale.EN) == said


def test_a_language_filter_is_said_to_decide_the_shares():
    filtered = replace(FOUND, filters=Filters(language=("fr",)))
    assert (
        sentences.finding(filtered)
        .say(Locale.EN)
        .endswith("This is the effect of the language filter.")
    )


def test_a_comparison_is_named_with_its_source_and_year():
    assert sentences.comparison(OTTAWA).say(Locale.EN) == "Ottawa (a census, 2011)"
    assert sentences.comparison(OTTAWA).say(Locale.FR).startswith("Ville d’Ottawa (un recensement")


def test_without_a_comparison_none_is_made_up():
    said = sentences.comparisons(Terms()).say(Locale.EN)
    assert said == "No benchmark has been entered yet."
    assert sentences.comparisons(Terms((OTTAWA,))) is None
