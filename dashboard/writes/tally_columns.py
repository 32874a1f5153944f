"""Rows of a tally as columns of whole numbers, and as each database takes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from sqlalchemy import Date, Table

from dashboard.queries.shared.groups import Columns
from dashboard.writes.binary_rows import Cells, as_bytes, days_as_cells, texts_as_cells

AT_ONCE = 20_000


class TallyColumns(NamedTuple):
    """Rows of a tally, or of its days.

    ``texts`` tells what the numbers of some columns stand for. Days are ISO texts.
    """

    table: Table
    columns: Columns
    texts: Mapping[str, Sequence[str]]

    @property
    def length(self) -> int:
        """The number of rows."""
        return len(self.columns["sessions"])

    def taken(self) -> Self:
        """Those of which sessions are taken away."""
        these = self.columns["sessions"] < 0
        return self._replace(columns={name: of[these] for name, of in self.columns.items()})

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows as tuples in the order of the table’s columns."""
        names = self.table.c.keys()
        for part, _ in self._parts():
            yield from zip(*(self._values(name, part) for name in names), strict=True)

    def pieces(self, encoding: str) -> Iterator[bytes]:
        """The same as bytes for PostgreSQL, many rows at a time; numbers have four bytes."""
        said = {name: self._cells(name, texts, encoding) for name, texts in self.texts.items()}
        names = self.table.c.keys()
        for part, count in self._parts():
            columns = {
                name: said[name][values[part]] if name in said else values[part]
                for name, values in self.columns.items()
            }
            yield as_bytes(count, {name: columns[name] for name in names})

    def _parts(self) -> Iterator[tuple[slice, int]]:
        """Some rows at a time, and how many."""
        for at in range(0, self.length, AT_ONCE):
            yield slice(at, at + AT_ONCE), min(AT_ONCE, self.length - at)

    def _values(self, name: str, part: slice) -> Iterable[Any]:
        numbers = self.columns[name][part]
        if name in self.texts:
            numbers = np.array(self.texts[name], object)[numbers]
        values: list[Any] = numbers.tolist()
        return values

    def _cells(self, name: str, texts: Sequence[str], encoding: str) -> Cells:
        is_day = isinstance(self.table.c[name].type, Date)
        return days_as_cells(texts) if is_day else texts_as_cells(texts, encoding)
