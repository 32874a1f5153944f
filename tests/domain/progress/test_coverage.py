"""What is empty, thin or covered, and in which order the next bookings are suggested."""

from dataclasses import replace

import pytest

from dashboard.domain.progress.coverage import (
    Combination,
    Coverage,
    CoverageLevel,
    is_behind,
    suggestions,
)
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.filters import Filters
from tests.support.samples import PROGRESS, VOCABULARY

SHELTER, SCHOOL = "shelter", "high_school"
COVERED = {
    Combination(language, venue_type, age): 2
    for language in ("en", "fr")
    for venue_type in (SHELTER, SCHOOL)
    for age in ("12-14", "15-17")
}
VISITED = PROGRESS.with_rows(
    by_venue_type=(BreakdownRow(SHELTER, 4, 20, 20), BreakdownRow(SCHOOL, 3, 92, 91))
)


def coverage(changes=None, **parts):
    """Everything at the minimum of two, but for these (language, venue type, age)."""
    sessions = COVERED | {Combination(*codes): n for codes, n in (changes or {}).items()}
    usual = Coverage(
        filters=Filters(),
        minimum=2,
        languages=("en", "fr", "bilingual"),
        venue_types=(SHELTER, SCHOOL),
        ages=("12-14", "15-17"),
        sessions=sessions,
        planned={},
        trained={"en": 10, "fr": 1},
    )
    return replace(usual, **parts)


def suggested(found, progress=VISITED):
    return suggestions(found, progress, VOCABULARY)


def order(found, progress=VISITED):
    return [(one.language, one.venue_type) for one in suggested(found, progress)]


def with_status(status):
    return replace(VISITED, youth=replace(VISITED.youth, status=status))


@pytest.mark.parametrize(
    ("sessions", "level"),
    [(0, CoverageLevel.EMPTY), (1, CoverageLevel.THIN), (2, CoverageLevel.COVERED)],
)
def test_a_combination_is_held_against_the_minimum(sessions, level):
    found = coverage({("fr", SHELTER, "15-17"): sessions})
    assert found.level(Combination("fr", SHELTER, "15-17")) is level


def test_nothing_is_suggested_where_all_is_covered():
    assert suggested(coverage()) == ()


def test_a_missing_bilingual_session_is_no_gap():
    assert coverage().count(Combination("bilingual", SHELTER, "12-14")) == 0
    assert suggested(coverage()) == ()


def test_one_suggestion_names_all_that_a_language_lacks_in_a_venue_type():
    (one,) = suggested(coverage({("fr", SHELTER, "12-14"): 0, ("fr", SHELTER, "15-17"): 1}))
    assert (one.language, one.venue_type) == ("fr", SHELTER)
    assert one.empty == ("12-14",)
    assert one.thin == ("15-17",)
    assert one.needed == one.to_book == 2
    assert one.trained == 1


def test_a_bilingual_session_that_reached_the_group_is_mentioned():
    (one,) = suggested(
        coverage(
            {
                ("fr", SHELTER, "12-14"): 0,
                ("fr", SHELTER, "15-17"): 0,
                ("bilingual", SHELTER, "15-17"): 3,
                ("bilingual", SCHOOL, "12-14"): 3,
            }
        )
    )
    assert one.otherwise == {"bilingual": ("15-17",)}


@pytest.mark.parametrize(("planned", "to_book"), [(0, 2), (1, 1), (2, 0), (5, 0)])
def test_planned_sessions_count_towards_closing_the_gap(planned, to_book):
    found = coverage({("fr", SHELTER, "12-14"): 0}, planned={("fr", SHELTER): planned})
    (one,) = suggested(found)
    assert (one.planned, one.to_book) == (planned, to_book)


@pytest.mark.parametrize(
    ("row", "youth"),
    [
        (BreakdownRow(SHELTER, 3, 22, 20), 7),
        (BreakdownRow(SHELTER, 2, 22, 20), None),
        (BreakdownRow(SHELTER, 3, None, None), None),
        (BreakdownRow(SCHOOL, 3, 22, 20), None),
    ],
)
def test_youth_a_session_is_unsaid_when_hidden_or_from_too_few(row, youth):
    (one,) = suggested(
        coverage({("fr", SHELTER, "12-14"): 0}), PROGRESS.with_rows(by_venue_type=(row,))
    )
    assert one.youth == youth


def test_filters_choose_among_the_combinations():
    found = coverage(
        {("fr", SHELTER, "12-14"): 0, ("en", SCHOOL, "15-17"): 0},
        filters=Filters(language=("fr",), age=("12-14", "unknown")),
    )
    assert order(found) == [("fr", SHELTER)]
    assert found.chosen == tuple(Combination("fr", t, "12-14") for t in (SHELTER, SCHOOL))
    assert len(found.combinations) == 12


# The order


def test_what_somebody_can_lead_comes_first():
    gaps = {("en", SCHOOL, "12-14"): 1, ("fr", SHELTER, "12-14"): 0}
    assert order(coverage(gaps)) == [("fr", SHELTER), ("en", SCHOOL)]
    assert order(coverage(gaps, trained={"en": 10, "fr": 0})) == [("en", SCHOOL), ("fr", SHELTER)]


def test_what_is_booked_already_comes_last():
    gaps = {("en", SCHOOL, "12-14"): 0, ("fr", SHELTER, "12-14"): 1}
    found = coverage(gaps, planned={("en", SCHOOL): 2}, trained={"en": 10, "fr": 0})
    assert order(found) == [("fr", SHELTER), ("en", SCHOOL)]


def test_more_empty_combinations_come_before_more_sessions_to_book():
    gaps = {
        ("en", SCHOOL, "12-14"): 0,
        ("fr", SHELTER, "12-14"): 0,
        ("fr", SHELTER, "15-17"): 0,
    }
    assert order(coverage(gaps, planned={("fr", SHELTER): 1})) == [("fr", SHELTER), ("en", SCHOOL)]


def test_more_sessions_to_book_come_before_more_youth_unless_the_project_is_behind():
    gaps = {("fr", SHELTER, "12-14"): 0, ("fr", SCHOOL, "12-14"): 0}
    found = coverage(gaps, planned={("fr", SCHOOL): 1})
    assert order(found, with_status("on_track")) == [("fr", SHELTER), ("fr", SCHOOL)]
    assert order(found, with_status(None)) == [("fr", SHELTER), ("fr", SCHOOL)]
    assert order(found, with_status("watch")) == [("fr", SCHOOL), ("fr", SHELTER)]
    assert order(found, with_status("behind")) == [("fr", SCHOOL), ("fr", SHELTER)]


def test_equal_gaps_stay_in_the_order_of_the_grid():
    gaps = {("fr", SHELTER, "12-14"): 1, ("en", SHELTER, "12-14"): 1}
    assert order(coverage(gaps)) == [("en", SHELTER), ("fr", SHELTER)]


def test_only_the_best_level_is_not_behind():
    levels = VOCABULARY.statuses.items
    assert [is_behind(code, levels) for code in ("on_track", "watch", "behind", None)] == [
        False,
        True,
        True,
        False,
    ]
