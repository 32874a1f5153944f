"""What readers must know of the data as a whole."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """The data's version, and the days of the first and the latest delivered session.

    ``version`` grows with every write. The days are ``None`` without a delivered session.
    """

    version: int
    demonstration: bool
    first_session: date | None
    data_as_of: date | None
