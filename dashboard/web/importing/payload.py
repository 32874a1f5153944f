"""What an import would do, or did, as JSON with words in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.importers.constants import told
from dashboard.importers.oddities import rows_named
from dashboard.importers.words import label
from dashboard.web.importing.records import (
    has_numbers,
    likely_copy,
    new_session,
    title,
    value_change,
)
from dashboard.web.shared.failures import both

if TYPE_CHECKING:
    from dashboard.domain.importing.refused import Refusal
    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.importers.column import Column
    from dashboard.importers.faults import Fault, Remark
    from dashboard.importers.look import ColumnOverview, FileOverview
    from dashboard.importers.oddities import HandNumbers, Oddities
    from dashboard.importers.places import Places
    from dashboard.importers.report import Report
    from dashboard.importers.sheet_use import SheetUse
    from dashboard.queries.importing.imports import Import
    from dashboard.web.importing.answer import ImportDone, RefusedFile
    from dashboard.web.importing.preview import (
        ChoiceAnswer,
        CountedReferences,
        FileColumn,
        FileFault,
        FileRemark,
        MappingUsed,
        Meant,
        Odd,
        Preview,
        SheetAnswer,
        WrittenValue,
    )
    from dashboard.web.shared.failures import Message

SHOWN = 200
MOST_COLUMNS = 1_000


def seen(report: Report, sha256: str, vocabulary: Vocabulary) -> Preview:
    """The content of a preview."""
    look = report.look
    titles = {column.code: column for column in look.fields}
    sound = report.added + report.changed + report.unchanged
    unclear = {sheet.name for sheet in report.asked}
    asked = [
        one
        for one in report.faults
        if one.row is None and (one.sheet in unclear or one in report.odd.faults)
    ]
    return {
        "file": {"name": report.file_name, "sha256": sha256, "rows": report.rows},
        "sheets": [_sheet(one) for one in report.sheets],
        "sheets_digest": report.sheets_digest,
        "odd": _odd(report.odd, report.places),
        "bookmark": report.bookmark,
        "waiting": list(report.waiting[:MOST_COLUMNS]),
        "columns": [_column(at, one) for at, one in enumerate(look.columns[:MOST_COLUMNS])],
        "fields": [_field(column) for column in look.fields],
        "values": _values(look),
        "options": _options(look),
        "mapping": _mapping(report),
        "mapping_name": report.mapping_name,
        "counts": {
            "rows": report.rows,
            "sound": sound,
            "new": report.added,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "faulty": report.faulty,
            "duplicates": report.copy_count,
        },
        "faults": [fault(one) for one in report.faults if one not in asked][:SHOWN],
        "fault_count": report.fault_count - len(asked),
        "changes": [value_change(one, titles, vocabulary) for one in report.changes[:SHOWN]],
        "change_count": report.change_count,
        "new": [new_session(one, vocabulary) for one in report.examples],
        "duplicates": [
            likely_copy(one, report.places, vocabulary) for one in report.copies[:SHOWN]
        ],
        "remarks": [_remark(one) for one in report.remarks[:SHOWN]],
        "remark_count": report.remark_count,
        "warning_count": report.warning_count,
        "complete": not report.cut_short,
        "can_import": not report.of_the_file and report.added + report.changed > 0,
    }


def done(report: Report) -> ImportDone:
    """The result of an import."""
    return {
        "import": report.import_id,
        "new": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
    }


def of_all_rows(one: Import, columns: dict[str, Column]) -> list[Message]:
    """The values given for all rows of an imported file."""
    known = ((columns[code], value) for code, value in one.constants.items() if code in columns)
    return [both(told(column, value)) for column, value in known]


def refusal(one: Refusal) -> RefusedFile:
    """A file that was refused, as it is listed."""
    return {
        "id": one.id or 0,
        "at": one.at.isoformat(timespec="seconds"),
        "author": one.author,
        "subject": one.subject,
        "file_name": one.file_name,
        "format": one.format,
        "reason": both(one.reason.said),
        "fault_count": one.faults,
    }


def faults(report: Report) -> list[FileFault]:
    """The first faults."""
    return [fault(one) for one in report.faults[:SHOWN]]


def fault(fault: Fault) -> FileFault:
    """A fault with its row; a row of ``None`` means the whole file."""
    return {
        "sheet": fault.sheet or None,
        "row": fault.row,
        "column": fault.column,
        "title": both(fault.title) if fault.title else None,
        "value": fault.value,
        "reason": both(fault.problem),
        "remedy": both(fault.remedy),
    }


def _remark(remark: Remark) -> FileRemark:
    return {
        "sheet": remark.sheet or None,
        "row": remark.row,
        "column": remark.column,
        "message": both(remark.message),
        "warns": remark.warns,
    }


def _sheet(sheet: SheetUse) -> SheetAnswer:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "use": sheet.use,
        "headers": list(sheet.headers),
        "rows": sheet.rows,
        "repeats": sheet.repeats,
    }


def _odd(odd: Oddities, places: Places) -> Odd:
    """The questions about odd things, with their answers."""
    struck, numbers, far = odd.struck, odd.numbers, odd.far
    return {
        "open": bool(odd.faults),
        "struck_out": {
            "rows": rows_named(struck.first, struck.count, places),
            "count": struck.count,
            "answer": struck.answer,
        }
        if struck.count
        else None,
        "numbers": _counted(numbers) if numbers else None,
        "dates": {
            "first": far.first.isoformat(),
            "last": far.last.isoformat(),
            "days": [
                {
                    "date": day.day.isoformat(),
                    "rows": rows_named(day.first, day.count, places),
                    "count": day.count,
                    "right": day.right,
                }
                for day in far.days
            ],
        }
        if far
        else None,
    }


def _counted(numbers: HandNumbers) -> CountedReferences:
    return {
        "rows": numbers.rows,
        "example": numbers.example,
        "taken": numbers.taken,
        "answer": numbers.answer,
    }


def _column(at: int, seen: ColumnOverview) -> FileColumn:
    column = seen.column
    return {
        "header": seen.header,
        "position": at,
        "column": column.part_of if column else None,
        "title": title(column) if column else None,
        "passed_over": seen.passed_over,
        "sample": list(seen.sample),
        "personal": seen.personal,
        "probable": seen.probable.code if seen.probable else None,
    }


def _field(column: Column) -> Meant:
    return {
        "code": column.code,
        "title": title(column),
        "needed": column.needed,
        "constant": column.constant,
        "number": has_numbers(column),
    }


def _choices(look: FileOverview) -> dict[str, Column]:
    """The columns that have a list of values to choose from."""
    return {column.code: column for column in look.fields if column.terms}


def _values(look: FileOverview) -> list[WrittenValue]:
    choices = _choices(look)
    return [
        {
            "column": one.column,
            "value": one.value,
            "rows": one.rows,
            "meant": one.meant,
            "probable": one.probable,
            "advice": both(one.advice) if one.advice else None,
        }
        for one in look.words
        if one.column in choices
    ]


def _options(look: FileOverview) -> dict[str, list[ChoiceAnswer]]:
    asked = {*(word.column for word in look.words), *(one.code for one in look.may_be_said)}
    return {
        code: [{"code": term.code, "title": both(label(term))} for term in column.terms]
        for code, column in _choices(look).items()
        if code in asked
    }


def _mapping(report: Report) -> MappingUsed | None:
    said = report.look.by_hand
    if not (said.columns or said.values or said.constants):
        return None
    return {"columns": said.columns, "values": said.values, "constants": said.constants}
