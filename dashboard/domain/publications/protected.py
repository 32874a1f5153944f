"""Published figures: tables that reveal no small group.

The axes are ``language``, ``venue_type``, ``age`` and ``kind``. A table without axes holds the
total of a period. The age axis has the age groups and, as ``YOUTH``, the youth among them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FORMAT = 2
"""The version of the publishing rules.

From 2 on, everything that can be asked is audited. The day of the data is the last day that was
counted, even if no session was held on it.
"""
YOUTH = "youth"
MERGED = "+"
"""Stands between the codes of venue types that are shown as one: ``shelter+group_home``."""


class CellMark(StrEnum):
    """Whether a cell shows its count, hides it, or repeats that of an earlier publication."""

    OPEN = "open"
    HIDDEN = "hidden"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """The participations of one combination of codes, in the order of the table's axes.

    ``value`` is ``None`` when hidden. ``as_of`` is the day of the data of a carried value.
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
    """All tables of one publication; counts from 1 to ``hidden_up_to`` are small and hidden."""

    hidden_up_to: int
    tables: tuple[ProtectedTable, ...]
    format: int = FORMAT
