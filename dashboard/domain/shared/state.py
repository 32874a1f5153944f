"""The state of the data as a whole."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """The data's version, and the days of the first and the latest delivered session.

    ``version`` grows with every write. ``generation`` names the history that the writes belong to;
    a restored database begins another one. ``mark`` is random and changes with each write. If an
    old copy of the database is written to, it may get the same version, but never the same mark.
    ``reference_mark`` is another, which a write keeps that changes sessions alone.
    The days are ``None`` without a delivered session.
    """

    version: int
    demonstration: bool
    first_session: date | None
    data_as_of: date | None
    generation: str
    mark: str = ""
    reference_mark: str = ""

    @property
    def edition(self) -> str:
        """Identifies exactly these data, across versions and histories."""
        return f"{self.generation}-{self.version}-{self.mark}"

    @property
    def reference_edition(self) -> str:
        """Identifies exactly these reference data; it outlives writes of sessions."""
        return f"{self.generation}-{self.reference_mark}"

    def goes_on_from(self, edition: str) -> bool:
        """Whether that edition is of the same history, and so the present or an earlier state."""
        return edition.partition("-")[0] == self.generation
