from decimal import Decimal

import numpy as np

from dashboard.domain.pace.backtest import HORIZONS, BacktestResult, back_test
from dashboard.domain.pace.history import History
from dashboard.domain.pace.pace import Minimum

MINIMUM = Minimum(6, 12)


def history(youth):
    return History("2013-09", tuple(map(float, youth)), (4,) * len(youth))


def test_a_projection_is_made_from_each_month_on_as_long_as_there_is_a_past_to_compare():
    found = back_test(history([50] * 20), MINIMUM)
    assert {months: outcome.made for months, outcome in found.items()} == {3: 12, 6: 9, 12: 3}
    assert tuple(found) == HORIZONS


def test_a_past_that_is_too_short_has_no_outcome():
    found = back_test(history([50] * 8), MINIMUM)
    assert [(outcome.made, outcome.percent) for outcome in found.values()] == [(0, None)] * 3


def test_few_sessions_wait_as_they_do_in_the_projection():
    sparse = History("2013-09", (50.0,) * 20, (1,) * 20)
    assert back_test(sparse, MINIMUM)[3].made == 20 - 12 - 3 + 1


def test_what_came_is_held_against_the_range():
    steady = np.random.default_rng(3).poisson(100, 30)
    found = back_test(history(steady), MINIMUM)[3]
    assert found.held > found.fewer + found.more
    assert back_test(history([50] * 12 + [0] * 8), MINIMUM)[6].fewer > 0
    assert back_test(history([50] * 12 + [500] * 8), MINIMUM)[6].more > 0


def test_outcomes_add_up():
    together = BacktestResult(8, 1, 1) + BacktestResult(4, 2, 0)
    assert (together, together.made, together.percent) == (
        BacktestResult(12, 3, 1),
        16,
        Decimal("75.0"),
    )
