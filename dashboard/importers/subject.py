"""What differs between the files of different subjects; the pipeline does all the rest."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sqlalchemy import Connection

from dashboard.domain.importing.by_hand import ByHand
from dashboard.domain.shared.records import Record
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Text
from dashboard.importers.columns import Column
from dashboard.importers.day_order import Again
from dashboard.importers.faults import BadValueError
from dashboard.importers.oddities import OddityAnswers, RowOddities
from dashboard.importers.row_columns import ColumnValues
from dashboard.writes.changes import Store

R = TypeVar("R", bound=Record)
T = TypeVar("T")

Values = dict[str, Any]
Rule = Callable[[Values], None]
Key = Callable[[Values], str]
Load = Callable[[dict[str, Any]], R]
FindOddities = Callable[[Connection, Any, Any, Collection[str]], RowOddities]
CheckTogether = Callable[[Connection, Iterable[tuple[int, R]]], Iterator[tuple[int, BadValueError]]]


@dataclass(frozen=True, slots=True)
class Context:
    """What rows are checked against, as it was when the import began.

    ``epoch`` is the day that a workbook's serial numbers count from. ``again`` reads the tables
    once more while they are being read, for what only other rows tell. ``by_hand`` is a mapping,
    ``answers`` are those about odd things, and ``file`` is the file's name. ``in_form`` is for what
    somebody types into a form.
    """

    vocabulary: Vocabulary
    indicators: tuple[Term, ...]
    facilitators: tuple[Term, ...]
    today: date
    epoch: datetime | None = None
    again: Again | None = None
    by_hand: ByHand = field(default_factory=ByHand)
    answers: OddityAnswers = field(default_factory=OddityAnswers)
    file: str = ""
    in_form: bool = False
    _gathered: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, what: str, gather: Callable[[], T]) -> T:
        """What is gathered from the codes and the words of this context, which stay the same.

        A context that forms share gathers it once: there may be hundreds of venues.
        """
        if what not in self._gathered:
            self._gathered[what] = gather()
        return cast("T", self._gathered[what])


class RowRemark(NamedTuple):
    """A remark on a row, by its place among some rows, and on the column with that code."""

    at: int
    code: str
    said: Text
    warns: bool = False


class SoundRows(NamedTuple):
    """Rows that are all sound: their keys, their records as JSON, and remarks in their order."""

    keys: Sequence[str]
    states: Sequence[bytes]
    remarks: Sequence[RowRemark]


@dataclass(frozen=True, slots=True)
class Checks(Generic[R]):
    """A subject's columns and rules in one context.

    A rule raises ``BadValueError`` with its column, or ``KeyError`` if a cell that it needs was
    faulty already. ``record`` gets rows without faults only; its text is a remark about
    ``remark_column``. A file must have one of the columns ``at_least_one``. ``decided``, called
    once all rows are read, tells what was decided for a whole column. ``doubts`` tells what is odd
    in all rows together, from the database, the staged rows, their places and the columns.
    ``warns`` tells what a record should not contain, with the column's code.

    ``together``, if there is one, does all that for many rows at once, from their values by column:
    ``None`` unless all are sound, and then the rows are checked one by one.
    """

    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    record: Callable[[Values], tuple[R, Text | None]]
    remark_column: str = ""
    at_least_one: tuple[str, ...] = ()
    decided: Callable[[], Iterable[tuple[str, Text]]] = tuple
    doubts: FindOddities = lambda *_: RowOddities()
    warns: Callable[[R], Iterable[tuple[str, Text]]] = lambda _: ()
    together: Callable[[ColumnValues], SoundRows | None] | None = None


@dataclass(frozen=True, slots=True)
class Subject(Generic[R]):
    """One kind of file.

    ``key`` returns the record's key from the sound cells of a row, and raises ``KeyError`` if one
    that it needs is faulty; ``key_column`` gets the fault if two rows have the same key. ``kept``
    fields stay unchanged if a file has no such column. Values of ``private`` columns appear in no
    report. ``together`` checks all records of a file against the database, and yields row and
    fault. ``place`` tells where a record's copies would be, if it can have any. ``name`` is what
    people call a record. ``many``: its files may have very many new records, which are sessions.
    """

    code: str
    key_column: str
    key: Key
    checks: Callable[[Context], Checks[R]]
    load: Load[R]
    store: Store[R]
    kept: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    together: CheckTogether[R] = lambda *_: iter(())
    place: Callable[[R], tuple[str, date] | None] = lambda _: None
    name: Callable[[R], str] = attrgetter("key")
    many: bool = False
