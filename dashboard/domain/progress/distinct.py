"""How many different youth took part, as far as first-time counts tell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DistinctYouth:
    """At least ``low`` and at most ``high`` youth; both ``None`` when hidden.

    ``first_time_sessions`` of all the ``sessions`` kept counted their first-time participants.
    """

    low: int | None
    high: int | None
    first_time_sessions: int
    sessions: int

    @property
    def hidden(self) -> bool:
        """Whether the range is hidden for privacy."""
        return self.low is None or self.high is None
