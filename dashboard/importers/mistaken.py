"""Tell once that a file is of another subject, instead of all that is wrong with it for this."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dashboard.i18n import text
from dashboard.importers.columns import read_heading
from dashboard.importers.faults import Fault
from dashboard.importers.look import FileOverview
from dashboard.importers.report import Report
from dashboard.importers.subject import Context, Subject

NAMES = {
    "sessions": text("sessions"),
    "venues": text("venues"),
    "facilitators": text("facilitators"),
    "targets": text("targets"),
}


def as_of_another(report: Report, others: Iterable[Subject[Any]], context: Context) -> Report:
    """The report of a refused file, if its columns are those of one of the ``others``.

    All that such a file needs is there, and more of its headers mean something than as it was read.
    Otherwise the report as it is.
    """
    look = report.look
    headers = [seen.header for seen in look.columns]
    known = sum(seen.column is not None for seen in look.columns)
    for other in others:
        columns = other.checks(context).columns
        heading = read_heading(1, headers, columns)
        if heading.clear and sum(bool(column.code) for column in heading.columns) > known:
            return replace(
                report,
                faults=(_fault(other.code),),
                fault_count=1,
                waiting=(),
                look=FileOverview(),
                sheets=(),
            )
    return report


def _fault(code: str) -> Fault:
    problem = text("This looks like a file of {subject}", subject=NAMES[code])
    command = f"impact import {code}"
    if code == "sessions":
        way = text(
            "Import it with {command}, or in the page: Sessions → Import a file", command=command
        )
    else:
        way = text("Import it with {command}; the page imports sessions only", command=command)
    return Fault(None, "", "", problem, way)
