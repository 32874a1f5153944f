"""What readers must know of the data as a whole."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """The data's version, and the days of the first and the latest delivered session.

    ``version`` grows with every write. ``generation`` names the history that the writes belong to;
    a restored database has another one. The days are ``None`` without a delivered session.
    """

    version: int
    demonstration: bool
    first_session: date | None
    data_as_of: date | None
    generation: str

    @property
    def edition(self) -> str:
        """What tells these data from any other: of another version, or of another history."""
        return f"{self.generation}.{self.version}"
