from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.pace.pace import Recent
from dashboard.domain.progress.progress import YouthReached
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Locale
from dashboard.sentences.pace.pace import (
    definition,
    finding,
    key,
    lately,
    need,
    numbers,
    pace_sentences,
    paces,
    paragraphs,
    silence,
    standing,
    whole_project,
)
from tests.support.pace import TARGET, YOUTH, pace, so_far
from tests.support.samples import VOCABULARY

REACHED = sum(YOUTH)


def said(sentence):
    return sentence.say(Locale.EN) if sentence else None


def test_what_is_needed_is_said_by_month():
    assert said(need(pace())) == (
        "To reach 1,000 by June\u00a030, 2015, 55 youth participations a month are needed."
    )


def test_in_the_last_month_the_days_are_counted():
    late = pace(as_of=date(2015, 6, 18))
    assert said(need(late)) == (
        f"To reach 1,000 by June\u00a030, 2015, {1000 - REACHED} more youth participations are "
        "needed (12 days left)."
    )


def test_a_day_that_has_passed_is_said_with_what_is_missing():
    late = pace(so_far((*YOUTH, 999 - REACHED)), as_of=date(2015, 7, 1))
    assert said(need(late)) == (
        "The target of 1,000 was due on June\u00a030, 2015; 1 youth participation is missing."
    )


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (so_far((400, 500, 200)), "The target of 1,000 was reached in November 2013."),
        (so_far((None, None, 40), total=1200), "The target of 1,000 is reached."),
        (so_far(target=None), "No target is in force."),
        (
            replace(so_far(), youth=YouthReached(None, TARGET, None, None, None)),
            (
                "The number of youth participations is hidden to protect privacy (x), "
                "and so is the pace that the target needs."
            ),
        ),
    ],
    ids=["reached", "reached behind hidden months", "no target", "hidden"],
)
def test_where_nothing_is_needed_or_known_that_is_said(progress, words):
    assert said(need(pace(progress))) == words


@pytest.mark.parametrize(
    ("recent", "words"),
    [
        (Recent(3, Decimal("47.5")), "Average of the last 3 full months: 48 a month."),
        (Recent(1, Decimal(20)), "Last full month: 20."),
        (Recent(3, None), "The pace of the last months is hidden (x)."),
        (None, None),
    ],
)
def test_the_recent_pace_is_said_in_whole_numbers(recent, words):
    assert said(lately(recent)) == words


def test_silence_comes_first_and_makes_the_projection_conditional():
    silent = pace(as_of=date(2015, 4, 15))
    assert said(silence(silent)) == "No session for 6 weeks."
    first, second, _ = map(said, paragraphs(silent, VOCABULARY))
    assert first.startswith("No session for 6 weeks. Status:")
    assert second.startswith("If sessions resume as before: about")


def test_without_silence_nothing_is_said_of_it():
    assert silence(pace()) is None
    assert said(paragraphs(pace(), VOCABULARY)[1]).startswith("Going by the sessions so far:")


def test_the_status_is_said_as_the_gauge_says_it():
    assert said(standing(pace(), VOCABULARY)) == (
        "Status: watch; target to February\u00a028, 2015: 817."
    )
    assert standing(pace(so_far(target=None)), VOCABULARY) is None


def test_a_few_numbers_say_it_all():
    found = pace()
    last = found.usual.bands[-1]
    assert [(said(words), said(value)) for words, value in numbers(found)] == [
        ("Average a month", "47"),
        ("Needed a month", "55"),
        ("Projected by June\u00a030, 2015", f"{last.median:,}"),
        ("Chance of 1,000 by then", f"{round(100 * found.usual.chance)}%"),
    ]
    assert [said(words) for words, _ in paces(found)] == [
        "Average a month",
        "Needed a month",
    ]


def test_numbers_that_are_not_known_are_left_out_and_hidden_ones_are_an_x():
    reached = pace(so_far((*YOUTH[:-1], 500)))
    assert [said(words) for words, *_ in numbers(reached)] == ["Projected by June\u00a030, 2015"]
    hidden = pace(so_far((*YOUTH[:-1], None), total=REACHED))
    assert {said(w): said(v) for w, v in numbers(hidden)}["Average a month"] == "x"


@pytest.mark.parametrize(
    ("filters", "is_said"),
    [
        (Filters(), False),
        (Filters(end=date(2015, 1, 31)), False),
        (Filters(period=Period.parse("project")), False),
        (Filters(language=("fr",)), True),
        (Filters(start=date(2014, 1, 1)), True),
        (Filters(period=Period.parse("2014-15")), True),
    ],
)
def test_filters_that_do_not_count_here_are_told(filters, is_said):
    assert (whole_project(filters) is not None) == is_said


def test_the_api_has_all_of_it():
    found = pace_sentences(pace(), Filters(language=("fr",)), VOCABULARY, Locale.EN)
    assert found["pace"] == said(finding(pace(), VOCABULARY))
    assert found["what_if"] is None
    assert found["scope"].startswith("Whole project.")


def test_the_definition_states_the_method_and_the_minimums():
    words = said(definition(VOCABULARY))
    assert "in 1,000 simulations" in words
    assert "6 full months and 12 delivered sessions" in words


def test_the_pace_is_said_in_french():
    french = finding(pace(), VOCABULARY).say(Locale.FR)
    assert (
        "Pour atteindre 1\u00a0000 d’ici au 30\u00a0juin 2015, il faut 55 participations" in french
    )
    assert "Chances d’atteindre la cible d’ici au 30\u00a0juin 2015\u00a0:" in french


def test_the_bands_are_said_as_what_they_hold():
    found = key(pace())
    assert found.say(Locale.EN) == (
        "Likely totals: 5 in 10 fall in the dark band, 8 in 10 in the light band."
    )
    assert found.say(Locale.FR) == (
        "Totaux probables\u00a0: 5 sur 10 se situent dans la bande foncée, 8 sur 10 dans la bande "
        "claire."
    )
