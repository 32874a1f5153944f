from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.progress import (
    BreakdownRow,
    Facilitators,
    FrenchShare,
    GroupReached,
    YouthReached,
)
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.sentences.progress import differences
from tests.sentences.progress.test_comparison import BEFORE, EARLIER
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

NB = "\u00a0"


def reached(count, **changes):
    youth = YouthReached(count, None, None, None, None)
    return replace(BEFORE, youth=youth, **changes)


def youth(now, then, locale=Locale.EN):
    said = differences.youth(reached(now), reached(then), ComparisonPeriod.PREVIOUS, VOCABULARY)
    return said.say(locale)


# Gauges


def test_more_participations_are_said_with_both_numbers_and_the_percent():
    assert youth(320, 280) == (
        f"40 more youth participations than in {EARLIER}: 320, up from 280 (14.3%)."
    )


def test_fewer_participations_are_said_too():
    assert youth(279, 280).startswith("1 fewer youth participation than in")


def test_as_many_participations_need_no_difference():
    assert youth(280, 280) == f"As many youth participations as in {EARLIER}: 280."


def test_nothing_before_has_no_percent():
    assert youth(320, 0).endswith("320, up from 0.")


@pytest.mark.parametrize(("now", "then"), [(None, 280), (280, None), (None, None)])
def test_a_number_hidden_on_either_side_hides_the_difference(now, then):
    assert youth(now, then) == (f"The difference from {EARLIER} is hidden to protect privacy (x).")


def test_the_difference_in_french():
    assert youth(1320, 320, Locale.FR) == (
        f"1{NB}000 participations de jeunes de plus que pendant la période précédente "
        f"(du 1er\u00a0octobre au 31\u00a0décembre 2014){NB}: 1{NB}320, contre 320 (312,5{NB}%)."
    )


def test_an_age_filter_without_youth_has_no_difference():
    others = replace(reached(0), filters=Filters(age=("unknown",)))
    assert differences.youth(others, reached(0), ComparisonPeriod.PREVIOUS, VOCABULARY) is None


def share(now, then, locale=Locale.EN):
    shown, before = reached(1, french_share=now), reached(1, french_share=then)
    return differences.french_share(shown, before, ComparisonPeriod.PREVIOUS).say(locale)


def percent(french, sessions, value):
    return FrenchShare(french, sessions, value and Decimal(value))


def test_shares_differ_in_percentage_points():
    assert share(percent(10, 37, "27.0"), percent(8, 34, "23.5")) == (
        f"3.5 percentage points higher than in {EARLIER}: the share was 23.5% (8 of 34)."
    )
    assert share(percent(1, 4, "25.0"), percent(1, 2, "50.0")).startswith(
        "25 percentage points lower than in"
    )


@pytest.mark.parametrize(
    ("now", "english", "french"),
    [
        ("50.5", "0.5 percentage points", "0,5 point de"),
        ("51.0", "1 percentage point higher", "1 point de"),
        ("51.5", "1.5 percentage points", "1,5 point de"),
        ("52.0", "2 percentage points", "2 points de"),
    ],
)
def test_points_agree_with_their_noun_as_each_language_wants(now, english, french):
    shares = percent(5, 9, now), percent(1, 2, "50.0")
    assert share(*shares).startswith(english)
    assert share(*shares, Locale.FR).startswith(french)


def test_equal_shares_and_missing_shares_have_their_own_words():
    none, half = percent(0, 0, None), percent(1, 2, "50.0")
    assert share(half, half) == f"The share was the same in {EARLIER}: 50% (1 of 2)."
    assert share(half, none) == f"In {EARLIER}, no session of the kinds counted was held."
    assert share(none, half) == f"In {EARLIER}, the share was 50% (1 of 2)."


def groups(now, then):
    def progress(codes):
        return reached(
            1,
            age_groups=tuple(
                GroupReached(code, None, reached=code in codes) for code in ("12-14", "15-17")
            ),
        )

    said = differences.age_groups(
        progress(now), progress(then), ComparisonPeriod.PREVIOUS, VOCABULARY
    )
    return said.say(Locale.EN)


def test_age_groups_reached_in_one_of_the_two_only_are_named():
    assert groups(("12-14",), ("15-17",)) == (
        f"Reached now, but not in {EARLIER}: 12 to 14. Reached in {EARLIER}, but not now: 15 to 17."
    )
    assert groups(("12-14",), ("12-14",)) == (
        f"The same at-risk age groups were reached in {EARLIER}."
    )


def test_facilitators_trained_since_are_counted_by_language():
    before = reached(1, facilitators=Facilitators(7, {"en": 7, "fr": 0}))
    said = differences.facilitators(PROGRESS, before, ComparisonPeriod.PREVIOUS, VOCABULARY)
    assert said.say(Locale.EN) == (
        f"Trained after the end of {EARLIER}: 3 in English. "
        "In all, 3 more people have been trained."
    )
    said = differences.facilitators(before, before, ComparisonPeriod.PREVIOUS, VOCABULARY)
    assert said.say(Locale.EN) == f"Nobody was trained after the end of {EARLIER}."


# Charts


def points(*totals):
    return tuple(
        Point(f"2015-{n:02d}", held=total != "ahead", youth=1, total=total, planned=None)
        for n, total in enumerate(totals, start=1)
    )


def test_months_are_compared_where_both_have_data():
    said = differences.cumulative(points(10, 30, "ahead"), points(5, 12, 90), ComparisonPeriod.YEAR)
    assert said.say(Locale.EN) == (
        "Total after 2 months: 30, compared with 12 in the same period a year before."
    )


def test_a_shorter_earlier_period_is_compared_where_it_ends():
    said = differences.cumulative(points(10, 30), points(5, "ahead"), ComparisonPeriod.PREVIOUS)
    assert said.say(Locale.EN) == "Total after 1 month: 10, compared with 5 in the previous period."


def test_a_hidden_total_is_not_compared():
    said = differences.cumulative(points(None), points(5), ComparisonPeriod.YEAR).say(Locale.EN)
    assert "hidden" in said
    assert "5" not in said


def test_without_months_in_both_nothing_is_said():
    assert differences.cumulative(points("ahead"), points(4), ComparisonPeriod.YEAR) is None
    assert differences.cumulative((), (), ComparisonPeriod.YEAR) is None


def languages(now, then):
    def rows(counts):
        codes = VOCABULARY.languages.codes
        return [
            BreakdownRow(code, 1, count, count) for code, count in zip(codes, counts, strict=True)
        ]

    said = differences.breakdown(
        rows(now), rows(then), VOCABULARY.languages, ComparisonPeriod.PREVIOUS
    )
    return said.say(Locale.EN)


def test_a_breakdown_says_the_largest_gain_and_the_largest_loss():
    assert languages((320, 30, 9), (280, 50, 9)) == (
        "Largest gain in participations from the previous period: English, 320, up "
        "from 280. Largest loss in participations from the previous period: French, "
        "30, down from 50."
    )


def test_a_breakdown_without_a_change_says_so():
    assert languages((9, 9, 9), (9, 9, 9)) == (
        "There are as many participations shown as in the previous period."
    )


def test_differences_from_hidden_rows_are_counted_and_not_said():
    said = languages((320, None, 9), (280, 50, None))
    assert said.endswith("2 differences are hidden (x).")
    assert "French" not in said
    assert "bilingual" not in said


def test_the_sentences_of_a_hidden_progress_never_say_its_numbers():
    said = differences.youth(HIDDEN, reached(280), ComparisonPeriod.YEAR, VOCABULARY).say(Locale.EN)
    assert "280" not in said
