"""One pass over a file's rows: sound records are staged, faults and remarks gathered."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dashboard.domain.records import Record
from dashboard.i18n import Text, text
from dashboard.importers import values as parsers
from dashboard.importers.columns import Column, Heading, Reader, read_heading
from dashboard.importers.faults import BadValueError, Fault, FaultLog
from dashboard.importers.files.source import Cell, Source
from dashboard.importers.look import Glance
from dashboard.importers.report import DETAILED, Remark, Report
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Context, Subject, Values
from dashboard.importers.tables import sums_up
from dashboard.importers.words import listed

TOLD_EVERY = 500

R = TypeVar("R", bound=Record)


class Check(Generic[R]):
    """The check of one file; ``report`` tells what it found."""

    def __init__(
        self,
        subject: Subject[R],
        context: Context,
        staging: Staging[R],
        faults: FaultLog | None = None,
    ) -> None:
        self._subject = subject
        self._checks = subject.checks(context)
        self._staging = staging
        self._by_hand = context.by_hand
        self._faults = faults or FaultLog()
        self._faulty = 0
        self._glance = Glance()
        self._remarks: list[Remark] = []
        self._remark_count = 0
        self._rows = 0
        self._heading = Heading((), ())
        self._number = 1
        self._above = 0
        self._said: tuple[Text, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The fields that this file does not speak of, and that stay as they are."""
        missing = {column.code for column in self._heading.missing}
        return tuple(code for code in self._subject.kept if code in missing)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that such a file may have."""
        return self._checks.columns

    @property
    def heading(self) -> Heading:
        """The header row, as it was understood."""
        return self._heading

    def rows(self, source: Source, tell: Callable[[int, float], None]) -> None:
        """Check each row by itself; ``tell`` hears of rows done and of the part of the file."""
        number, header = next(source.rows, (1, []))
        self._number = number
        self._width = len(header)
        columns = self._by_hand.columns
        self._heading = read_heading(number, header, self._checks.columns, columns)
        self._above, self._said = source.above, source.said
        self._glance = Glance(
            self._heading, self._checks.columns, self._by_hand, self._subject.private
        )
        lacking = tuple(self._lacks_any(number))
        for fault in (*self._heading.faults, *lacking):
            self._faults.add(fault)
        if not self._heading.clear or lacking:
            self._glance.only(source.rows)
            return
        self._readers = tuple(map(Reader, self._heading.columns))
        self._names = tuple(column.code for column in self._heading.columns)
        blank = (c for c in self._heading.missing if c not in self._heading.mistyped)
        self._blanks = {column.code: column.blank for column in blank}
        for number, cells in source.rows:
            self._rows += self._row(number, cells)
            if self._rows % TOLD_EVERY == 0:
                tell(self._rows, source.fraction())
        if not self._rows:
            problem = text("There is no row below the header")
            self._faults.add(Fault(number, "", "", problem, text("Write a row a record")))

    def together(self, connection: Connection) -> None:
        """Check what the rows say of each other; beyond keys, once each by itself is sound."""
        column = self._subject.key_column
        for row, first, key in self._staging.twice():
            problem = text("“{key}” already stands in row {first}", key=key, first=str(first))
            remedy = text("Keep one of the two rows, or give this one its own")
            self._note(row, column, key, BadValueError(problem, remedy))
        self._faulty += self._staging.leave_out_repeated()
        if not self._faults.count:
            for row, error in self._subject.together(connection, self._staging):
                self._note(row, error.column, "", error)

    def report(self, report: Report) -> Report:
        """The report with what was found."""
        decided = (
            Remark(self._number, self._heading.header(code), said)
            for code, said in self._checks.decided()
        )
        of_file = (Remark(None, "", said) for said in self._said)
        whole = (*of_file, *self._above_header(), *self._heading.remarks, *decided)
        return replace(
            report,
            rows=self._rows,
            faults=tuple(sorted(self._faults.kept, key=lambda fault: fault.row or 0)),
            fault_count=self._faults.count,
            remarks=(*whole, *self._remarks),
            remark_count=len(whole) + self._remark_count,
            faulty=self._faulty,
            of_the_file=bool(self._heading.faults) or not self._heading.clear or not self._rows,
            look=self._glance.look(),
        )

    def _above_header(self) -> Iterator[Remark]:
        if self._above:
            said = text("The headers are in this row; what stands above it is passed over")
            yield Remark(self._number, "", said)

    def _lacks_any(self, number: int) -> Iterator[Fault]:
        wanted = self._checks.at_least_one
        present = {column.code for column in self._heading.columns}
        if wanted and present.isdisjoint(wanted):
            titles = listed([column for column in self._checks.columns if column.code in wanted])
            problem = text("None of these columns is there: {columns}", columns=titles)
            remedy = text("Add at least one of them")
            yield Fault(number, ", ".join(wanted), "", problem, remedy, titles)

    def _row(self, number: int, cells: list[Cell]) -> bool:
        """Check a row; false when it is none that anybody meant as a record."""
        cells.extend([""] * (len(self._readers) - len(cells)))
        self._glance.row(cells)
        values = self._sound(cells)
        if values is None and sums_up(self._heading.columns, self._subject.key_column, cells):
            self._remark(number, "", text("This row sums up the others; it is passed over"))
            return False
        if values is None:
            before = self._faults.count
            self._stage_key(number, self._note_faults(number, cells))
            self._faulty += self._faults.count > before
            return True
        record, remark = self._checks.record(values)
        if remark:
            self._remark(number, self._heading.header(self._checks.remark_column), remark)
        self._staging.add(number, record.key, record)
        return True

    def _remark(self, number: int, header: str, said: Text) -> None:
        self._remark_count += 1
        if self._remark_count <= DETAILED:
            self._remarks.append(Remark(number, header, said))

    def _stage_key(self, number: int, values: Values) -> None:
        with suppress(KeyError):
            self._staging.add(number, self._subject.key(values))

    def _sound(self, cells: list[Cell]) -> Values | None:
        """The row read, when nothing in it or in the header is bad."""
        if self._heading.faults:
            return None
        try:
            if len(cells) > len(self._readers):
                self._nothing_beyond(cells)
            read = [reader[cell] for reader, cell in zip(self._readers, cells, strict=False)]
            values = {**self._blanks, **dict(zip(self._names, read, strict=True))}
            for rule in self._checks.rules:
                rule(values)
        except BadValueError:
            return None
        return values

    def _note_faults(self, number: int, cells: Sequence[Cell]) -> Values:
        """Cell by cell, then by each rule whose cells are sound; the row as far as it is."""
        try:
            self._nothing_beyond(cells)
            self._nothing_moved(cells)
        except BadValueError as error:
            self._faults.note(number, "", "", error)
            cells = cells[: self._first_private()]
        values, raw = dict(self._blanks), dict(zip(self._names, cells, strict=False))
        columns = zip(self._readers, self._heading.shown, cells, strict=False)
        for reader, header, cell in columns:
            try:
                values[reader.column.code] = reader[cell]
            except BadValueError as error:
                shown = "" if self._is_private(reader.column) else cell
                self._faults.note(number, header, shown, error)
                self._glance.unclear(reader.column, error)
        for rule in self._checks.rules:
            try:
                rule(values)
            except BadValueError as error:
                self._note(number, error.column, raw.get(error.column, ""), error)
            except KeyError:
                continue
        return values

    def _note(self, row: int, code: str, value: object, error: BadValueError) -> None:
        header, title = self._heading.header(code), self._heading.title(code)
        self._faults.note(row, header, value, error, title)

    def _nothing_beyond(self, cells: Sequence[Cell]) -> None:
        end = len(self._readers)
        for number, cell in enumerate(cells[end:], start=end + 1):
            if not isinstance(cell, str) or cell.strip():
                parsers.nothing(number)(cell)

    def _nothing_moved(self, cells: Sequence[Cell]) -> None:
        """A comma in a note moves its end under the headers to the right."""
        if len(cells) > self._width and self._first_private() + 1 < len(self._readers):
            raise BadValueError(
                text("The row has more cells than the header"),
                text("Put text with a comma in it between quotes"),
            )

    def _first_private(self) -> int:
        """Where a comma in a note may have begun to move the cells of a row."""
        private = (at for at, r in enumerate(self._readers) if self._is_private(r.column))
        return next(private, len(self._readers))

    def _is_private(self, column: Column) -> bool:
        """What stands under no known header may be private, too."""
        return not column.code or column.code in self._subject.private
