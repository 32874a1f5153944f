"""Columns by their headers, in either language and any order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from dashboard.i18n import Text
from dashboard.importers import values
from dashboard.importers.column import CellReader, Column
from dashboard.importers.constants import Constant, Constants
from dashboard.importers.faults import Fault, Remark, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.guesses import Guess
from dashboard.importers.heading_faults import absence_faults, header_faults
from dashboard.importers.matching import PASSED_OVER, matched, said_by_hand
from dashboard.importers.recognition import LONGEST_HEADER, Recognition
from dashboard.importers.tools import tools_of
from dashboard.importers.words import label, plain

__all__ = ["CellReader", "Column", "Heading", "headers_of", "read_heading"]


_MOST_GUESSED = 100  # guesses take time, and nobody reads more
NO_CONSTANTS = Constants()


@dataclass(frozen=True, slots=True)
class Heading:
    """A file's header row, with one column for each of its cells.

    ``headers`` are unique, for people who give them a meaning by hand; not all need be
    ``recognised``. Rows can be checked only if it is ``clear`` which column is which. Of the
    ``missing`` columns, the ``mistyped`` ones probably stand under an unknown header (``probable``,
    by header), and ``constants`` replace others. ``remarks`` say what was accepted, ``ignored``
    what to skip.
    """

    shown: tuple[str, ...]
    columns: tuple[Column, ...]
    missing: tuple[Column, ...] = ()
    mistyped: tuple[Column, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    clear: bool = True
    headers: tuple[str, ...] = ()
    recognised: tuple[bool, ...] = ()
    ignored: tuple[str, ...] = ()
    constants: tuple[Constant, ...] = ()
    probable: tuple[Column | None, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers that have no meaning yet."""
        each = zip(self.headers, self.recognised, strict=True)
        return tuple(header for header, recognised in each if header and not recognised)

    def header(self, code: str) -> str:
        """A column's header in the file; its code if the file has none."""
        for shown, column in zip(self.shown, self.columns, strict=True):
            if column.code == code:
                return shown
        return code

    def has(self, column: Column) -> bool:
        """Whether the file has that column."""
        return any(one.part_of == column.code for one in self.columns)

    def title(self, code: str) -> Text | None:
        """Our title of a column that the file lacks."""
        return next((label(column) for column in self.missing if column.code == code), None)


def read_heading(
    number: int,
    cells: Sequence[Cell],
    known: Sequence[Column],
    by_hand: Mapping[str, str] | None = None,
    constants: Constants = NO_CONSTANTS,
) -> Heading:
    """Match a header row with the known columns; unknown, duplicate and missing ones are faults.

    Columns that a survey tool adds by itself are skipped. If no column identifies the rows, the
    tool's own id is used instead. Both are remarked. What somebody said ``by_hand`` about a header
    comes first; ``constants`` replace missing columns.
    """
    headers = tuple(map(_header, _without_blank_end(cells)))
    shown = tuple(map(echo, headers))
    tools = tools_of(headers)
    recognition = Recognition(known, hyphens=any(tool.hyphens for tool in tools))
    told_apart = headers_of(cells)
    said = said_by_hand(told_apart, by_hand or {}, known)
    found, remarks = matched(number, headers, recognition, tools, known, meant=said)
    columns = tuple(
        column or _not_ours(header, at)
        for at, (header, column) in enumerate(zip(shown, found, strict=True), start=1)
    )
    present = {column.part_of for column in columns}
    missing = tuple(column for column in known if column.code not in present)
    unknown = (
        h for h, c in zip(shown, found, strict=True) if h and not (c or recognition.refuses(h))
    )
    guess = Guess(missing)
    meant = {h: guess.column(h) for h in islice(unknown, _MOST_GUESSED)}
    absent = tuple(absence_faults(number, [one for one in missing if one.code not in constants]))
    codes = [column.code for column in found if column and column.code]
    return Heading(
        shown,
        columns,
        missing,
        mistyped=tuple(column for column in missing if column in meant.values()),
        probable=tuple(meant.get(header) for header in shown),
        faults=(
            *header_faults(number, shown, found, meant, known, recognition=recognition),
            *absent,
        ),
        remarks=remarks,
        clear=not (absent or constants.wrong(missing)) and len(codes) == len(set(codes)),
        headers=told_apart,
        recognised=tuple(column is not None for column in found),
        ignored=tuple(told_apart[at] for at, column in said.items() if not column.code),
        constants=constants.given(missing),
    )


def headers_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The headers of a row made unique: a second ``Total`` becomes ``Total (2)``."""
    times = Counter[str]()
    told_apart = []
    for header in map(_header, _without_blank_end(cells)):
        times[header] += 1
        again = header and times[header] > 1
        told_apart.append(f"{header} ({times[header]})" if again else header)
    return tuple(told_apart)


def meaning_of(
    cells: Sequence[Cell], known: Sequence[Column], by_hand: Mapping[str, str]
) -> frozenset[str]:
    """The columns that a header row means, in any order and language.

    Codes, without columns that are skipped. An unknown header stands for itself, after a mark that
    no code has.
    """
    headers = tuple(map(_header, _without_blank_end(cells)))
    tools = tools_of(headers)
    recognition = Recognition(known, hyphens=any(tool.hyphens for tool in tools))
    said = said_by_hand(headers_of(cells), by_hand, known)
    found, _ = matched(1, headers, recognition, tools, known, meant=said)
    return frozenset(
        column.part_of if column else f"? {plain(header)}"
        for header, column in zip(headers, found, strict=True)
        if (column.code if column else header)
    )


def position(
    code: str,
    cells: Sequence[Cell],
    known: Sequence[Column],
    by_hand: Mapping[str, str] | None = None,
) -> int | None:
    """Where in a header row, from 0, the column of that code stands."""
    codes = [column.code for column in read_heading(1, cells, known, by_hand).columns]
    return codes.index(code) if code in codes else None


def _header(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell.month}-{cell.day}"
    return str(cell)[:LONGEST_HEADER].strip()


def _without_blank_end(cells: Sequence[Cell]) -> Sequence[Cell]:
    end = len(cells)
    while end and not str(cells[end - 1]).strip():
        end -= 1
    return cells[:end]


def _not_ours(header: str, number: int) -> Column:
    return PASSED_OVER if header else replace(PASSED_OVER, parse=values.nothing(number))
