"""Figures that may leave the organization: tables in which no small group can be found.

Axes are ``language``, ``venue_type``, ``age`` and ``kind``. A table without axes holds a period's
total; the age axis has, beside the age groups, the youth among them as ``YOUTH``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FORMAT = 2
"""Which rules a publication is made by. From 2 on all that can be asked is watched, and the day of
the data is the last that was counted, whether or not a session was held on it."""
YOUTH = "youth"
MERGED = "+"
"""Stands between the codes of venue types that are shown as one: ``shelter+group_home``."""


class CellMark(StrEnum):
    """What a cell says: its count, nothing, or the count that it had in an earlier publication."""

    OPEN = "open"
    HIDDEN = "hidden"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """Participations of one combination of codes, in the order of the table's axes.

    ``value`` is ``None`` when hidden; ``as_of`` is the day of the data that a carried value is of.
    """

    codes: tuple[str, ...]
    value: int | None
    mark: CellMark = CellMark.OPEN
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """One table of one period: ``project``, ``2014-15``, ``2014-15-q3`` or the month ``2014-10``.

    It has a cell for each combination of codes, zeros included.
    """

    period: str
    by: tuple[str, ...]
    cells: tuple[ProtectedCell, ...]


@dataclass(frozen=True, slots=True)
class ProtectedFigures:
    """All tables of one publication; counts of 1 to ``hidden_up_to`` are hidden by themselves."""

    hidden_up_to: int
    tables: tuple[ProtectedTable, ...]
    format: int = FORMAT
