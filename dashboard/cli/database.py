"""``impact migrate`` and ``impact check``."""

from typing import Annotated, NoReturn

import typer
from sqlalchemy import Engine

from dashboard.cli.reports import told
from dashboard.cli.screen import AsJson, Lang, Refused, Screen, command, migrated_engine
from dashboard.database import open_engine, reading, writing
from dashboard.i18n import Text, plural, text
from dashboard.importers.faults import Fault
from dashboard.importers.reference import load_reference
from dashboard.importers.reference_files import BadReferenceError
from dashboard.migrations import is_unknown, upgrade
from dashboard.queries.integrity import discrepancies
from dashboard.writes import tallies
from dashboard.writes.state import bump_version

Repair = Annotated[bool, typer.Option("--repair", help="Count the tallies anew first.")]


def migrate(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Make or update the database's tables, and add the reference data that it lacks.

    --json prints {"status": "done" or "refused", "reference_values_added": number}, or "faults" of
    file, row, column, value, problem and remedy, when the files of reference data have any.
    """
    with command(lang, as_json=as_json) as (screen, settings):
        engine = open_engine(settings.database_url)
        try:
            added = _migrate(engine)
        except BadReferenceError as error:
            _refuse(error, screen)
        finally:
            engine.dispose()
        screen.data({"status": "done", "reference_values_added": added})
        screen.say(text("The database is ready"), "green")
        if added:
            screen.say(
                plural("{count} reference value added", "{count} reference values added", added)
            )


def _migrate(engine: Engine) -> int:
    """How many reference values were added.

    Raises:
        Refused: The database was made by a newer version.
    """
    with writing(engine) as connection:
        if is_unknown(connection):
            raise Refused(
                text("A newer version of the program made this database"),
                text("Use that version, or name another database in IMPACT_DATABASE_URL"),
            )
        upgrade(connection)
        added = load_reference(connection)
        if added:
            bump_version(connection)
    return added


def _refuse(error: BadReferenceError, screen: Screen) -> NoReturn:
    """Say what to mend in which file, and leave with 1."""
    faults = [{"file": name} | told(fault, screen.locale) for name, fault in error.faults]
    screen.data({"status": "refused", "faults": faults})
    screen.complain(
        plural(
            "Nothing was done: the reference data have {count} thing to mend",
            "Nothing was done: the reference data have {count} things to mend",
            len(error.faults),
        )
    )
    for name, fault in error.faults:
        screen.complain(_place(name, fault), fault.remedy)
    raise typer.Exit(1)


def _place(name: str, fault: Fault) -> Text:
    said = {"file": name, "row": str(fault.row), "column": fault.column, "problem": fault.problem}
    if fault.row is None:
        return text("{file}: {problem}", **said)
    if not fault.column:
        return text("{file}, row {row}: {problem}", **said)
    return text("{file}, row {row}, column {column}: {problem}", **said)


def check(*, repair: Repair = False, as_json: AsJson = False, lang: Lang = None) -> None:
    """Check that the data agree with themselves: parts with totals, tallies with sessions.

    --json prints {"status": "done" or "refused", "discrepancies": [sentences]}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if repair:
            with writing(engine) as connection:
                tallies.rebuild(connection)
                bump_version(connection)
        with reading(engine) as connection:
            found = discrepancies(connection)
        screen.data(
            {
                "status": "refused" if found else "done",
                "discrepancies": [sentence.say(screen.locale) for sentence in found],
            }
        )
        for sentence in found:
            screen.say(sentence, "red")
        if found:
            raise typer.Exit(1)
        screen.say(text("The data agree with themselves"), "green")
