"""What two requests do to one person at the same moment, where writers need not wait for another.

On SQLite they do, so there is nothing to try.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text

from dashboard.access import sign_ins, throttle
from dashboard.database import reading, writing
from tests.support import patience

NAME, HERE = "ana@example.org", "203.0.113.9"
WAITS = text(
    "SELECT 1 FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"
)


def until_it_waits(engine: Engine, work: Future[object]) -> None:
    """Until what another thread does waits for a lock, or is done."""

    def waits_or_is_done() -> bool:
        with reading(engine) as connection:
            return work.done() or bool(connection.scalar(WAITS))

    patience.until(waits_or_is_done, "The other one never began.")


def after(engine: Engine, first: Callable[[Connection], object], other) -> object:
    """What ``other`` answers that came when ``first`` was done, and not yet committed."""

    def ask() -> object:
        with writing(engine) as connection:
            return other(connection)

    with ThreadPoolExecutor() as pool:
        with writing(engine) as connection:
            first(connection)
            asked = pool.submit(ask)
            until_it_waits(engine, asked)
        return asked.result(patience.SECONDS)


@pytest.mark.parametrize(
    ("refused", "counted", "most"),
    [
        (throttle.is_throttled, throttle.tried, throttle.MOST_HERE),
        (throttle.is_asked_too_often, throttle.asked, throttle.MOST_MESSAGES),
    ],
    ids=["passwords", "messages"],
)
def test_who_tries_at_the_same_moment_is_counted_too(postgresql_engine, refused, counted, most):
    def last_one(connection: Connection) -> None:
        for _ in range(most):
            assert not refused(connection, NAME, HERE)
            counted(connection, NAME, HERE)

    assert after(postgresql_engine, last_one, lambda other: refused(other, NAME, HERE))


def test_a_sign_in_that_two_requests_end_has_ended(postgresql_engine):
    """As when somebody presses the button twice."""

    def end(connection: Connection) -> None:
        sign_ins.end(connection, "a cookie", longest=timedelta(hours=1))

    after(postgresql_engine, end, end)
    with reading(postgresql_engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM ended_sign_ins")) == 1
