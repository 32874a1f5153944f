from dashboard.domain.pace.history import History
from tests.support.pace import FIRST


def test_a_history_ends_with_its_last_session():
    whole = History(FIRST, (5.0, 0.0, 7.0, 0.0, 0.0), (3, 0, 3, 0, 0))
    assert whole.until(5) == whole.until(3) == History(FIRST, (5.0, 0.0, 7.0), (3, 0, 3))
    assert whole.until(2) == History(FIRST, (5.0,), (3,))


def test_without_youth_there_is_no_history():
    assert History(FIRST, (0.0, 0.0), (2, 1)).until(2) is None
    assert History(FIRST, (), ()).until(0) is None
