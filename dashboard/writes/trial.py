"""Test that the database works: write a row, commit it and read it again."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select, update

from dashboard.database import reading, writing_at_once
from dashboard.tables import Trial


def attempt(engine: Engine) -> None:
    """Run the test.

    Raises:
        Exception: Whatever keeps the database from being used (see ``trouble``).
    """
    with writing_at_once(engine) as connection:
        former = connection.scalar(select(Trial.at).with_for_update())  # and alone from here on
        at = _later(former or "")
        connection.execute(update(Trial).values(at=at))
    with reading(engine) as connection:
        if (connection.scalar(select(Trial.at)) or "") < at:  # others may have written since
            msg = "what was committed is not there"
            raise LookupError(msg)


def _later(former: str) -> str:
    """Now, but later than what others wrote, whose clock may be before ours."""
    now = datetime.now(UTC)
    if former:
        now = max(now, datetime.fromisoformat(former) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")
