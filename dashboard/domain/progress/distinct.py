"""How many different youth took part, as far as counts of first-time participants tell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DistinctYouth:
    """Between ``low`` and ``high`` different youth took part; both are ``None`` when hidden.

    ``first_time_sessions`` tells how many of the ``sessions`` counted first-time participants.
    """

    low: int | None
    high: int | None
    first_time_sessions: int
    sessions: int

    @property
    def hidden(self) -> bool:
        """Whether the range is hidden for privacy."""
        return self.low is None or self.high is None
