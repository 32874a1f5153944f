import pytest

from dashboard.domain.progress.equity import Equity, Share, widest_gap
from dashboard.domain.shared.filters import Filters

NONE = Share(0, 0)
HIDDEN = Share(None, 40)


def equity(sessions=NONE, participations=NONE, facilitators=NONE):
    return Equity(Filters(), sessions, participations, facilitators)


@pytest.mark.parametrize(
    ("shares", "gap"),
    [
        ((Share(27, 100), Share(19, 100), Share(22, 100)), ("sessions", "participations")),
        ((Share(19, 100), Share(27, 100), Share(22, 100)), ("participations", "sessions")),
        ((Share(27, 100), Share(19, 100), Share(0, 10)), ("sessions", "facilitators")),
        ((Share(1, 2), Share(2, 4), Share(3, 6)), ("sessions", "participations")),
        ((Share(1, 2), HIDDEN, Share(1, 4)), ("sessions", "facilitators")),
        ((Share(1, 2), HIDDEN, NONE), None),
        ((NONE, NONE, NONE), None),
    ],
)
def test_the_widest_gap_is_between_the_shares_that_are_known(shares, gap):
    assert widest_gap(equity(*shares)) == gap


def test_a_hidden_count_hides_its_share():
    assert HIDDEN.percent is None
    assert HIDDEN.hidden
    assert not NONE.hidden
