"""Test that the database works: write a row, commit it and read it again."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select, update

from dashboard.database import reading, writing_at_once
from dashboard.tables import Trial


def attempt(engine: Engine) -> None:
    """Run the test.

    Raises:
        Exception: Whatever keeps the database from being used (see ``trouble``).
    """
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with writing_at_once(engine) as connection:
        connection.execute(update(Trial).values(at=at))
    with reading(engine) as connection:
        if (connection.scalar(select(Trial.at)) or "") < at:  # others may have written since
            msg = "what was committed is not there"
            raise LookupError(msg)
