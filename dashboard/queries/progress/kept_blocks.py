"""What arrays of the tallies depend on, and those that are kept.

Each write of a month's tallies gives it a new, random mark. So an array with the mark that a
transaction sees is right for that transaction, whatever other workers and servers write.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    Select,
    literal_column,
    select,
    union_all,
)

from dashboard.queries.progress.array_store import ArrayStore, Name
from dashboard.queries.progress.block_kinds import AGE
from dashboard.tables import AgeGroup, Base, Language, SessionKind, TalliedMonth, VenueType

Marks = Mapping[date, str]
Codes = Mapping[str, tuple[str, ...]]
"""The codes along each axis."""

TERMS = {"language": Language, "venue_type": VenueType, "kind": SessionKind, AGE: AgeGroup}
DIGEST = 16


@dataclass(frozen=True, slots=True, eq=False)
class BlockBasis:
    """What the arrays of one transaction depend on; those with the same ``mark`` are equal.

    Args:
        marks: The mark of each month, in the order of months.
        codes: The codes along each axis, in their order.
        bits: The bits of the age groups in the masks of sets, in the order of their codes.
        mark: A digest of all of these.
    """

    marks: Marks
    codes: Codes
    bits: tuple[int, ...]
    mark: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BlockBasis) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)

    def written_since(self, before: "BlockBasis") -> list[int] | None:
        """The places of the months that were written; ``None`` if the axes are others."""
        if (self.codes, self.bits) != (before.codes, before.bits):
            return None
        if [*self.marks] != [*before.marks]:
            return None
        pairs = zip(self.marks.values(), before.marks.values(), strict=True)
        return [n for n, (now, then) in enumerate(pairs) if now != then]


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """The arrays that are right for one transaction, as far as they are kept."""

    connection: Connection
    basis: BlockBasis
    kept: ArrayStore

    @property
    def marks(self) -> Marks:
        """The mark of each month, in the order of months."""
        return self.basis.marks

    @property
    def codes(self) -> Codes:
        """The codes along each axis."""
        return self.basis.codes

    def mark(self, month: date) -> tuple[object, ...]:
        """What arrays of a month depend on: its mark, then the codes along the axes."""
        return self.marks[month], tuple(self.codes.values()), self.basis.bits

    def whole(self, name: Name, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """An array of all months, which is made if it is not kept."""
        found: NDArray[Any] | None = self.kept.find(name, self.basis)
        if found is None:
            found = make()
            self.kept.put(name, self.basis, found)
        return found

    def before(self, name: Name) -> tuple[NDArray[Any], list[int]] | None:
        """An array of all months as it was kept last, and the places of the months written since.

        It may be written to. ``None`` if none is kept, or if its axes were others.
        """
        last = self.kept.last(name)
        if last is None or not isinstance(last.mark, BlockBasis):
            return None
        written = self.basis.written_since(last.mark)
        return None if written is None else (last.array.copy(), written)


def smallest(counts: NDArray[Any]) -> NDArray[Any]:
    """The same counts in the smallest numbers that hold them, which are mostly bytes."""
    return counts.astype(np.min_scalar_type(np.max(counts, initial=0)))


def basis(connection: Connection) -> BlockBasis:
    """The marks and codes that a transaction sees."""
    terms: dict[str, dict[str, int]] = {axis: {} for axis in TERMS}
    for axis, code, bit in connection.execute(_terms()):
        terms[axis][code] = bit
    marks = dict(connection.execute(_marks()).all())
    codes = {axis: tuple(sorted(some)) for axis, some in terms.items()}
    bits = tuple(terms[AGE][code] for code in codes[AGE])
    said = repr((sorted(marks.items()), codes, bits)).encode()
    return BlockBasis(marks, codes, bits, blake2b(said, digest_size=DIGEST).digest())


@cache
def _marks() -> Select[date, str]:
    return select(TalliedMonth.starts_on, TalliedMonth.mark).order_by(TalliedMonth.starts_on)


@cache
def _terms() -> CompoundSelect[str, str, int]:
    """Every code that a tally may have, with its axis, and with its bit if it is an age group's."""
    tables = {axis: Base.metadata.tables[table.__tablename__].c for axis, table in TERMS.items()}
    return union_all(
        *(
            select(
                literal_column(f"'{axis}'"),
                of.code,
                of.bit if axis == AGE else literal_column("0", Integer),
            )
            for axis, of in tables.items()
        )
    )
