from dataclasses import replace

import pytest

from dashboard.domain.progress.coverage import Combination, Coverage, CoverageLevel, Suggestion
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.sentences.progress import coverage as sentences
from tests.support.samples import VOCABULARY

SUGGESTION = Suggestion(
    language="fr",
    venue_type="shelter",
    empty=("12-14", "15-17"),
    thin=(),
    otherwise={},
    needed=2,
    planned=0,
    trained=0,
    youth=None,
)
COVERAGE = Coverage(
    filters=Filters(),
    minimum=2,
    languages=("en", "fr", "bilingual"),
    venue_types=("shelter", "high_school"),
    ages=("12-14", "15-17"),
    sessions={
        Combination("en", "shelter", "12-14"): 2,
        Combination("en", "shelter", "15-17"): 1,
        Combination("bilingual", "shelter", "15-17"): 9,
    },
    planned={},
    trained={"en": 10, "fr": 0},
)


def finding(locale=Locale.EN, **changes):
    return sentences.finding(replace(SUGGESTION, **changes), 2, VOCABULARY).say(locale)


def advice(locale=Locale.EN, **changes):
    return sentences.advice(replace(SUGGESTION, **changes), VOCABULARY).say(locale)


def test_the_summary_counts_combinations_in_languages_of_training():
    assert sentences.summary(COVERAGE).say(Locale.EN) == (
        "8 combinations of language, venue type and age group: 1 with enough sessions "
        "(2 or more), 1 with too few and 6 with none."
    )


def test_the_summary_says_what_the_filters_leave_aside():
    some = replace(COVERAGE, filters=Filters(language=("en",), age=("12-14",)))
    assert sentences.summary(some).say(Locale.EN) == (
        "2 combinations of language, venue type and age group: 1 with enough sessions "
        "(2 or more), 0 with too few and 1 with none. Dotted cells are outside the "
        "filters."
    )


@pytest.mark.parametrize("filters", [Filters(language=("bilingual",)), Filters(age=("unknown",))])
def test_filters_that_leave_no_gap_to_look_for_say_so(filters):
    none = replace(COVERAGE, filters=filters)
    assert "there are no gaps to look for" in sentences.summary(none).say(Locale.EN)


def test_a_gap_is_named_by_labels_that_need_no_grammar():
    assert finding() == "shelter: no session in French for ages 12 to 14 and 15 to 17."


def test_too_few_sessions_are_told_from_none():
    assert finding(empty=(), thin=("15-17",)) == (
        "shelter: fewer than 2 sessions in French for ages 15 to 17."
    )
    assert finding(empty=("12-14",), thin=("15-17",)) == (
        "shelter: no session in French for ages 12 to 14; fewer than 2 for ages 15 to 17."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Book 2 sessions. Nobody is trained in French yet."),
        (
            {"planned": 1, "trained": 1},
            "Book 1 more session (1 is already planned).",
        ),
        ({"planned": 2}, "Nothing to book: 2 sessions are planned there."),
        (
            {"trained": 3, "youth": 14},
            "Book 2 sessions. About 14 youth a session.",
        ),
        (
            {"otherwise": {"bilingual": ("15-17",)}},
            (
                "Book 2 sessions. Nobody is trained in French yet. Sessions "
                "marked “bilingual” did reach ages 15 to 17."
            ),
        ),
    ],
)
def test_advice_says_how_many_who_and_whom(changes, said):
    assert advice(**changes) == said


def test_each_level_has_a_word():
    assert [sentences.level(each).say(Locale.EN) for each in CoverageLevel] == [
        "none",
        "too few",
        "enough",
    ]


def test_a_cell_names_itself():
    said = sentences.cell("French", "shelter", "15 to 17").say(Locale.EN)
    assert said == "French, shelter, 15 to 17:"


def test_the_minimum_is_said_where_it_is_counted():
    assert "from 2 sessions on" in sentences.counting(VOCABULARY).say(Locale.EN)


def test_the_rule_of_the_order_names_when_it_changes():
    assert "While the project is behind" in sentences.ranking().say(Locale.EN)
