"""The same people by all tables at once, in arrays: a page of the committee has some thousands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class CrossedCounts:
    """The people of each combination of one code of each table: of each block.

    Args:
        codes: The codes of each table.
        at: The place of each block's code among them; one row a table.
        people: Of each block.
        attended: The sessions that some of them attended, each with at least one person.
    """

    codes: tuple[tuple[str, ...], ...]
    at: Numbers
    people: Numbers
    attended: Numbers

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Self | None:
        """From rows with a code of each table, people and attended; ``None`` without any."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return None
        *of_tables, people, attended = columns
        codes = tuple(tuple(sorted(set(column))) for column in of_tables)
        places = [{code: n for n, code in enumerate(each)} for each in codes]
        at = [[where[code] for code in row] for where, row in zip(places, of_tables, strict=True)]
        return cls(codes, np.array(at), np.array(people), np.array(attended))

    @property
    def spare(self) -> Numbers:
        """How many people of each block could have been elsewhere, for all the sessions tell."""
        return self.people - self.attended

    def among(self, table: int, codes: Collection[str]) -> "CrossedCounts":
        """The blocks with these codes in a table."""
        wanted = np.array([code in codes for code in self.codes[table]], bool)[self.at[table]]
        return CrossedCounts(
            self.codes, self.at[:, wanted], self.people[wanted], self.attended[wanted]
        )
