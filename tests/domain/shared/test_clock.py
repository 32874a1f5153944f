from datetime import UTC, date, datetime, timedelta

from dashboard.domain.shared.clock import today
from dashboard.domain.shared.state import State


def test_the_demonstration_stays_on_its_latest_session():
    state = State(1, True, None, date(2015, 3, 25), "g")
    assert today(state, "America/Toronto") == date(2015, 3, 25)


def test_a_real_project_lives_where_it_is():
    """These two zones are 25 hours apart: it is never the same day in both."""
    state = State(1, False, None, date(2015, 3, 25), "g")
    assert today(state, "Pacific/Kiritimati") > today(state, "Pacific/Pago_Pago")


def test_an_empty_demonstration_is_today():
    now = datetime.now(UTC).date()
    assert abs(today(State(1, True, None, None, "g"), "America/Toronto") - now) <= timedelta(days=1)
