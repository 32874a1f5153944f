"""What ``impact migrate`` does where something is missing, and ``impact check``."""

from typing import NoReturn

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from dashboard.cli.reports import told
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    command,
    migrated_engine,
)
from dashboard.database import reading, writing
from dashboard.i18n import Locale, Text, plural, text
from dashboard.importers.faults import Fault
from dashboard.importers.reference import load_reference
from dashboard.importers.reference_files import BadReferenceError
from dashboard.migrations import (
    BrokenReferencesError,
    alone,
    is_unknown,
    not_beside_older,
    upgrade,
)
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.restores import unconfirmed
from dashboard.sentences.publications import hindrances
from dashboard.writes import derived
from dashboard.writes.findings import keep_up
from dashboard.writes.state import bump_version


def upgraded(engine: Engine, screen: Screen, *, beside_older: bool) -> tuple[bool, int]:
    """Do what is missing; returns whether the tables changed, and how many values were added."""
    try:
        return _migrate(engine, beside_older=beside_older)
    except BadReferenceError as error:
        _refuse(error, screen)


def _migrate(engine: Engine, *, beside_older: bool = False) -> tuple[bool, int]:
    """Migrate; returns whether the tables changed, and how many reference values were added.

    Raises:
        CommandRefusedError: The database was made by a newer version, or cannot be changed, or
            not while older versions run.
    """
    try:
        with alone(engine) as connection:
            if is_unknown(connection):
                raise CommandRefusedError(
                    text("A newer version of the program created this database"),
                    text("Use that version, or name another database in IMPACT_DATABASE_URL"),
                )
            if beside_older and (steps := not_beside_older(connection)):
                raise CommandRefusedError(
                    text(
                        "Nothing was changed: servers of the version before could not go on beside "
                        "these steps: {steps}",
                        steps=", ".join(steps),
                    ),
                    text("Stop the dashboard on all machines, and run it without --beside-older"),
                )
            upgraded = upgrade(connection)
            added = load_reference(connection)
            keep_up(connection)
            if added:
                bump_version(connection)
    except BrokenReferencesError as error:
        raise CommandRefusedError(
            text(
                "Nothing was changed: rows refer to rows that do not exist, in {tables}",
                tables=", ".join(error.tables),
            ),
            text("Restore a copy of the database, or fix these rows, then try again"),
        ) from error
    except DBAPIError as error:
        if _is_out_of_reach(error):
            raise
        reason = str(error.orig).strip().partition("\n")[0]  # what follows may quote rows
        raise CommandRefusedError(
            text(
                "Nothing was changed: the database could not be upgraded ({reason})", reason=reason
            ),
            text("Its tables are not as the program left them: restore a copy of the database"),
        ) from error
    return upgraded, added


def _is_out_of_reach(error: DBAPIError) -> bool:
    """Whether the error means that the database cannot be reached, rather than a bad statement."""
    refused = getattr(error.orig, "sqlite_errorname", "") == "SQLITE_ERROR"
    return isinstance(error, OperationalError) and not refused


def _refuse(error: BadReferenceError, screen: Screen) -> NoReturn:
    """Print what to correct in which file, and exit with 1."""
    faults = [{"file": name} | told(fault, screen.locale) for name, fault in error.faults]
    screen.answer(refused=True, faults=faults)
    screen.complain(
        plural(
            "Nothing was done: the reference data have {count} issue to fix",
            "Nothing was done: the reference data have {count} issues to fix",
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


def check(*, repair: bool, as_json: bool, lang: Locale | None) -> None:
    """Check that the data agree: parts with totals, tallies and findings with sessions."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if repair:
            with writing(engine) as connection:
                derived.rebuild(connection)
                bump_version(connection)
        with reading(engine) as connection:
            found = discrepancies(connection)
            hint = hindrances.restored(unconfirmed(connection), settings.time_zone)
        screen.answer(
            refused=bool(found),
            discrepancies=[sentence.say(screen.locale) for sentence in found],
            restore_confirmed=hint is None,
        )
        for sentence in found:
            screen.say(sentence, "red")
        if hint:
            screen.say(hint, "yellow")
        if found:
            raise typer.Exit(1)
        screen.say(text("The data are consistent"), "green")
