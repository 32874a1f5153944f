"""What readers must know of the data as a whole."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """The data's version, and the days of the first and the latest delivered session.

    ``version`` grows with every write. ``generation`` names the history that the writes belong to;
    a restored database has another one. ``mark`` is random, and another one after each write: an
    older copy of the database that was written to since has the same version, never the same mark.
    The days are ``None`` without a delivered session.
    """

    version: int
    demonstration: bool
    first_session: date | None
    data_as_of: date | None
    generation: str
    mark: str = ""

    @property
    def edition(self) -> str:
        """What tells these data from any other, of another version or of another history."""
        return f"{self.generation}-{self.version}-{self.mark}"

    def goes_on_from(self, edition: str) -> bool:
        """Whether data of that edition are an earlier state of this history, or this one."""
        return edition.partition("-")[0] == self.generation
