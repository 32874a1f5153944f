"""Parse the length of a session in minutes, however people write hours."""

import re

from dashboard.importers.files.source import Cell
from dashboard.importers.values import LARGEST_DURATION, above_zero

_HOURS = re.compile(
    r"(?P<hours>\d{1,2})(?:[.,](?P<tenth>[05]))?\s*(?:h|hrs?|hours?|heures?)\.?"
    r"(?:\s*(?:et|and)?\s*(?P<minutes>\d{1,2})\s*(?:m|mins?|minutes?)?\.?)?",
    re.IGNORECASE | re.ASCII,
)
_MINUTES = re.compile(r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)\.?", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::00)?", re.ASCII)

_read = above_zero(LARGEST_DURATION)


def minutes(cell: Cell) -> int:
    """``90``, ``90 min``, ``1 h 30``, ``1.5 hours`` and ``1:30`` are all 90.

    Raises:
        BadValueError: It is none of these, zero, or longer than a day.
    """
    said = cell.strip() if isinstance(cell, str) else ""
    for form in (_HOURS, _MINUTES, _CLOCK):
        if found := form.fullmatch(said):
            part = {name: int(digits or 0) for name, digits in found.groupdict().items()}
            hours = part.get("hours", 0) * 60 + part.get("tenth", 0) * 6
            return int(_read(hours + part["minutes"]))
    return int(_read(cell))
