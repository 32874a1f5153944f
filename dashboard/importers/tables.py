"""Where in a sheet its table begins: titles may stand above it, and headers over two rows."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from dashboard.importers.column import Column
from dashboard.importers.columns import headers_of
from dashboard.importers.exported import one_header, without_codes
from dashboard.importers.files import Cell, Source, open_rows
from dashboard.importers.files.source import Row
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
_SAYS_NOTHING = ("", "Response", "Open-Ended Response", "Réponse", "Réponse ouverte")


@contextmanager
def open_table(path: Path, known: Sequence[Column], said: Collection[str] = ()) -> Iterator[Source]:
    """The rows of a file from its header on; ``said`` are headers that somebody explained.

    Raises:
        BadFileError: It is no file that we can read; while reading the rows, too.
    """
    with open_rows(path) as source:
        yield _from_header(source, known, said)


def sums_up(columns: Sequence[Column], key: str, cells: Sequence[Cell]) -> bool:
    """Whether a row says “Total”, and lacks all that makes a record but a key."""
    needed = [
        str(cell)
        for column, cell in zip(columns, cells, strict=False)
        if column.needed and column.code != key
    ]
    return (
        len(needed) > 1
        and all(not cell.strip() or plain(cell) in _SUMS for cell in needed)
        and any(isinstance(cell, str) and plain(cell) in _SUMS for cell in cells)
    )


def _from_header(source: Source, known: Sequence[Column], said: Collection[str]) -> Source:
    first = [*map(without_codes, islice(source.rows, _LOOKED_AT))]
    recognition = Recognition(known)
    if headed := one_header(first, lambda cells: _known(cells, recognition, said)):
        table, at = headed
        return replace(source, rows=chain(table, source.rows), above=at)
    at = _place(first, recognition, known, said) if len(first) > 1 else 0
    table = first[at:]
    if len(table) > 1:
        (number, above), (_, below), *others = table
        joined = _joined(_texts(above, below), _texts(below, above), recognition)
        table = [(number, [*joined]), *others] if joined else table
    return replace(source, rows=chain(table, source.rows), above=at)


def _texts(cells: Sequence[Cell], other: Sequence[Cell]) -> list[str]:
    return [str(cell).strip() for cell in cells] + [""] * (len(other) - len(cells))


def _place(
    rows: Sequence[Row], recognition: Recognition, known: Sequence[Column], said: Collection[str]
) -> int:
    """Which row has the headers: the first, unless another is known for certain, or it is a title.

    A row of values never looks like headers, so that nothing is passed over but what is above.
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
    """Two rows of headers as one; nothing where the second has values."""
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
    """SurveyMonkey puts a question before the options, of which each has a column.

    ``Who led? | (blank)`` over ``F-01 | F-02`` becomes ``Who led? [F-01] | Who led? [F-02]``.
    """
    headers = []
    question = ""
    for at, option in enumerate(below):
        question = above[at] or question
        alone = above[at] and not (above[at + 1 : at + 2] == [""] and below[at + 1])
        headers.append(question if alone or option in _SAYS_NOTHING else f"{question} [{option}]")
    return headers
