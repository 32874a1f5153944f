"""A run of the tests has one calendar day: theirs, and that of the servers and commands they start.

Else a run at midnight would compare the day on which a test was read with the next one, on which
the program writes.
"""

import os
from datetime import UTC, datetime, tzinfo

from dashboard.domain.shared import clock

BEGAN = "TESTS_BEGAN"  # in the environment, which who is started inherits


def hold() -> None:
    """From now on, in this process and in those that it starts."""
    began = os.environ.setdefault(BEGAN, datetime.now(UTC).isoformat())

    class Held(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(began).astimezone(tz)

    clock.datetime = Held  # type: ignore[misc]
