"""What an import would do, or did, as JSON; words in both languages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from dashboard.domain.sessions.findings import Finding, Rule
from dashboard.importers.constants import told
from dashboard.importers.oddities import rows_named
from dashboard.importers.words import label
from dashboard.sentences.sessions.findings import reason
from dashboard.web.shared.errors import both

if TYPE_CHECKING:
    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.importers import Report
    from dashboard.importers.column import Column
    from dashboard.importers.copies import Copy
    from dashboard.importers.faults import Fault, Remark
    from dashboard.importers.look import Look, Seen
    from dashboard.importers.oddities import Oddities
    from dashboard.importers.places import Places
    from dashboard.importers.report import Change
    from dashboard.importers.sheet_use import SheetUse
    from dashboard.queries.importing.imports import Import

    Json = dict[str, object]

SHOWN = 200
MOST_COLUMNS = 1_000


def seen(report: Report, sha256: str, vocabulary: Vocabulary) -> Json:
    """What a preview shows."""
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
        "edition": report.edition,
        "waiting": list(report.waiting[:MOST_COLUMNS]),
        "columns": [_column(at, one) for at, one in enumerate(look.columns[:MOST_COLUMNS])],
        "fields": [_field(column) for column in look.fields],
        **_words(look),
        **_mapping(report),
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
        "changes": [_change(one, titles) for one in report.changes[:SHOWN]],
        "change_count": report.change_count,
        "new": list(report.examples),
        "duplicates": [_copy(one, report.places, vocabulary) for one in report.copies[:SHOWN]],
        "remarks": [_remark(one) for one in report.remarks[:SHOWN]],
        "remark_count": report.remark_count,
        "warning_count": report.warning_count,
        "can_import": not report.of_the_file and report.added + report.changed > 0,
    }


def done(report: Report) -> Json:
    """What an import did."""
    return {
        "import": report.import_id,
        "new": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
    }


def of_all_rows(one: Import, columns: dict[str, Column]) -> list[dict[str, str]]:
    """What was said of all rows of a file that went in."""
    known = ((columns[code], value) for code, value in one.constants.items() if code in columns)
    return [both(told(column, value)) for column, value in known]


def faults(report: Report) -> list[Json]:
    """The first of them."""
    return [fault(one) for one in report.faults[:SHOWN]]


def fault(fault: Fault) -> Json:
    """A fault with its row; none is one of the file."""
    return {
        "sheet": fault.sheet or None,
        "row": fault.row,
        "column": fault.column,
        "title": both(fault.title) if fault.title else None,
        "value": fault.value,
        "reason": both(fault.problem),
        "remedy": both(fault.remedy),
    }


def _remark(remark: Remark) -> Json:
    return {
        "sheet": remark.sheet or None,
        "row": remark.row,
        "column": remark.column,
        "message": both(remark.message),
        "warns": remark.warns,
    }


def _sheet(sheet: SheetUse) -> Json:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "use": sheet.use.value,
        "headers": list(sheet.headers),
        "rows": sheet.rows,
        "repeats": sheet.repeats,
    }


def _odd(odd: Oddities, places: Places) -> Json:
    """What is asked about, with what was answered."""
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
        "numbers": asdict(numbers) if numbers else None,
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


def _in_file(number: int, places: Places) -> Json:
    """Where a row stands: in its sheet, if there is one."""
    sheet, row = places.of(number)
    return {"row": row} | ({"sheet": sheet} if sheet else {})


def _column(at: int, seen: Seen) -> Json:
    column = seen.column
    return {
        "header": seen.header,
        "position": at,
        "column": column.part_of if column else None,
        "title": both(label(column)) if column else None,
        "passed_over": seen.passed_over,
        "sample": list(seen.sample),
        "personal": seen.personal,
    }


def _field(column: Column) -> Json:
    return {
        "code": column.code,
        "title": both(label(column)),
        "needed": column.needed,
        "constant": column.constant,
    }


def _words(look: Look) -> Json:
    """The words of columns that there is something to choose for, and what there is."""
    choices = {column.code: column for column in look.fields if column.terms}
    asked = {*(word.column for word in look.words), *(one.code for one in look.may_be_said)}
    return {
        "values": [
            {"column": one.column, "value": one.value, "rows": one.rows, "meant": one.meant}
            for one in look.words
            if one.column in choices
        ],
        "options": {
            code: [{"code": term.code, "title": both(label(term))} for term in column.terms]
            for code, column in choices.items()
            if code in asked
        },
    }


def _mapping(report: Report) -> Json:
    by_hand = report.look.by_hand
    said = {"columns": by_hand.columns, "values": by_hand.values, "constants": by_hand.constants}
    return {
        "mapping": said if any(said.values()) else None,
        "mapping_name": report.mapping_name,
    }


def _change(change: Change, titles: dict[str, Column]) -> Json:
    column = titles.get(change.column)
    return {
        "key": change.key,
        "column": change.column,
        "title": both(label(column)) if column else None,
        "before": change.before,
        "after": change.after,
    }


def _copy(copy: Copy, places: Places, vocabulary: Vocabulary) -> Json:
    session = copy.session
    references = (session.reference, *(one.reference for one in copy.like))
    found = Finding(Rule.DUPLICATE, references, session.venue, session.date, copy.common)
    return {
        "number": copy.row,
        **_in_file(copy.row, places),
        "reference": session.reference,
        "date": session.date.isoformat(),
        "venue": session.venue,
        "kind": session.kind,
        "like": [
            {"reference": one.reference} | (_in_file(one.row, places) if one.row else {})
            for one in copy.like
        ],
        "reason": both(reason(found, vocabulary)),
    }
