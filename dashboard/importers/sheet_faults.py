"""What keeps a workbook out before its rows do: it is not clear which of its sheets are meant."""

from collections.abc import Sequence

from dashboard.i18n import text
from dashboard.importers.faults import Fault, echo


def unclear(name: str, first: str) -> Fault:
    """It might be meant, or not."""
    problem = text(
        "The sheet “{sheet}” has other columns than “{first}”: it is not clear whether it is "
        "to be read, too",
        sheet=name,
        first=first,
    )
    remedy = text(
        "Name each sheet to read with --sheet (in the API, in “sheets”); the others are then left "
        "out"
    )
    return Fault(None, "", "", problem, remedy, sheet=name)


def repeats(name: str, headers: Sequence[str]) -> Fault:
    """Survey tools put a group that may be filled in several times into a table of its own."""
    problem = text(
        "“{sheet}” is a repeat group of the form: several of its rows belong to one session of "
        "another table. It holds {headers}",
        sheet=name,
        headers=", ".join(headers),
    )
    remedy = text(
        "If it counts who came, add it up in the other table, a row a session. Then name what is "
        "to be read with --sheet (in the API, in “sheets”), without this one"
    )
    return Fault(None, "", "", problem, remedy, sheet=name)


def not_there(name: str, known: Sequence[str]) -> Fault:
    """Somebody named a sheet that is none of those ``known``."""
    problem = text("The workbook has no sheet “{sheet}”", sheet=echo(name))
    remedy = text("It has these: {sheets}", sheets=", ".join(known))
    return Fault(None, "", "", problem, remedy)


def no_sheets() -> Fault:
    """Somebody named sheets of a file that can have none."""
    problem = text("The file is no workbook, and has no sheets")
    return Fault(None, "", "", problem, text("Import it without naming a sheet"))


def none_named() -> Fault:
    """Somebody named none."""
    problem = text("No sheet is to be read")
    return Fault(None, "", "", problem, text("Name at least one of them"))


def none_visible() -> Fault:
    """All that has rows is hidden."""
    problem = text("The workbook has no visible sheet with rows")
    remedy = text(
        "Show the sheet with the table, or name it with --sheet (in the API, in “sheets”)"
    )
    return Fault(None, "", "", problem, remedy)
