"""One pass over a file's rows: sound records are staged, faults and remarks gathered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dashboard.domain.records import Record
from dashboard.i18n import text
from dashboard.importers import values as parsers
from dashboard.importers.columns import Heading, Reader, read_heading
from dashboard.importers.faults import BadValueError, Fault, FaultLog
from dashboard.importers.files.source import Cell, Source
from dashboard.importers.report import DETAILED, Remark, Report
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Context, Subject, Values

TOLD_EVERY = 500

R = TypeVar("R", bound=Record)


class Check(Generic[R]):
    """The check of one file; ``report`` tells what it found."""

    def __init__(self, subject: Subject[R], context: Context, staging: Staging[R]) -> None:
        self._subject = subject
        self._checks = subject.checks(context)
        self._staging = staging
        self._faults = FaultLog()
        self._remarks: list[Remark] = []
        self._remark_count = 0
        self._rows = 0
        self._heading = Heading((), ())

    @property
    def kept(self) -> tuple[str, ...]:
        """The fields that this file does not speak of, and that stay as they are."""
        missing = {column.code for column in self._heading.missing}
        return tuple(code for code in self._subject.kept if code in missing)

    def rows(self, source: Source, tell: Callable[[int, float], None]) -> None:
        """Check each row by itself; ``tell`` hears of rows done and of the part of the file."""
        number, header = next(source.rows, (1, []))
        self._heading = read_heading(number, header, self._checks.columns)
        for fault in (*self._heading.faults, *self._lacks_any(number)):
            self._faults.add(fault)
        if self._faults.count:  # without its columns no row can be judged
            return
        self._readers = tuple(map(Reader, self._heading.columns))
        self._names = tuple(column.code for column in self._heading.columns)
        self._blanks = {column.code: column.blank for column in self._heading.missing}
        for number, cells in source.rows:
            self._row(number, cells)
            self._rows += 1
            if self._rows % TOLD_EVERY == 0:
                tell(self._rows, source.fraction())
        if not self._rows:
            problem = text("There is no row below the header")
            self._faults.add(Fault(number, "", "", problem, text("Write a row a record")))

    def together(self, connection: Connection) -> None:
        """Check what the rows say of each other, once each by itself is sound."""
        if self._faults.count:
            return
        column = self._subject.key_column
        for row, first, key in self._staging.twice():
            problem = text("“{key}” already stands in row {first}", key=key, first=str(first))
            remedy = text("Keep one of the two rows, or give this one its own")
            self._faults.note(
                row, self._heading.header(column), key, BadValueError(problem, remedy)
            )
        if not self._faults.count:
            for row, error in self._subject.together(connection, self._staging):
                self._faults.note(row, self._heading.header(error.column), "", error)

    def report(self, report: Report) -> Report:
        """The report with what was found."""
        return replace(
            report,
            rows=self._rows,
            faults=tuple(self._faults.kept),
            fault_count=self._faults.count,
            remarks=tuple(self._remarks),
            remark_count=self._remark_count,
        )

    def _lacks_any(self, number: int) -> Iterator[Fault]:
        wanted = self._checks.at_least_one
        present = {column.code for column in self._heading.columns}
        if wanted and present.isdisjoint(wanted):
            columns = ", ".join(wanted)
            problem = text("None of these columns is there: {columns}", columns=columns)
            yield Fault(number, columns, "", problem, text("Add at least one of them"))

    def _row(self, number: int, cells: list[Cell]) -> None:
        cells.extend([""] * (len(self._readers) - len(cells)))
        try:
            values = self._values(cells)
            for rule in self._checks.rules:
                rule(values)
        except BadValueError:
            self._note_faults(number, cells)
            return
        record, remark = self._checks.record(values)
        if remark:
            self._remark_count += 1
            if self._remark_count <= DETAILED:
                header = self._heading.header(self._checks.remark_column)
                self._remarks.append(Remark(number, header, remark))
        if not self._faults.count:
            self._staging.add(number, record)

    def _values(self, cells: list[Cell]) -> Values:
        """The row read, when every cell of it is sound."""
        if len(cells) > len(self._readers):
            _nothing_in(cells[len(self._readers) :])
        read = [reader[cell] for reader, cell in zip(self._readers, cells, strict=False)]
        return {**self._blanks, **dict(zip(self._names, read, strict=True))}

    def _note_faults(self, number: int, cells: Sequence[Cell]) -> None:
        """Cell by cell, then by each rule whose cells are sound."""
        values, raw = dict(self._blanks), dict(zip(self._names, cells, strict=False))
        columns = zip(self._readers, self._heading.shown, cells, strict=False)
        for reader, header, cell in columns:
            try:
                values[reader.column.code] = reader[cell]
            except BadValueError as error:
                shown = "" if reader.column.code in self._subject.private else cell
                self._faults.note(number, header, shown, error)
        try:
            _nothing_in(cells[len(self._readers) :])
        except BadValueError as error:
            self._faults.note(number, "", "", error)
        for rule in self._checks.rules:
            try:
                rule(values)
            except BadValueError as error:
                header = self._heading.header(error.column)
                self._faults.note(number, header, raw.get(error.column, ""), error)
            except KeyError:
                continue


def _nothing_in(cells: Sequence[Cell]) -> None:
    for cell in cells:
        if not isinstance(cell, str) or cell.strip():
            parsers.nothing(cell)
