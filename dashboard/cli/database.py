"""``impact migrate`` and ``impact check``."""

from typing import Annotated

import typer
from sqlalchemy import Engine

from dashboard.cli.screen import AsJson, Lang, Refused, command, configured_engine, migrated_engine
from dashboard.database import reading, writing
from dashboard.i18n import plural, text
from dashboard.importers.reference import load_reference
from dashboard.migrations import is_unknown, upgrade
from dashboard.queries.integrity import discrepancies
from dashboard.queries.restores import unconfirmed
from dashboard.sentences import publishing as sentences
from dashboard.writes import tallies
from dashboard.writes.state import bump_version

Repair = Annotated[bool, typer.Option("--repair", help="Count the tallies anew first.")]


def migrate(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """Make or update the database's tables, and add the reference data that it lacks.

    --json prints {"status": "done" or "refused", "reference_values_added": number}.
    """
    with command(lang, as_json=as_json) as (screen, settings):
        with configured_engine(settings) as engine:
            added = _migrate(engine)
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


def check(*, repair: Repair = False, as_json: AsJson = False, lang: Lang = None) -> None:
    """Check that the data agree with themselves: parts with totals, tallies with sessions.

    --json prints {"status": "done" or "refused", "discrepancies": [sentences],
    "restore_confirmed": false while nothing is published until somebody confirms a restore}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if repair:
            with writing(engine) as connection:
                tallies.rebuild(connection)
                bump_version(connection)
        with reading(engine) as connection:
            found, hint = discrepancies(connection), sentences.restored(unconfirmed(connection))
        screen.data(
            {
                "status": "refused" if found else "done",
                "discrepancies": [sentence.say(screen.locale) for sentence in found],
                "restore_confirmed": hint is None,
            }
        )
        for sentence in found:
            screen.say(sentence, "red")
        if hint:
            screen.say(hint, "yellow")
        if found:
            raise typer.Exit(1)
        screen.say(text("The data agree with themselves"), "green")
