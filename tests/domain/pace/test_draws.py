from itertools import pairwise

import numpy as np
import pytest

from dashboard.domain.pace.draws import PATHS, DrawnMonth, draw
from dashboard.domain.pace.history import History
from dashboard.domain.pace.readings import MonthRate, fitted, judged
from dashboard.domain.shared.periods import end_of_month, months_from
from tests.support.pace import FIRST, YOUTH


def history(youth=YOUTH, first=FIRST):
    return History(first, tuple(map(float, youth)), tuple(3 if count else 0 for count in youth))


def days_in(months):
    return [end_of_month(month).day for month in months]


AHEAD = months_from("2015-03", 12)


def test_the_same_history_gives_the_same_draw():
    once, again = draw(history(), AHEAD), draw(history(), AHEAD)
    assert np.array_equal(once.youth, again.youth)
    other = draw(history((*YOUTH[:-1], 65)), AHEAD)
    assert not np.array_equal(once.youth, other.youth)


def test_there_is_a_row_a_month_and_a_column_a_path():
    drawn = draw(history(), AHEAD)
    months = [drawn.month(at) for at in range(12)]
    sessions = np.array([month.sessions for month in months])
    assert drawn.youth.shape == sessions.shape == (12, PATHS)
    assert np.array_equal([month.youth for month in months], drawn.youth)
    assert (drawn.youth >= 0).all()
    assert set(np.unique(sessions)) <= {0, 3}
    assert np.array_equal(drawn.youth > 0, sessions > 0)  # of the same past months


def test_a_steady_history_is_drawn_as_steady():
    drawn = draw(history([100] * 24), AHEAD)
    a_year = drawn.youth.sum(axis=0)
    assert np.quantile(a_year, 0.1) > 1000
    assert np.quantile(a_year, 0.9) < 1400


def test_what_is_not_known_grows_with_the_distance():
    totals = np.cumsum(draw(history(), AHEAD).youth, axis=0)
    low, high = np.quantile(totals, (0.1, 0.9), axis=1)
    assert all(later > earlier for earlier, later in pairwise(high - low))


def test_months_without_a_session_in_summer_are_expected_again():
    school = (8, 13, 13, 5, 8, 12, 11, 12, 11, 5, 0, 0) * 4
    drawn = draw(history(school), months_from("2017-09", 12))
    middle = np.median(drawn.youth, axis=1)
    assert max(middle[10:]) < 2
    assert middle[1] > 8


def test_a_summer_that_was_not_seen_may_bring_anything_up_to_a_usual_month():
    drawn = draw(history([100] * 10), months_from("2014-07", 3))
    low, high = np.quantile(drawn.youth[0], (0.1, 0.9))
    assert low < 15
    assert 85 < high < 120
    assert np.quantile(drawn.youth[2], 0.1) > 80


def test_a_longer_month_brings_more():
    drawn = draw(history(days_in(months_from(FIRST, 36))), AHEAD)
    assert np.median(drawn.youth, axis=1) == pytest.approx(days_in(AHEAD))


def test_a_part_of_a_month_has_a_part_of_its_sessions():
    whole = DrawnMonth(np.full(4000, 60.0), np.full(4000, 3))
    part = whole.part(0, 0.25)
    assert set(np.unique(part.youth)) <= {0.0, 20.0, 40.0, 60.0}
    assert part.youth.mean() == pytest.approx(15, abs=1)
    assert np.array_equal(part.sessions * 20, part.youth)
    assert np.array_equal(whole.part(0, 1.0).youth, whole.youth)


LONG = tuple(round(40 + 20 * (at % 12) / 12 + 15 * (at * 7 % 5)) for at in range(70))


@pytest.mark.parametrize(("youth", "begin"), [(YOUTH, "2015-03"), (LONG, "2019-07")])
def test_quantiles_are_those_of_many_paths_with_chances_of_their_own(youth, begin):
    """A long history has months that are drawn as one sum, for the level to begin with."""
    known, months, shares = history(youth), months_from(begin, 36), (0.1, 0.25, 0.5, 0.75, 0.9)
    slow = np.cumsum(drawn_at_random(known, months, 20_000, np.random.default_rng(1)), axis=0)
    fast = np.cumsum(draw(known, months).youth, axis=0)
    told, true = (np.quantile(totals[::5], shares, axis=1) for totals in (fast, slow))
    apart = np.abs(told - true) / np.ptp(true, axis=0)  # as parts of the range
    assert apart.max() < 0.08
    assert apart.mean() < 0.02


def drawn_at_random(known, months, paths, random):
    """As the head of ``draws`` says it, a month after the other, with a number for each draw."""
    before = months_from(known.first, len(known.youth))
    rates = np.array(known.youth) / days_in(before)
    past = [
        MonthRate(int(month[5:]), rate)
        for month, rate in zip(before, rates / rates.mean(), strict=True)
    ]
    readings = judged(past)
    numbers = random.multinomial(paths, [one.likelihood for one in readings])
    drawn = [
        np.array(list(one_reading(fitted(past, reading), months, number, random)))
        for reading, number in zip(readings, numbers, strict=True)
    ]
    return np.hstack(drawn) * rates.mean() * np.transpose([days_in(months)])


def one_reading(fit, months, paths, random):
    ratios, chances = pool(fit)
    gain, weights = fit.reading.gain, np.array(fit.weights)
    later = [np.prod(1 - gain * weights[at + 1 :]) for at in range(len(weights))]
    pulls = gain * weights * later
    pulls += (1 - pulls.sum()) * weights / weights.sum()
    surprises = random.choice(ratios, (paths, len(pulls)), p=chances) - chances @ ratios
    level = fit.level * np.maximum(0.02, 1 + surprises @ pulls)
    for month in months:
        factor, ratio = fit.factors[int(month[5:]) - 1], random.choice(ratios, paths, p=chances)
        yield level * factor * ratio
        level *= np.maximum(0.02, 1 + gain * min(1, factor) * (np.minimum(ratio, 3) - 1))


def pool(fit):
    """The ratios to draw from, and how likely each is."""
    ratios, levels = np.array(fit.ratios), np.array(fit.levels)
    chances = np.array(fit.weights) * np.minimum(1, levels / fit.level)
    chances *= 0.96 ** np.arange(len(ratios))[::-1]
    chances /= chances.sum()
    effective, mean = 1 / (chances**2).sum(), chances @ ratios
    wider = np.sqrt(effective / max(effective - 1, 1))
    return np.maximum(0, mean + wider * (ratios - mean)), chances
