"""Columns by their headers, in either language and any order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.domain.vocabulary import AgeGroup
from dashboard.i18n import Locale, Text, text
from dashboard.importers import values
from dashboard.importers.faults import BadValueError, Fault, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.values import MONTHS, Parse
from dashboard.importers.words import label, listed, nearest, plain

_AGE_NOISE = re.compile(r"\b(?:ans?|years?|old|aged?|ages|yrs|groupe|d)\b")
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """What a file may have under a header: how it is read, and what a blank cell means.

    A ``needed`` column must be there and filled; the others give ``blank``. ``headers`` are
    accepted besides the code and the two titles. ``repeats`` when few values stand in many rows,
    so that what was read once need not be read again.
    """

    code: str
    title_en: str
    title_fr: str
    parse: Parse
    headers: tuple[str, ...] = ()
    needed: bool = False
    blank: Any = None
    repeats: bool = True

    def label(self, locale: Locale) -> str:
        """The title as readers of that language write it."""
        return self.title_fr if locale is Locale.FR else self.title_en

    @property
    def names(self) -> frozenset[str]:
        """All accepted headers, in plain words."""
        return frozenset(map(plain, (self.code, self.title_en, self.title_fr, *self.headers)))


class Reader(dict[Cell, Any]):
    """A column's cells already read: ``reader[cell]`` is as fast as a look-up."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, cell: Cell) -> Any:  # noqa: ANN401 - what the column parses to
        if isinstance(cell, str) and not cell.strip():
            if self.column.needed:
                raise BadValueError(text("The cell is blank"), text("Fill it in"))
            value = self.column.blank
        else:
            value = self.column.parse(cell)
        if self.column.repeats and len(self) < _MOST_REMEMBERED:
            self[cell] = value
        return value


@dataclass(frozen=True, slots=True)
class Heading:
    """A file's header row, understood: one column for each of its cells.

    Unless it is ``clear`` which column is which, no row can be judged. Of the ``missing`` columns
    the ``mistyped`` ones probably stand under an unknown header.
    """

    shown: tuple[str, ...]
    columns: tuple[Column, ...]
    missing: tuple[Column, ...] = ()
    mistyped: tuple[Column, ...] = ()
    faults: tuple[Fault, ...] = ()
    clear: bool = True

    def header(self, code: str) -> str:
        """A column's header as the file has it; its code when the file has none."""
        for shown, column in zip(self.shown, self.columns, strict=True):
            if column.code == code:
                return shown
        return code

    def title(self, code: str) -> Text | None:
        """Our title of a column that the file has not."""
        return next((label(column) for column in self.missing if column.code == code), None)


def read_heading(number: int, cells: Sequence[Cell], known: Sequence[Column]) -> Heading:
    """Match a header row with the known columns; unknown, doubled and missing ones are faults."""
    shown = tuple(_header(cell) for cell in _without_blank_end(cells))
    by_name = {name: column for column in known for name in column.names}
    found = tuple(_find(header, by_name) for header in shown)
    columns = tuple(
        column or _not_ours(header, at)
        for at, (header, column) in enumerate(zip(shown, found, strict=True), start=1)
    )
    missing = tuple(column for column in known if column not in columns)
    meant = {h: nearest(h, by_name) for h, c in zip(shown, found, strict=True) if h and not c}
    absent = tuple(_absent(number, missing))
    codes = [column.code for column in found if column]
    return Heading(
        shown,
        columns,
        missing,
        mistyped=tuple(column for column in missing if column in meant.values()),
        faults=(*_bad_headers(number, shown, found, meant, known), *absent),
        clear=not absent and len(codes) == len(set(codes)),
    )


def age_columns(groups: Iterable[AgeGroup]) -> tuple[Column, ...]:
    """A column an age group of the reference data; a blank cell stays ``None`` for now."""
    return tuple(
        Column(
            group.code,
            group.code if group.code[0].isdigit() else group.label_en,
            group.code if group.code[0].isdigit() else group.label_fr,
            values.count,
            headers=(group.label_en, group.label_fr),
        )
        for group in groups
    )


def _find(header: str, by_name: dict[str, Column]) -> Column | None:
    name = plain(header)
    bare = " ".join(_AGE_NOISE.sub("", name).split())
    return by_name.get(name) or by_name.get(bare) or by_name.get(_as_typed(name))


def _as_typed(name: str) -> str:
    """The header 12-14, which a spreadsheet takes for 14 December and writes as 14-Dec."""
    month = [MONTHS[word] for word in name.split() if word in MONTHS]
    day = [word for word in name.split() if word.isdigit()]
    return f"{month[0]} {day[0]}" if len(month) == len(day) == 1 else name


def _header(cell: Cell) -> str:
    return f"{cell.month}-{cell.day}" if isinstance(cell, datetime) else echo(cell)


def _without_blank_end(cells: Sequence[Cell]) -> Sequence[Cell]:
    end = len(cells)
    while end and not str(cells[end - 1]).strip():
        end -= 1
    return cells[:end]


def _not_ours(header: str, number: int) -> Column:
    parse = values.ignored if header else values.nothing(number)
    return Column("", "", "", parse, repeats=False)


def _bad_headers(
    number: int,
    shown: Sequence[str],
    found: Sequence[Column | None],
    meant: Mapping[str, Column | None],
    known: Sequence[Column],
) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for header, column in zip(shown, found, strict=True):
        if column is None:
            if header:
                yield _unknown_header(number, header, meant[header], known)
        elif column.code in first:
            yield Fault(
                number,
                header,
                header,
                text(
                    "“{header}” says the same as “{first}”", header=header, first=first[column.code]
                ),
                text("Keep one of the two columns"),
            )
        else:
            first[column.code] = header


def _unknown_header(
    number: int, header: str, meant: Column | None, known: Sequence[Column]
) -> Fault:
    remedy = (
        text("Did you mean “{meant}”?", meant=meant)
        if meant
        else text("Known headers: {headers}", headers=listed(known))
    )
    return Fault(
        number, header, header, text("The header “{header}” is not known", header=header), remedy
    )


def _absent(number: int, missing: Iterable[Column]) -> Iterator[Fault]:
    for column in missing:
        if column.needed:
            yield Fault(
                number,
                column.code,
                "",
                text("The column “{column}” is missing", column=column),
                text("Add it, with a value in every row"),
                label(column),
            )
