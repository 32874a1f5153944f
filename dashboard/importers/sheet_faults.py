"""Faults of a workbook as a whole: it is unclear which of its sheets to read."""

from collections.abc import Sequence

from dashboard.i18n import text
from dashboard.importers.faults import Fault, echo


def unclear(name: str, first: str) -> Fault:
    """The sheet may or may not be meant."""
    problem = text(
        "The sheet “{sheet}” has different columns from “{first}”: it is unclear "
        "whether to read it, too",
        sheet=name,
        first=first,
    )
    remedy = text(
        "Give each sheet to read with --sheet (in the API, in “sheets”); the others "
        "are then left out"
    )
    return Fault(None, "", "", problem, remedy, sheet=name)


def repeats(name: str, headers: Sequence[str]) -> Fault:
    """A repeat group: survey tools put it into a table of its own."""
    problem = text(
        "“{sheet}” is a repeat group of the form: several of its rows belong to one "
        "session of another table. It contains {headers}",
        sheet=name,
        headers=", ".join(headers),
    )
    remedy = text(
        "If it counts attendance, add it up in the other table, one row per session. "
        "Then give the sheets to read with --sheet (in the API, in “sheets”), without "
        "this one"
    )
    return Fault(None, "", "", problem, remedy, sheet=name)


def not_there(name: str, known: Sequence[str]) -> Fault:
    """Somebody named a sheet that is not among those ``known``."""
    problem = text("The workbook has no sheet “{sheet}”", sheet=echo(name))
    remedy = text("It has these: {sheets}", sheets=", ".join(known))
    return Fault(None, "", "", problem, remedy)


def no_sheets() -> Fault:
    """Somebody named sheets of a file that has none."""
    problem = text("The file is not a workbook and has no sheets")
    return Fault(None, "", "", problem, text("Import it without giving a sheet"))


def none_named() -> Fault:
    """Somebody sent an empty list of sheets."""
    problem = text("There is no sheet to read")
    return Fault(None, "", "", problem, text("Give at least one of them"))


def none_filled() -> Fault:
    """No sheet has a row, or the workbook has only charts."""
    problem = text("The workbook has no sheet with rows")
    return Fault(None, "", "", problem, text("Choose the file that has the table"))


def none_visible() -> Fault:
    """All sheets with rows are hidden."""
    problem = text("The workbook has no visible sheet with rows")
    remedy = text(
        "Show the sheet with the table, or give its name with --sheet (in the API, in “sheets”)"
    )
    return Fault(None, "", "", problem, remedy)
