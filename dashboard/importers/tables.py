"""Find where a sheet's table begins: below titles, and with headers in one or two rows."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from dashboard.importers.column import Column
from dashboard.importers.columns import headers_of
from dashboard.importers.exported import one_header, without_codes
from dashboard.importers.faults import BadFileError
from dashboard.importers.files import Cell, RereadableFile
from dashboard.importers.files.limits import MOST_ROWS
from dashboard.importers.files.refusals import too_many_rows
from dashboard.importers.files.source import Row, Sheet
from dashboard.importers.places import numbered
from dashboard.importers.recognition import Recognition
from dashboard.importers.tools import TWO_ROWS, exact
from dashboard.importers.words import plain

_LOOKED_AT = 15  # rows; nobody writes more above a table
_WIDEST_LOOKED_AT = 200
_ENOUGH = 3  # known headers; a row of values has none, or one by chance
_A_TITLE = 2  # cells at most
_SUMS = {
    *("total", "totals", "grand total", "subtotal", "sub total", "sum"),
    *("totaux", "total general", "sous total", "somme"),
}
_LONGEST_SUM = 100  # characters, with spaces around it
_SAYS_NOTHING = ("", "Response", "Open-Ended Response", "Réponse", "Réponse ouverte")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of a sheet from its header on, and the number of rows with content above it.

    They are numbered over all sheets read, see ``places``. The ``first`` row above is a title, if
    there is one. ``struck`` is as in ``Sheet``.
    """

    rows: Iterator[Row]
    sheet: str = ""
    above: int = 0
    first: Sequence[Cell] = ()
    hidden: bool = False
    struck: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a file in order, and the fraction of them read so far, 0 to 1."""

    each: Iterator[SheetTable]
    fraction: Callable[[], float]


def tables(
    book: RereadableFile,
    only: Collection[int] | None,
    known: Sequence[Column],
    said: Collection[str] = (),
) -> Tables:
    """The tables of all sheets, or ``only`` of those at some positions.

    ``said`` are headers that somebody explained. Reading them raises ``BadFileError`` if the file
    is damaged or has too many rows.
    """
    sheets = book.read(only)
    return Tables(_each(sheets.each, known, said), sheets.fraction)


def _each(
    sheets: Iterator[Sheet], known: Sequence[Column], said: Collection[str]
) -> Iterator[SheetTable]:
    read = 0

    def placed(sheet: Sheet, at: int, struck: set[int]) -> Iterator[Row]:
        nonlocal read
        told = deque[int](maxlen=2 * _LOOKED_AT)
        try:
            for row, cells in sheet.rows:
                if row in sheet.struck:
                    sheet.struck.discard(row)
                    if len(told) == told.maxlen:
                        struck.discard(told[0])  # read by now, by whoever wanted to know
                    told.append(numbered(at, row))
                    struck.add(told[-1])
                read += 1
                if read > MOST_ROWS and sheet.name:
                    raise too_many_rows()
                yield numbered(at, row), cells
        except BadFileError as error:
            raise error.of_sheet(sheet.name) from error

    for at, sheet in enumerate(sheets):
        struck: set[int] = set()
        rows = placed(sheet, at, struck)
        first = next(rows, None)
        rows, above = _from_header(chain([first] if first else [], rows), known, said)
        yield SheetTable(rows, sheet.name, above, first[1] if first else (), sheet.hidden, struck)


def sums_up(columns: Sequence[Column], key: str, cells: Sequence[Cell]) -> bool:
    """Whether a row says “Total” and has nothing else of a record but a key."""
    needed = [
        str(cell)
        for column, cell in zip(columns, cells, strict=False)
        if column.needed and column.code != key
    ]
    return (
        len(needed) > 1
        and all(not cell.strip() or _is_sum(cell) for cell in needed)
        and any(isinstance(cell, str) and _is_sum(cell) for cell in filter(None, cells))
    )


def _is_sum(cell: str) -> bool:
    """Whether it says “Total” and so on; of a long cell no letter is looked at."""
    return len(cell) <= _LONGEST_SUM and plain(cell) in _SUMS


def _from_header(
    rows: Iterator[Row], known: Sequence[Column], said: Collection[str]
) -> tuple[Iterator[Row], int]:
    """The rows of a table, and the number of rows above it."""
    first = [*map(without_codes, islice(rows, _LOOKED_AT))]
    recognition = Recognition(known)
    if headed := one_header(first, lambda cells: _known(cells, recognition, said)):
        table, at = headed
        return chain(table, rows), at
    at = _place(first, recognition, known, said) if len(first) > 1 else 0
    table = first[at:]
    if len(table) > 1:
        (number, above), (_, below), *others = table
        joined = _joined(_texts(above, below), _texts(below, above), recognition)
        table = [(number, [*joined]), *others] if joined else table
    return chain(table, rows), at


def _texts(cells: Sequence[Cell], other: Sequence[Cell]) -> list[str]:
    return [str(cell).strip() for cell in cells] + [""] * (len(other) - len(cells))


def _place(
    rows: Sequence[Row], recognition: Recognition, known: Sequence[Column], said: Collection[str]
) -> int:
    """The index of the header row: the first, unless another is certain, or the first is a title.

    A row of values never looks like headers, so only rows above the table are skipped.
    """
    found = [_known(cells, recognition, said) for _, cells in rows]
    best = max(found)
    if best >= _ENOUGH and best > 2 * found[0]:
        return found.index(best)
    filled = [sum(1 for cell in cells if str(cell).strip()) for _, cells in rows]
    needed = sum(column.needed for column in known)
    table = next((at for at, count in enumerate(filled) if count > _A_TITLE), 0)
    return table if not found[0] and filled[table] >= max(needed, _ENOUGH) else 0


def _known(cells: Sequence[Cell], recognition: Recognition, said: Collection[str]) -> int:
    """How many columns the cells name."""
    headers = headers_of(cells[:_WIDEST_LOOKED_AT])
    columns = (recognition.column(header) for header in headers if header not in said)
    codes = {column.code for column in columns if column}
    return len(codes) + sum(header in said for header in headers)


def _joined(above: list[str], below: list[str], known: Recognition) -> list[str] | None:
    """Two header rows combined; ``None`` if the second has values."""
    names = [*map(exact, above)]
    for mark in TWO_ROWS:
        if mark <= {*names} and not any(below[names.index(name)] for name in mark):
            return _options_in_brackets(above, below)
    filled = [at for at, words in enumerate(below) if words]
    if len(filled) < _A_TITLE or not all(known.column(below[at]) for at in filled):
        return None
    if all(known.column(below[at]) is known.column(above[at]) for at in filled):
        return above  # the same again, as in the other language
    group = {at for at in filled if not above[at] or above[at + 1 : at + 2] == [""]}
    return (
        [under or over for over, under in zip(above, below, strict=True)]
        if group == {*filled}
        else None
    )


def _options_in_brackets(above: list[str], below: list[str]) -> list[str]:
    """Combine SurveyMonkey's two rows: a question, and below it the options, one per column.

    ``Who led? | (blank)`` over ``F-01 | F-02`` becomes ``Who led? [F-01] | Who led? [F-02]``.
    """
    headers = []
    question = ""
    for at, option in enumerate(below):
        question = above[at] or question
        alone = above[at] and not (above[at + 1 : at + 2] == [""] and below[at + 1])
        headers.append(question if alone or option in _SAYS_NOTHING else f"{question} [{option}]")
    return headers
