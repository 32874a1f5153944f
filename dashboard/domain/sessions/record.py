"""A checked row of a session file; ``shared.records`` has those of other files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any

from dashboard.domain.sessions.columns import COUNTS, RECORDED

_CODES = tuple(column.code for column in RECORDED)
_values = attrgetter(*_CODES)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session; ``RECORDED`` declares its fields, the positional ones in the same order.

    ``attendance`` holds only age groups above zero. Facilitators are sorted.
    """

    reference: str
    date: date
    status: str
    kind: str
    language: str
    venue: str
    duration_minutes: int | None = None
    total: int = 0
    first_time: int | None = None
    note: str = ""
    attendance: Mapping[str, int] = field(default_factory=dict, kw_only=True)
    facilitators: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def key(self) -> str:
        """The session's reference."""
        return self.reference

    @property
    def name(self) -> str:
        """What people call it."""
        return name_of(self.date, self.venue)

    def cells(self) -> dict[str, str]:
        """The cells, with a column for each age group that has participations."""
        own = zip(_CODES, _values(self), strict=True)
        cells = {code: value if isinstance(value, str) else _cell(value) for code, value in own}
        cells.update((code, str(count)) for code, count in self.attendance.items())
        return cells


def name_of(day: date, venue: str) -> str:
    """What people call a session, as its reference may be long: its day and venue."""
    return f"{day.isoformat()}, {venue}"


def told_by_name(sessions: Iterable[SessionRecord]) -> dict[str, str]:
    """What to call each of these, by reference: its name, and where that is not its own, both."""
    listed = tuple(sessions)
    shared = Counter(one.name for one in listed)
    return {
        one.reference: one.name if shared[one.name] == 1 else f"{one.name}, {one.reference}"
        for one in listed
    }


UNCOUNTED: Mapping[str, Any] = {
    one.name: one.default for one in fields(SessionRecord) if one.name in {c.code for c in COUNTS}
}
"""The value of the count columns of a session that was not delivered."""


def _cell(value: date | int | tuple[str, ...] | None) -> str:
    """A value of a session as a file states it."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
