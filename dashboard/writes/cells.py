"""The cells of tallies that a write touches, so that no others are counted again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam

from dashboard.domain.sessions.record import SessionRecord

_NAMES = ("language", "venue_type", "kind")
DAYS = 10_000
MANY = 16  # cells of a day; beyond, all of them are counted again


class TallyCell(NamedTuple):
    """What the tallies of a day count together."""

    day: date
    language: str
    venue_type: str
    kind: str


@dataclass(frozen=True, slots=True)
class TallyPart:
    """All cells that combine one of each of these, whatever their day."""

    languages: tuple[str, ...]
    venue_types: tuple[str, ...]
    kinds: tuple[str, ...]

    def values(self) -> dict[str, tuple[str, ...]]:
        """What statements with the conditions of ``among`` are to be run with."""
        chosen = self.languages, self.venue_types, self.kinds
        return {f"of_{name}": some for name, some in zip(_NAMES, chosen, strict=True)}


def among(columns: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - SQLAlchemy's collections
    """Whether a row belongs to a part, by its columns, which have these names."""
    return [columns[name].in_(bindparam(f"of_{name}", expanding=True)) for name in _NAMES]


def part_of(touched: Collection[date | TallyCell]) -> TallyPart | None:
    """A part that has all of these cells; ``None`` if there are whole days or many cells."""
    cells = [one for one in touched if isinstance(one, TallyCell)]
    if len(cells) < len(touched):
        return None
    languages, venue_types, kinds = (
        tuple(sorted({getattr(cell, name) for cell in cells})) for name in _NAMES
    )
    if len(languages) * len(venue_types) * len(kinds) > MANY:
        return None
    return TallyPart(languages, venue_types, kinds)


def days_of(touched: Collection[date | TallyCell]) -> set[date]:
    """The days of these."""
    return {one.day if isinstance(one, TallyCell) else one for one in touched}


class PackPlace(NamedTuple):
    """A session in the pack of its venue, or of somebody who led it (``owner``).

    ``whose`` is what a facilitator's pack tells beside the numbers: the ids of the session and of
    its venue; nothing in that of a venue.
    """

    owner: str
    record: SessionRecord
    whose: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, date]:
        """The owner, and the month."""
        return self.owner, _month(self.record.date)


@lru_cache(DAYS)
def _month(day: date) -> date:
    """The month of a day; many sessions have the same ones."""
    return day.replace(day=1)
