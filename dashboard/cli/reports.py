"""An import's report, as words on the screen and as data for scripts."""

import shlex
from typing import Any, TypeVar

from rich.table import Table
from rich.text import Text as Words

from dashboard.cli.screen import Screen
from dashboard.i18n import Locale, Text, plural, text
from dashboard.i18n.formats import number
from dashboard.importers.faults import Fault, echo
from dashboard.importers.report import Remark, Report, ValueChange
from dashboard.importers.sheet_use import SheetRole
from dashboard.importers.words import listed

FAULTS_SHOWN = 1_000  # --json has more
SHOWN = 20  # remarks and changes
COUNTED = ("added", "changed", "unchanged")
_BLANK = "–"

C = TypeVar("C")


def as_data(report: Report, locale: Locale, *, demonstration: bool) -> dict[str, Any]:
    """The JSON object that ``impact import … --json`` prints.

    ``status`` ("done" or "refused"), ``subject``, ``file``, ``dry_run``, ``rows``, ``added``,
    ``changed``, ``unchanged``; ``sheets`` of a workbook, with name, hidden, use ("read", "left_out"
    or "asked") and rows; ``faults`` with sheet (null: there is none), row (null: the file), column,
    value, problem and remedy; ``remarks`` with sheet and row (may be null), column and message;
    ``changes`` with key, column, before and after. ``fault_count``, ``remark_count`` and
    ``change_count`` cover all, since the lists hold only the first. ``waiting`` are headers without
    a meaning, if nothing else refuses the file; ``constants`` are values given for all rows, by
    column. ``demonstration`` is present, and true, only for a database of invented data.
    """
    about = {"demonstration": True} if demonstration else {}
    return about | {
        "status": "refused" if report.refused else "done",
        "subject": report.subject,
        "file": report.file_name,
        **{name: getattr(report, name) for name in ("dry_run", "rows", *COUNTED)},
        "sheets": [
            {"name": sheet.name, "hidden": sheet.hidden, "use": sheet.use, "rows": sheet.rows}
            for sheet in report.sheets
        ],
        "faults": [{"sheet": one.sheet or None} | told(one, locale) for one in report.faults],
        "fault_count": report.fault_count,
        "remarks": [
            {
                "sheet": remark.sheet or None,
                "row": remark.row,
                "column": remark.column,
                "message": remark.message.say(locale),
            }
            for remark in report.remarks
        ],
        "remark_count": report.remark_count,
        "changes": [
            {name: getattr(change, name) for name in ("key", "column", "before", "after")}
            for change in report.changes
        ],
        "change_count": report.change_count,
        "waiting": list(report.waiting),
        "constants": dict(report.constants),
    }


def told(fault: Fault, locale: Locale) -> dict[str, Any]:
    """A fault as data for scripts."""
    return {
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "problem": fault.problem.say(locale),
        "remedy": fault.remedy.say(locale),
    }


def show(report: Report, screen: Screen) -> None:
    """Print the report, unless the output is JSON."""
    if screen.as_json:
        return
    of_file = [remark for remark in report.remarks if remark.row is None]
    for remark in of_file:
        screen.say(remark.message, "bold")
    _show_sheets(report, screen)
    if report.refused:
        _show_faults(report, screen)
        _show_ways_on(report, screen)
        return
    of_rows = report.remarks[len(of_file) :]
    _show_remarks(of_rows, report, report.remark_count - len(of_file), screen)
    _show_changes(report.changes, report.change_count, screen)
    screen.say(_outcome(report), "green")


def _outcome(report: Report) -> Text:
    numbers = {"file": report.file_name, **{name: getattr(report, name) for name in COUNTED}}
    if report.dry_run:
        return text(
            "{file}: would add {added}, change {changed}, leave {unchanged}; nothing was saved",
            **numbers,
        )
    return text("{file}: {added} added, {changed} changed, {unchanged} unchanged", **numbers)


def _show_faults(report: Report, screen: Screen) -> None:
    screen.say(
        plural(
            "{file}: nothing was imported; {count} issue to fix",
            "{file}: nothing was imported; {count} issues to fix",
            report.fault_count,
            file=report.file_name,
        ),
        "bold red",
    )
    headers = (text("Row"), text("Column"), text("Value"), text("What to fix"))
    table = _table(screen, *_with_sheet(report, text("Sheet"), headers))
    for fault in report.faults[:FAULTS_SHOWN]:
        cells = _fault_cells(fault, screen.locale)
        table.add_row(*_with_sheet(report, Words(fault.sheet), cells))
    screen.out.print(table)
    _say_more(report.fault_count - len(report.faults[:FAULTS_SHOWN]), screen)


def _show_ways_on(report: Report, screen: Screen) -> None:
    """Print which options the file as it is allows."""
    if waiting := report.waiting:
        screen.say(
            plural(
                "Apart from one column, {right} of {rows} rows are valid",
                "Apart from {count} columns, {right} of {rows} rows are valid",
                len(waiting),
                right=report.rows - report.faulty,
                rows=report.rows,
            )
        )
    if report.copy_count:
        screen.say(text("To leave them out: {option}", option="--copies leave"))
        screen.say(text("To import them too: {option}", option="--copies keep"))
    if unknown := report.look.unknown:
        options = " ".join(f"--ignore-column {_quoted(header)}" for header in unknown)
        screen.say(text("To import without what is not matched: {options}", options=options))
    if unknown and (lacks := report.look.must_be_there):
        said = text(
            "If the file has “{columns}” under another header, match it: {option}",
            columns=listed(lacks),
            option=f"--match HEADER={lacks[0].code}",
        )
        screen.say(said)
    probable = [(one.header, one.probable) for one in report.look.columns if one.probable]
    if probable:
        options = " ".join(
            f"--match {_quoted(f'{header}={meant.code}')}" for header, meant in probable
        )
        screen.say(text("To match what a header probably means: {options}", options=options))
    for column in report.look.may_be_said:
        if column.needed and column.code not in report.constants:
            option = f"--constant {column.code}={column.terms[0].code if column.terms else '…'}"
            said = text(
                "If “{column}” is the same in all rows, give its value: {option}",
                column=column,
                option=option,
            )
            screen.say(said)


def _quoted(header: str) -> str:
    """A header quoted as one word for the shell."""
    shown = echo(header)
    return shlex.quote(shown) if set(shown) & set('"$`\\!') else f'"{shown}"'


def _fault_cells(fault: Fault, locale: Locale) -> tuple[Words, ...]:
    mend = Words(fault.problem.say(locale))
    mend.append(f"\n→ {fault.remedy.say(locale)}", "dim")
    row = "" if fault.row is None else str(fault.row)
    return Words(row), Words(fault.header(locale)), Words(fault.value), mend


def _show_sheets(report: Report, screen: Screen) -> None:
    """Print how many rows came from which sheet, if there was a choice."""
    read = [sheet for sheet in report.sheets if sheet.use is SheetRole.READ]
    if not report.names_sheets or not read:
        return
    table = _table(screen, text("Sheet"), text("Rows"))
    for sheet in read:
        table.add_row(Words(sheet.name), Words(number(sheet.rows, screen.locale)))
    screen.out.print(table)


def _with_sheet(report: Report, sheet: C, cells: tuple[C, ...]) -> tuple[C, ...]:
    return (sheet, *cells) if report.names_sheets else cells


def _show_remarks(remarks: tuple[Remark, ...], report: Report, count: int, screen: Screen) -> None:
    if not remarks:
        return
    headers = (text("Row"), text("Column"), text("Remark"))
    table = _table(screen, *_with_sheet(report, text("Sheet"), headers))
    for remark in remarks[:SHOWN]:
        said = remark.message.say(screen.locale)
        cells = (Words(str(remark.row)), Words(remark.column), Words(said))
        table.add_row(*_with_sheet(report, Words(remark.sheet), cells))
    screen.out.print(table)
    _say_more(count - len(remarks[:SHOWN]), screen)


def _show_changes(changes: tuple[ValueChange, ...], count: int, screen: Screen) -> None:
    if not changes:
        return
    table = _table(screen, text("Record"), text("Column"), text("Before"), text("After"))
    for change in changes[:SHOWN]:
        cells = (change.key, change.column, change.before or _BLANK, change.after or _BLANK)
        table.add_row(*map(Words, cells))
    screen.out.print(table)
    _say_more(count - len(changes[:SHOWN]), screen)


def _say_more(count: int, screen: Screen) -> None:
    if count > 0:
        screen.say(plural("… and {count} more", "… and {count} more", count))


def _table(screen: Screen, *headers: Text) -> Table:
    """A table whose cells wrap, so that none is cut off on a narrow screen."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        table.add_column(header.say(screen.locale), overflow="fold")
    return table
