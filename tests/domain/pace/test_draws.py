from itertools import pairwise

import numpy as np
import pytest

from dashboard.domain.pace.draws import DrawnMonth, History, days_in, draw, months_from
from tests.support.pace import FIRST, YOUTH


def history(youth=YOUTH, first=FIRST):
    return History(first, tuple(map(float, youth)), tuple(3 if count else 0 for count in youth))


AHEAD = months_from("2015-03", 12)


def test_the_same_history_gives_the_same_draw():
    once, again = draw(history(), AHEAD), draw(history(), AHEAD)
    assert np.array_equal(once.youth, again.youth)
    other = draw(history((*YOUTH[:-1], 65)), AHEAD)
    assert not np.array_equal(once.youth, other.youth)


def test_there_is_a_row_a_month_and_a_column_a_path():
    drawn = draw(history(), AHEAD, paths=500)
    months = [drawn.month(at) for at in range(12)]
    sessions = np.array([month.sessions for month in months])
    assert drawn.youth.shape == sessions.shape == (12, 500)
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
    drawn = draw(history([days_in(month) for month in months_from(FIRST, 36)]), AHEAD)
    assert np.median(drawn.youth, axis=1) == pytest.approx([days_in(month) for month in AHEAD])


def test_a_part_of_a_month_has_a_part_of_its_sessions():
    whole = DrawnMonth(np.full(4000, 60.0), np.full(4000, 3))
    part = whole.part(0, 0.25)
    assert set(np.unique(part.youth)) <= {0.0, 20.0, 40.0, 60.0}
    assert part.youth.mean() == pytest.approx(15, abs=1)
    assert np.array_equal(part.sessions * 20, part.youth)
    assert np.array_equal(whole.part(0, 1.0).youth, whole.youth)


def test_a_history_ends_with_its_last_session():
    whole = history((5, 0, 7, 0, 0))
    assert whole.until(5) == whole.until(3) == History(FIRST, (5.0, 0.0, 7.0), (3, 0, 3))
    assert whole.until(2) == History(FIRST, (5.0,), (3,))


def test_without_youth_there_is_no_history():
    assert History(FIRST, (0.0, 0.0), (2, 1)).until(2) is None
    assert History(FIRST, (), ()).until(0) is None


def test_months_follow_one_another_over_the_years():
    assert months_from("2014-11", 4) == ("2014-11", "2014-12", "2015-01", "2015-02")
    assert months_from("2014-12", 1) == ("2014-12",)
    assert len(months_from("2014-12", 60)) == 60
