"""The past that a projection begins with: complete months with their youth and sessions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """Complete months without a gap, from ``first`` on.

    ``youth`` holds fractions where a month is hidden: hidden months share the rest of the total.
    """

    first: str
    youth: tuple[float, ...]
    sessions: tuple[int, ...]

    def until(self, number: int) -> "History | None":
        """The first ``number`` months, up to the last with a session; ``None`` without youth.

        Months without a session at the end are told as silence and are not projected.
        """
        held = [at for at, sessions in enumerate(self.sessions[:number]) if sessions]
        end = held[-1] + 1 if held else 0
        known = History(self.first, self.youth[:end], self.sessions[:end])
        return known if any(known.youth) else None
