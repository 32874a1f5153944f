"""How long tests wait for what does not come."""

import pytest

from tests.support import patience


def test_whoever_mends_a_test_need_not_wait_three_minutes():
    assert patience.seconds({}) == 180
    assert patience.seconds({"TESTS_PATIENCE": "5"}) == 5


def test_who_waits_in_vain_says_for_what(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(patience, "SECONDS", 0)
    with pytest.raises(pytest.fail.Exception, match="no answer"):
        patience.until(lambda: None, "no answer")
