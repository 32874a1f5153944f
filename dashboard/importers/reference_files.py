"""Read the files of reference data, which a project may have edited; each fault has its place."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table

from dashboard.domain.reference.kinds import ORDER, kind_of
from dashboard.domain.shared.records import ReferenceRecord
from dashboard.i18n import Text, text
from dashboard.importers.faults import Fault
from dashboard.writes.reference import as_value

Row = dict[str, str]
Records = dict[str, list[ReferenceRecord]]


class BadReferenceError(ValueError):
    """What to correct before any of the files can be imported."""

    def __init__(self, faults: list[tuple[str, Fault]]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _File:
    table: Table
    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def read(folder: Path, tables: Mapping[str, Table]) -> Records:
    """The values of one file a table, in the order of the rows.

    Raises:
        BadReferenceError: Some can't go in; it names each with its file.
        OSError: A file can't be read.
    """
    files, faults = {}, []
    for name, table in tables.items():
        try:
            files[name] = _open(folder / f"{name}.csv", table)
        except UnicodeDecodeError:
            faults.append((f"{name}.csv", _not_utf8()))
    for file in files.values():
        faults += [(file.name, fault) for fault in _faults(file, files)]
    if faults:
        raise BadReferenceError(faults)
    return {
        name: [_record(*row) for row in enumerate(file.rows, 1)] for name, file in files.items()
    }


def _open(path: Path, table: Table) -> _File:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        rows = tuple((reader.line_num, row) for row in reader)
    return _File(table, path.name, tuple(reader.fieldnames or ()), rows)


def _record(position: int, numbered: tuple[int, Row]) -> ReferenceRecord:
    cells = dict(numbered[1])
    return ReferenceRecord(cells.pop("code"), cells | {ORDER: str(position)})


def _faults(file: _File, files: Mapping[str, _File]) -> Iterator[Fault]:
    columns = {column.name: column for column in file.table.columns if column.name != ORDER}
    wrong = list(_of_headers(file, columns))
    yield from wrong
    if not wrong:
        for row, cells in file.rows:
            yield from _of_row(row, cells, columns, files)
        yield from _repeated(file, columns)


def _of_headers(file: _File, columns: Mapping[str, Column[Any]]) -> Iterator[Fault]:
    for name in columns:
        if name not in file.headers:
            yield Fault(
                1,
                name,
                "",
                text("The column “{column}” is missing", column=name),
                text("Add it, or edit the file that came with the program"),
            )
    for name in file.headers:
        if name not in columns:
            remedy = text("Remove it; the columns are: {columns}", columns=", ".join(columns))
            yield Fault(
                1, name, "", text("The column “{column}” is not recognized", column=name), remedy
            )


def _of_row(
    row: int, cells: Row, columns: Mapping[str, Column[Any]], files: Mapping[str, _File]
) -> Iterator[Fault]:
    if None in cells:
        remedy = text("Put text that has a comma in it between quotation marks")
        yield Fault(row, "", "", text("The row has more cells than there are columns"), remedy)
        return
    for name, column in columns.items():
        if told := _problem(cells[name], column, cells, files):
            yield Fault(row, name, cells[name], *told)


def _problem(
    cell: str, column: Column[Any], cells: Row, files: Mapping[str, _File]
) -> tuple[Text, Text] | None:
    if not cell.strip():
        return _blank(column, cells)
    try:
        as_value(column, cell)
    except ValueError:
        return _unlike(column)
    if isinstance(column.type, Boolean) and cell not in ("yes", "no"):
        return text("This is neither yes nor no"), text("Write “yes” or “no”")
    for key in column.foreign_keys:
        of = files.get(key.column.table.name)
        if of and cell not in {other.get("code") for _, other in of.rows}:
            remedy = text("Write a code of {file}", file=of.name)
            return text("There is no such code"), remedy
    return None


def _blank(column: Column[Any], cells: Row) -> tuple[Text, Text] | None:
    """Words that are missing: both languages are needed, or neither if the kind allows that."""
    if column.nullable:
        return None
    kind = kind_of(column.table.name)
    field = next((f for f in kind.fields if column.name in f.columns), None) if kind else None
    if field and not field.needed and not any(cells[name].strip() for name in field.columns):
        return None
    if field and field.said:
        remedy = text("Write it in English and in French, or in neither")
        return text("The cell is blank"), text("Fill it in") if field.needed else remedy
    return text("The cell is blank"), text("Fill it in")


def _unlike(column: Column[Any]) -> tuple[Text, Text]:
    if isinstance(column.type, Date):
        return text("This is not a date"), text("Write it as 2015-03-25")
    if isinstance(column.type, Integer):
        return text("This is not a whole number"), text("Write digits only, such as 12")
    if isinstance(column.type, Float):
        return text("This is not a number"), text("Write it with a point, such as 12.5")
    raise NotImplementedError(column)


def _repeated(file: _File, columns: Mapping[str, Column[Any]]) -> Iterator[Fault]:
    for name, column in columns.items():
        seen: dict[str, int] = {}
        for row, cells in file.rows:
            first = seen.setdefault(cells[name], row)
            if (column.unique or column.primary_key) and first != row and cells[name].strip():
                problem = text("This value is already in row {row}", row=str(first))
                yield Fault(
                    row, name, cells[name], problem, text("Each row needs a different value")
                )


def _not_utf8() -> Fault:
    remedy = text("In Excel, save it as “CSV UTF-8 (comma delimited)”")
    return Fault(None, "", "", text("The file is not in UTF-8"), remedy)
