"""An overview of a file: its columns, and its words that have or need a meaning by hand.

It is for the person who maps the file; the values of private columns are not shown.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import Text
from dashboard.importers.codes import written_in
from dashboard.importers.column import Column
from dashboard.importers.columns import Heading
from dashboard.importers.faults import BadValueError, UnknownValueError, echo
from dashboard.importers.files.source import Cell, Row
from dashboard.importers.personal import is_personal
from dashboard.importers.values import as_text, ignored
from dashboard.importers.words import plain

SAMPLES = 3
ROWS_SAMPLED = 50
MOST_UNCLEAR = 200
LONGEST_WORD = 200
MOST_REMEMBERED = 20_000  # cached cells of columns with words explained by hand


@dataclass(frozen=True, slots=True)
class ColumnOverview:
    """A column of a file; ``column`` is ``None`` when it is not recognised.

    A ``personal`` column has no sample; it can be skipped, but not be given a meaning. ``probable``
    is what one that is not recognised was probably to be.
    """

    header: str
    column: Column | None
    passed_over: bool
    sample: tuple[str, ...] = ()
    personal: bool = False
    probable: Column | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A value as written, the number of rows that have it, and the code it was given, if any.

    Without one, ``probable`` is the code that it was probably to be, if one is near, and ``advice``
    says which to choose, if it is known to mean now one, now another.
    """

    column: str
    value: str
    rows: int
    meant: str | None = None
    probable: str | None = None
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class FileOverview:
    """A file's columns and words, and ``fields``: what its columns may mean.

    A header in several sheets counts as one column.
    """

    columns: tuple[ColumnOverview, ...] = ()
    fields: tuple[Column, ...] = ()
    words: tuple[Word, ...] = ()
    by_hand: ByHand = field(default_factory=ByHand)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers that have no meaning yet."""
        return tuple(
            seen.header
            for seen in self.columns
            if seen.header and seen.column is None and not seen.passed_over
        )

    @property
    def may_be_said(self) -> tuple[Column, ...]:
        """The columns that the file lacks, but whose value may be given for all rows."""
        return tuple(one for one in self._lacking() if one.constant)

    @property
    def must_be_there(self) -> tuple[Column, ...]:
        """The columns that the file lacks, but needs with a value of its own in each row."""
        return tuple(one for one in self._lacking() if one.needed and not one.constant)

    def _lacking(self) -> Iterator[Column]:
        there = {seen.column.part_of for seen in self.columns if seen.column}
        return (one for one in self.fields if one.code not in there)


class Glance:
    """Collects the overview while rows are read, table by table, in constant memory."""

    def __init__(
        self,
        known: Collection[Column] = (),
        by_hand: ByHand | None = None,
        private: Collection[str] = (),
    ) -> None:
        self._known = tuple(column for column in known if column.parse is not ignored)
        self._by_hand = by_hand or ByHand()
        self._private = private
        self._unclear = Counter[tuple[str, str]]()
        self._meanings: dict[tuple[str, str], tuple[Callable[[], str | None], Text | None]] = {}
        self._meant = Counter[tuple[str, str]]()
        self._columns: dict[str | int, ColumnOverview] = {}
        self._heading = Heading((), ())
        self._samples: dict[int, dict[str, None]] = {}
        self._meant_by_cell: dict[tuple[str, Cell], frozenset[str]] = {}

    def begin(self, heading: Heading) -> None:
        """Start another table."""
        self._keep_columns()
        self._heading = heading
        self._samples = {
            at: {}
            for at, column in enumerate(heading.columns)
            if not (heading.recognised[at] and column.parse is ignored)
            and column.code not in self._private
            and not (heading.headers[at] and is_personal(heading.headers[at]))
        }
        self._mapped = tuple(
            (at, column, _by_way(said))
            for at, column in enumerate(heading.columns)
            if (said := self._by_hand.values.get(column.part_of))
        )
        self._meant_by_cell = {}
        self._rows = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Note a row."""
        self._rows += 1
        if self._rows <= ROWS_SAMPLED:
            self._sample(cells)
        for at, column, by_way in self._mapped:
            for value in self._meant_in(cells[at], column, by_way):
                self._meant[column.part_of, value] += 1

    def rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Note many rows."""
        noted = rows if self._mapped else rows[: max(ROWS_SAMPLED - self._rows, 0)]
        for cells in noted:
            self.row(cells)
        self._rows += len(rows) - len(noted)

    def only(self, rows: Iterable[Row]) -> None:
        """Note the first rows of a file that cannot be checked as it is."""
        for _, cells in islice(rows, ROWS_SAMPLED):
            self._sample(cells)

    def unclear(self, column: Column, error: BadValueError) -> None:
        """Note a word that was not understood."""
        if isinstance(error, UnknownValueError) and len(error.written) <= LONGEST_WORD:
            word = column.part_of, error.written
            if word in self._unclear or len(self._unclear) < MOST_UNCLEAR:
                self._unclear[word] += 1
                self._meanings[word] = error.probable, error.advice

    def look(self) -> FileOverview:
        """The overview."""
        self._keep_columns()
        words = (*self._not_understood(), *self._said())
        return FileOverview(tuple(self._columns.values()), self._known, words, self._by_hand)

    def _meant_in(self, cell: Cell, column: Column, by_way: Mapping[str, str]) -> frozenset[str]:
        """Those values explained by hand that occur in a cell."""
        key = column.code, cell
        if key not in self._meant_by_cell:
            if len(self._meant_by_cell) >= MOST_REMEMBERED:
                self._meant_by_cell.clear()
            written = written_in(cell, several=column.splits)
            ways = (by_way.get(one) or by_way.get(plain(one)) for one in written)
            self._meant_by_cell[key] = frozenset(filter(None, ways))
        return self._meant_by_cell[key]

    def _sample(self, cells: Sequence[Cell]) -> None:
        for at, sample in self._samples.items():
            if at < len(cells) and len(sample) < SAMPLES and (said := echo(as_text(cells[at]))):
                sample[said] = None

    def _keep_columns(self) -> None:
        """Keep each header once: what is said of it by hand holds in all tables."""
        heading = self._heading
        each = zip(heading.headers, heading.columns, heading.recognised, strict=True)
        for at, (header, column, recognised) in enumerate(each):
            passed_over = recognised and column.parse is ignored
            ours = column if column.code and not passed_over else None
            sample, personal = tuple(self._samples.get(at, ())), is_personal(header)
            meant = heading.probable[at] if heading.probable else None
            held = personal and ours is None
            seen = ColumnOverview(header, ours, passed_over, sample, held, meant)
            self._columns.setdefault(header or at, seen)

    def _not_understood(self) -> Iterator[Word]:
        """The words that were not understood, the most frequent first."""
        for (column, value), rows in self._unclear.most_common():
            probable, advice = self._meanings[column, value]
            yield Word(column, value, rows, probable=probable(), advice=advice)

    def _said(self) -> Iterator[Word]:
        for (column, value), rows in self._meant.items():
            yield Word(column, value, rows, self._by_hand.values[column][value])


def _by_way(said: Mapping[str, str]) -> dict[str, str]:
    """The values explained by hand, both as written and in plain words."""
    ways = {plain(value): value for value in said} | {value: value for value in said}
    return {way: value for way, value in ways.items() if way}
