"""Columns by their headers, in either language and any order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from dashboard.domain.shared.vocabulary import AgeGroup
from dashboard.i18n import Text, text
from dashboard.importers import values
from dashboard.importers.column import CellReader, Column
from dashboard.importers.constants import Constant, Constants
from dashboard.importers.faults import Fault, Remark, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.heading_faults import absence_faults, header_faults
from dashboard.importers.personal import is_personal
from dashboard.importers.questions import age_phrases, counted
from dashboard.importers.recognition import LONGEST_HEADER, Recognition
from dashboard.importers.tools import Tool, exact, identifier, tools_of
from dashboard.importers.words import label, nearest, plain

__all__ = ["CellReader", "Column", "Heading", "age_columns", "headers_of", "read_heading"]


_MOST_GUESSED = 100  # guesses take time, and nobody reads more
_PASSED_OVER = Column("", "", "", values.ignored, repeats=False)
NO_CONSTANTS = Constants()


@dataclass(frozen=True, slots=True)
class Heading:
    """A file's header row, with one column for each of its cells.

    ``headers`` are unique, for people who give them a meaning by hand; not all need be
    ``recognised``. Rows can be checked only if it is ``clear`` which column is which. Of the
    ``missing`` columns, the ``mistyped`` ones probably stand under an unknown header, and
    ``constants`` replace others. ``remarks`` say what was accepted, ``ignored`` what to skip.
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
    said = _by_hand(told_apart, by_hand or {}, known)
    found, remarks = _find(number, headers, recognition, tools, known, meant=said)
    columns = tuple(
        column or _not_ours(header, at)
        for at, (header, column) in enumerate(zip(shown, found, strict=True), start=1)
    )
    present = {column.part_of for column in columns}
    missing = tuple(column for column in known if column.code not in present)
    unknown = (
        h for h, c in zip(shown, found, strict=True) if h and not (c or recognition.refuses(h))
    )
    meant = {h: nearest(h, recognition.by_name) for h in islice(unknown, _MOST_GUESSED)}
    absent = tuple(absence_faults(number, [one for one in missing if one.code not in constants]))
    codes = [column.code for column in found if column and column.code]
    return Heading(
        shown,
        columns,
        missing,
        mistyped=tuple(column for column in missing if column in meant.values()),
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
    said = _by_hand(headers_of(cells), by_hand, known)
    found, _ = _find(1, headers, recognition, tools, known, meant=said)
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


def age_columns(groups: Iterable[AgeGroup]) -> tuple[Column, ...]:
    """One column per age group of the reference data; a blank cell stays ``None`` for now."""
    return tuple(
        Column(
            group.code,
            group.code if group.code[0].isdigit() else group.label_en,
            group.code if group.code[0].isdigit() else group.label_fr,
            values.count,
            headers=(group.label_en, group.label_fr, *age_phrases(group.code)),
            gist=counted,
            meaning=group,
        )
        for group in groups
    )


def _by_hand(
    headers: Sequence[str], said: Mapping[str, str], known: Sequence[Column]
) -> dict[int, Column]:
    """The columns given by hand, for a header or for how it is shown.

    Columns that no longer exist are left out. A header that identifies people can only be skipped.
    """
    meant = {column.code: column for column in known} | {"": _PASSED_OVER}
    codes = (said.get(header, said.get(echo(header))) for header in headers)
    return {
        at: meant[code]
        for at, (header, code) in enumerate(zip(headers, codes, strict=True))
        if code in meant and not (code and is_personal(header))
    }


def _find(  # noqa: PLR0913 - all of it is of one header row
    number: int,
    headers: Sequence[str],
    recognition: Recognition,
    tools: Sequence[Tool],
    known: Iterable[Column],
    *,
    meant: Mapping[int, Column],
) -> tuple[list[Column | None], tuple[Remark, ...]]:
    """The column of each header (``None`` if unknown), and the remarks on them."""
    names = [exact(header) for header in headers]
    read = [
        meant.get(at)
        or (_PASSED_OVER if any(tool.owns(name) for tool in tools) else recognition.column(header))
        for at, (header, name) in enumerate(zip(headers, names, strict=True))
    ]
    found = _each_once(read, names, tools)
    told = {column.code for column in read if column}
    remarks = []
    for column in known:
        if column.identifies and column.code not in told and (ids := _ids(names, tools)):
            at, tool = ids[0]
            found[at] = replace(column, parse=identifier(column.parse, moments=tool.moments))
            apart = text("There is no reference; this column identifies the rows instead")
            remarks.append(Remark(number, echo(headers[at]), apart))
    passed = [
        echo(header)
        for at, (header, name, column) in enumerate(zip(headers, names, found, strict=True))
        if column is _PASSED_OVER and at not in meant and _is_of_a_tool(name, tools)
    ]
    if passed:
        said = text(
            "These columns come from {tool}, not from the form; they are ignored, and "
            "nothing in them is kept: {headers}",
            tool=" / ".join(tool.name for tool in tools),
            headers=", ".join(passed),
        )
        remarks.append(Remark(number, "", said))
    return found, tuple(remarks)


def _each_once(
    read: Sequence[Column | None], names: Sequence[str], tools: Sequence[Tool]
) -> list[Column | None]:
    """The columns without those that tell again what others tell.

    A split question and its options repeat each other. Beside a column of the form, one of the same
    meaning that may be a tool's is the tool's.
    """
    told = {column.code for column in read if column}
    whole = [
        _PASSED_OVER if column and column.repeats_whole and column.part_of in told else column
        for column in read
    ]
    times = Counter(column.code for column in whole if column)
    return [
        _PASSED_OVER
        if column and times[column.code] > 1 and any(name in tool.may for tool in tools)
        else column
        for name, column in zip(names, whole, strict=True)
    ]


def _is_of_a_tool(name: str, tools: Iterable[Tool]) -> bool:
    return any(tool.owns(name) or name in tool.may for tool in tools)


def _ids(names: Sequence[str], tools: Iterable[Tool]) -> list[tuple[int, Tool]]:
    """Where the tools' own ids stand, with their tools; the best of a tool first."""
    return [(names.index(name), tool) for tool in tools for name in tool.ids if name in names]


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
    return _PASSED_OVER if header else replace(_PASSED_OVER, parse=values.nothing(number))
