from collections import Counter

import numpy as np
import pytest

from dashboard.domain.sessions.outliers import FEWEST, UsualRange, usual, usual_ranges

SESSIONS = 200  # in one comparison
WORLDS = 40
TYPOS = 4
COUNTS = {
    "geometric": lambda random, size: random.geometric(0.12, size),
    "geometric age groups": lambda random, size: (
        random.geometric(0.12, (size, 6)) * (random.random((size, 6)) < 0.42)
    ).sum(axis=1),
    "lognormal": lambda random, size: np.rint(random.lognormal(3, 0.5, size)).astype(int),
    "Poisson": lambda random, size: random.poisson(20, size),
    "small Poisson": lambda random, size: random.poisson(4, size),
    "negative binomial": lambda random, size: random.negative_binomial(5, 5 / 17, size),
    "classes": lambda random, size: np.rint(random.normal(25, 5, size)).clip(1).astype(int),
}
HEAVY = {"geometric", "geometric age groups"}  # where ten times a typical count can well be


def tenfold(count, random):
    return 10 * count


def with_a_digit_more(count, random):
    digits = str(count)
    at = random.integers(len(digits) + 1)
    return int(digits[:at] + str(random.integers(1, 10)) + digits[at:])


def worlds(name):
    """Clean counts with the places where a typo goes, the same ones in every run."""
    random = np.random.default_rng(2015)
    for _ in range(WORLDS):
        counts = COUNTS[name](random, SESSIONS)
        typical = (counts >= np.median(counts)).nonzero()[0]
        yield random, counts, random.choice(typical, TYPOS, replace=False)


def is_unusual(counts):
    low, high = usual(Counter(counts.tolist()))
    return (counts < low) | (counts > high)


def assemblies(random, size, largest=240):
    """Classes, and every tenth time an assembly."""
    return np.where(
        random.random(size) < 0.1,
        random.integers(110, largest, size),
        COUNTS["classes"](random, size),
    )


@pytest.mark.parametrize("name", COUNTS)
def test_clean_counts_give_few_false_alarms(name):
    alarms = [is_unusual(counts)[counts > 0].mean() for _, counts, _ in worlds(name)]
    assert np.mean(alarms) < 0.005


@pytest.mark.parametrize("number", [8, 12, 20, 30, 60])
@pytest.mark.parametrize("name", sorted(set(COUNTS) - HEAVY))
def test_few_counts_give_few_false_alarms_too(name, number):
    random = np.random.default_rng(number)
    samples = [COUNTS[name](random, number) for _ in range(6_000 // number)]
    assert np.mean([is_unusual(counts)[counts > 0].mean() for counts in samples]) < 0.006


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ([4, 5, 5, 5, 6, 6, 6, 7, 7, 9, 10, 63, 70], [63, 70]),
        ([2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7, 40, 40, 50], [40, 40, 50]),
        ([3, 4, 4, 5, 6, 6, 7, 9, 50, 60, 60, 80], [50, 60, 60, 80]),
        ([20, 22, 25, 25, 27, 28, 31, 300], [300]),
    ],
)
def test_mistakes_do_not_hide_each_other_among_few_counts(counts, wrong):
    low, high = usual(Counter(counts))
    assert [count for count in counts if not low <= count <= high] == wrong


@pytest.mark.parametrize("name", sorted(set(COUNTS) - HEAVY))
@pytest.mark.parametrize(("number", "wrong"), [(8, 1), (12, 2), (20, 3)])
def test_of_few_counts_several_may_have_a_digit_too_many(name, number, wrong):
    random, found = np.random.default_rng(number), []
    for _ in range(200):
        counts = COUNTS[name](random, number)
        places = np.argsort(counts)[number // 2 :][:wrong]
        counts[places] *= 10
        found.append(is_unusual(counts)[places].mean())
    assert np.mean(found) > 0.9


@pytest.mark.parametrize("typo", [tenfold, with_a_digit_more])
@pytest.mark.parametrize("name", COUNTS)
def test_every_typo_that_stands_out_is_found(name, typo):
    for random, counts, places in worlds(name):
        largest = COUNTS[name](np.random.default_rng(325), 2_000).max()
        counts[places] = [typo(int(count), random) for count in counts[places]]
        assert is_unusual(counts)[counts > 1.5 * largest].all()


@pytest.mark.parametrize("name", sorted(set(COUNTS) - {"geometric"}))
def test_every_tenfold_count_of_a_typical_session_is_found(name):
    # Among geometric counts alone, ten times a typical one is nothing that could not be.
    for _, counts, places in worlds(name):
        counts[places] *= 10
        assert is_unusual(counts)[places].all()


def test_a_class_of_two_is_a_digit_short():
    low, high = usual(Counter(COUNTS["classes"](np.random.default_rng(1), SESSIONS).tolist()))
    assert 3 < low < 15
    assert 35 < high < 60


def test_counts_that_are_all_the_same_do_not_make_their_neighbours_unusual():
    low, high = usual({25: 40})
    assert 2 < low < 20
    assert 30 < high < 80


def test_an_eighth_of_the_counts_and_three_more_may_be_wrong():
    right = Counter(np.random.default_rng(3).poisson(20, 41).tolist())
    assert usual(right + Counter({200: 9}))[1] < 70
    assert usual(right + Counter({200: 12}))[1] > 200


@pytest.mark.parametrize("number", [300, 3_000])
def test_a_larger_size_that_is_common_is_not_a_mistake(number):
    counts = assemblies(np.random.default_rng(number), number)
    assert is_unusual(counts).mean() < 0.001
    counts[:2] = 2_500, 3_200
    assert is_unusual(counts)[:2].all()


def test_common_larger_counts_that_end_in_a_nought_are_mistakes():
    counts = COUNTS["classes"](np.random.default_rng(4), 300)
    counts[:30] *= 10
    assert is_unusual(counts)[:30].all()
    assert not is_unusual(counts)[30:].any()


def test_nobody_is_usual_only_where_it_is_so_every_fourth_time():
    assert usual({0: 9, 1: 12, 2: 9, 3: 6})[0] == 0
    assert usual({0: 8, 1: 12, 2: 9, 3: 6})[0] == 1
    assert usual({0: 10, 60: 20, 70: 10})[0] == 0


@pytest.mark.parametrize("counts", [[7], [0], [3, 500]])
def test_few_counts_have_a_range_too(counts):
    low, high = usual(Counter(counts))
    assert 0 <= low <= high


# What is compared with what


def test_a_kind_in_a_venue_type_is_compared_with_itself_when_there_are_enough():
    totals = {
        ("discussion", "shelter"): {8: FEWEST},
        ("information_forum", "shelter"): {100: FEWEST},
    }
    ranges = usual_ranges(totals)
    assert 100 not in ranges["discussion", "shelter"]
    assert 8 not in ranges["information_forum", "shelter"]
    assert ranges["discussion", "shelter"].kind == "discussion"


def test_too_few_are_compared_with_the_venue_type_and_then_with_all():
    totals = {
        ("discussion", "shelter"): {8: FEWEST - 1},
        ("information_forum", "shelter"): {9: 1},
        ("discussion", "high_school"): {30: 2},
    }
    ranges = usual_ranges(totals)
    in_shelters = ranges["discussion", "shelter"]
    assert (in_shelters.kind, in_shelters.venue_type) == (None, "shelter")
    assert in_shelters == ranges["information_forum", "shelter"]
    in_schools = ranges["discussion", "high_school"]
    assert (in_schools.kind, in_schools.venue_type) == (None, None)


def test_fewer_than_eight_sessions_in_all_are_not_judged():
    assert usual_ranges({("discussion", "shelter"): {8: 6, 900: 1}}) == {}
    assert 900 not in usual_ranges({("discussion", "shelter"): {8: 7, 900: 1}}).popitem()[1]


def test_a_larger_size_that_is_common_in_a_venue_type_is_so_for_each_kind_there():
    random = np.random.default_rng(8)
    totals = {
        ("youth_workshop", "high_school"): Counter(assemblies(random, 120).tolist()),
        ("discussion", "high_school"): Counter({25: 12, 28: 3, 171: 1}),
        ("discussion", "shelter"): Counter({25: 12, 28: 3, 171: 1}),
    }
    ranges = usual_ranges(totals)
    assert 171 in ranges["discussion", "high_school"]
    assert 171 not in ranges["discussion", "shelter"]


def test_both_ends_of_a_range_are_usual():
    assert [count for count in range(10) if count in UsualRange(3, 5)] == [3, 4, 5]
