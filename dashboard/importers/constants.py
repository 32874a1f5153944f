"""Values given once for all rows, for columns that the file lacks.

They never fill blank cells: if a file has the column, its own cells count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n import Text, text
from dashboard.importers.column import CellReader, Column
from dashboard.importers.faults import BadValueError, Fault, echo
from dashboard.importers.words import label, listed, plain

_BETWEEN = "; "  # separates several codes, as in a cell


@dataclass(frozen=True, slots=True)
class Constant:
    """A value as written and as parsed by its column."""

    column: Column
    value: Any
    written: str

    @property
    def stored(self) -> str:
        """The value as a cell of codes."""
        return _BETWEEN.join(self.value) if isinstance(self.value, tuple) else str(self.value)


@dataclass(frozen=True, slots=True)
class Constants:
    """The values given, by column code: those that could be read, and the faults of the others.

    A value for ``nothing`` that may be constant is always a fault.
    """

    good: Mapping[str, Constant] = field(default_factory=dict)
    bad: Mapping[str, Fault] = field(default_factory=dict)
    nothing: tuple[Fault, ...] = ()

    def __contains__(self, code: str) -> bool:
        """Whether a value was given for that column."""
        return code in self.good or code in self.bad

    def given(self, missing: Iterable[Column]) -> tuple[Constant, ...]:
        """The values that replace columns which the file lacks."""
        return tuple(self.good[column.code] for column in missing if column.code in self.good)

    def wrong(self, missing: Iterable[Column]) -> tuple[Fault, ...]:
        """The faults of values given for columns that the file lacks."""
        return tuple(self.bad[column.code] for column in missing if column.code in self.bad)


def read_constants(said: Mapping[str, str], known: Sequence[Column]) -> Constants:
    """Parse the values given, by column code or title in either language."""
    by_name = {name: column for column in known if column.constant for name in column.names}
    good: dict[str, Constant] = {}
    bad: dict[str, Fault] = {}
    nothing = []
    for name, written in said.items():
        column = by_name.get(plain(name))
        if column is None:
            nothing.append(_of_nothing(name, written, [*dict.fromkeys(by_name.values())]))
            continue
        try:
            good[column.code] = Constant(column, _value(column, written), written)
        except BadValueError as error:
            bad[column.code] = _wrong(column, written, error)
    return Constants(good, bad, tuple(nothing))


def told(column: Column, stored: str) -> Text:
    """A value given for all rows, in words; a code that no longer exists is shown as it is."""
    return text("{column}: {value} for all rows", column=column, value=_in_words(column, stored))


def _in_words(column: Column, stored: str) -> object:
    if not column.terms:
        return stored
    labels = {term.code: term for term in column.terms}
    return tuple(labels.get(code, code) for code in stored.split(_BETWEEN))


def _value(column: Column, written: str) -> Any:  # noqa: ANN401 - what the column parses to
    value = CellReader(column)[written] if written.strip() else None
    if value in (None, "", ()):
        raise BadValueError(
            text("No value was given for all rows"), text("Give a value, or leave the column out")
        )
    return value


def _wrong(column: Column, written: str, error: BadValueError) -> Fault:
    return Fault(None, column.code, echo(written), error.problem, error.remedy, label(column))


def _of_nothing(name: str, written: str, columns: Collection[Column]) -> Fault:
    problem = text("“{name}” is not a column that can be the same in all rows", name=echo(name))
    remedy = text("These can be: {columns}", columns=listed(columns))
    return Fault(None, echo(name), echo(written), problem, remedy)
