"""One pass over a file's rows, sheet after sheet, then checks of the records together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dashboard.domain.shared.records import Record
from dashboard.i18n import Text, text
from dashboard.importers.columns import Column, Heading
from dashboard.importers.constants import Constant, read_constants, told
from dashboard.importers.faults import BadValueError, Fault, FaultLog, Remark, RemarkLog, echo
from dashboard.importers.files.limits import MOST_HEADERS
from dashboard.importers.files.refusals import too_many_headers
from dashboard.importers.look import FileOverview, Glance
from dashboard.importers.oddities import Oddities, RowOddities, StruckRows
from dashboard.importers.places import Places, sheet_at
from dashboard.importers.report import DETAILED, Report
from dashboard.importers.sheet_rows import FileAnswers, RowFindings, SheetRows
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Checks, Context, Subject
from dashboard.importers.tables import SheetTable

NAMED = 50  # ignored columns and words shown at most

R = TypeVar("R", bound=Record)
P = TypeVar("P", Fault, Remark)


class Check(Generic[R]):
    """The check of one file; ``report`` returns its findings."""

    def __init__(
        self,
        subject: Subject[R],
        context: Context,
        staging: Staging[R],
        faults: FaultLog | None = None,
    ) -> None:
        self._subject = subject
        self._checks = subject.checks(context)
        self._constants = read_constants(context.by_hand.constants, self._checks.columns)
        self._said = FileAnswers(context.by_hand.columns, self._constants)
        glance = Glance(self._checks.columns, context.by_hand, subject.private)
        struck = StruckRows(context.answers.struck_out)
        self._found = RowFindings(
            staging, faults or FaultLog(), RemarkLog(DETAILED), glance, struck
        )
        self.doubted = RowOddities()
        self._sheets: list[SheetRows[R]] = []
        self._repeated = 0

    def kept(self, number: int = 1) -> tuple[str, ...]:
        """The fields that a row's sheet has no column for, which stay unchanged."""
        return self._of(number).kept

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that such a file may have."""
        return self._checks.columns

    def heading(self, at: int) -> Heading:
        """The header row of the sheet read at a place, as it was understood."""
        return self._sheets[at].heading

    def rows(self, tables: Iterable[SheetTable], tell: Callable[[int], None]) -> None:
        """Check each row by itself.

        ``tell`` is called now and then with the number of rows done.

        Raises:
            BadFileError: The sheets have too many headers, or cannot be read to their end.
        """
        headers = 0
        for table in tables:
            sheet = SheetRows(table, *self._with())
            headers += len(sheet.heading.columns)
            if headers > MOST_HEADERS:
                raise too_many_headers()
            self._check(sheet, tell)
            if self._found.faults.is_full:
                return
        if not self._sheets:
            self._sheets.append(SheetRows(SheetTable(iter(())), *self._with()))
        for fault in self._wrong():
            self._found.faults.add(fault)
        if all(sheet.is_blank for sheet in self._sheets):
            self._sheets[0].check(lambda _: None)
        if not (self._rows or self._found.struck.count) and all(
            sheet.is_judged for sheet in self._used()
        ):
            problem = text("There are no rows below the header")
            fault = Fault(self._sheets[0].number, "", "", problem, text("Write one row per record"))
            self._found.faults.add(fault)

    def together(self, connection: Connection, places: Places) -> None:
        """Check the records together: always their keys, and the rest once each row is sound."""
        if self._found.faults.is_full:  # the file was not read to its end
            return
        self._doubt(connection, places)
        column = self._subject.key_column
        repeats = False
        for row, first, key in self._found.staging.twice():
            repeats = True
            where = places.say(first, beside=row)
            problem = text("“{key}” is already in {row}", key=key, row=where)
            remedy = text("Leave this row out, or give it its own value")
            self._of(row).note(row, column, key, BadValueError(problem, remedy))
            if self._found.faults.is_full:
                break
        self._repeated = self._found.staging.leave_out_repeated() if repeats else 0
        if not self._found.faults.count:
            for row, error in self._subject.together(connection, self._found.staging):
                self._of(row).note(row, error.column, "", error)

    def _doubt(self, connection: Connection, places: Places) -> None:
        """Leave out odd rows until somebody confirms that they are right."""
        columns = {column.code for sheet in self._sheets for column in sheet.heading.columns}
        self.doubted = self._checks.doubts(connection, self._found.staging, places, columns)
        self._found.staging.leave_out(row for row, *_ in self.doubted.rows)
        for row, value, error in self.doubted.rows:
            self._of(row).note(row, error.column, value, error)

    def _odd(self, places: Places) -> Oddities:
        struck, doubted = self._found.struck, self.doubted
        asked = (
            *struck.faults(places),
            *(doubted.numbers.faults() if doubted.numbers else ()),
        )
        return Oddities(struck, doubted.numbers, doubted.far, asked)

    def report(self, report: Report, places: Places, said: Iterable[Text] = ()) -> Report:
        """Add the findings to the report; ``said`` are remarks about the file as a whole."""
        found, odd, look = self._found, self._odd(places), self._found.glance.look()
        held = (*odd.faults, *self.doubted.faults, *found.faults.of_file())
        of_sheets = (remark for sheet in self._used() for remark in sheet.remarks())
        of_file = (*said, *self._of_all_rows(), *self._ignored(look), *odd.remarks(places))
        whole = (*(Remark(None, "", one) for one in of_file), *of_sheets, *self._decided())
        unclear = not self._rows or any(sheet.is_unclear for sheet in self._used())
        of_rows = (
            _placed(fault, places)
            for fault in sorted(found.faults.kept, key=lambda fault: fault.row or 0)
        )
        return replace(
            report,
            rows=self._rows,
            waiting=() if held else self._waiting(),
            constants={one.column.code: one.stored for one in self._given()},
            faults=(*held, *of_rows),
            fault_count=len(held) + found.faults.count,
            remarks=tuple(_placed(remark, places) for remark in (*whole, *found.remarks.kept)),
            remark_count=len(whole) + found.remarks.count,
            warning_count=found.remarks.warned,
            faulty=sum(sheet.faulty for sheet in self._sheets)
            + self._repeated
            + len(self.doubted.rows),
            of_the_file=bool(held) or unclear or bool(self._wrong()),
            cut_short=found.faults.is_full,
            look=look,
            places=places,
            odd=odd,
        )

    @property
    def rows_of(self) -> tuple[int, ...]:
        """The number of rows of each sheet that was read."""
        return tuple(sheet.rows for sheet in self._sheets)

    @property
    def _rows(self) -> int:
        return sum(sheet.rows for sheet in self._sheets)

    def _with(self) -> tuple[Subject[R], Checks[R], RowFindings[R], FileAnswers]:
        return self._subject, self._checks, self._found, self._said

    def _waiting(self) -> tuple[str, ...]:
        """The headers without a meaning, if nothing else in the file needs correcting."""
        used = list(self._used())
        if not self._rows or self._wrong() or not all(sheet.is_judged for sheet in used):
            return ()
        return tuple(dict.fromkeys(one for sheet in used for one in sheet.heading.unknown))

    def _given(self) -> list[Constant]:
        """Values given for all rows, where a sheet lacks their column."""
        given = (one for sheet in self._filled() for one in sheet.heading.constants)
        return [*{one.column.code: one for one in given}.values()]

    def _wrong(self) -> list[Fault]:
        """Faults in values given for all rows, each once."""
        missing = {one.code: one for sheet in self._filled() for one in sheet.heading.missing}
        return [*self._constants.nothing, *self._constants.wrong(missing.values())]

    def _of_all_rows(self) -> Iterator[Text]:
        """Remarks on values given for all rows, and on columns where the file has its own."""
        given = self._given()
        for one in given:
            yield told(one.column, one.stored)
        said = (one for one in self._checks.columns if one.code in self._constants)
        for column in said:
            if any(sheet.heading.has(column) for sheet in self._filled()):
                yield text(
                    "The file has its own column “{column}”: its cells count, not the "
                    "value given for all rows",
                    column=column,
                )

    def _ignored(self, look: FileOverview) -> Iterator[Text]:
        """Remarks on headers and values that somebody wants to ignore."""
        headers = (one for sheet in self._filled() for one in sheet.heading.ignored)
        if shown := [*dict.fromkeys(headers)]:
            yield text("Ignored columns: {headers}", headers=_first_words(shown))
        if words := [word.value for word in look.words if word.meant == ""]:
            yield text("Ignored values: {words}", words=_first_words(words))

    def _filled(self) -> Iterator[SheetRows[R]]:
        return (sheet for sheet in self._sheets if not sheet.is_blank)

    def _check(self, sheet: SheetRows[R], tell: Callable[[int], None]) -> None:
        before = self._rows
        self._sheets.append(sheet)
        if not sheet.is_blank:
            sheet.check(lambda rows: tell(before + rows))

    def _used(self) -> Iterator[SheetRows[R]]:
        """The sheets that are not blank; the first, if all are."""
        yield from [*self._filled()] or self._sheets[:1]

    def _of(self, number: int) -> SheetRows[R]:
        return self._sheets[sheet_at(number) if len(self._sheets) > 1 else 0]

    def _decided(self) -> Iterator[Remark]:
        """Remarks on what was decided for a whole column."""
        for code, said in self._checks.decided():
            first = next(self._used())
            yield Remark(first.number, first.heading.header(code), said)


def _first_words(words: Sequence[str]) -> str:
    """The first of these words, as they can be shown."""
    more = ["…"] if len(words) > NAMED else []
    return ", ".join([*map(echo, words[:NAMED]), *more])


def _placed(told: P, places: Places) -> P:
    """A fault or remark with its sheet, and its row in that sheet."""
    if told.row is None or told.sheet:
        return told
    sheet, row = places.of(told.row)
    return replace(told, row=row, sheet=sheet)
