"""``impact migrate``: a look whether anything is missing, and the work only if something is.

The work imports every table and Alembic, which takes longer than the look.
"""

import csv
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.cli.screen import UNUSABLE, command, configured_engine
from dashboard.database import reading
from dashboard.domain.sessions.findings import RULES_EDITION
from dashboard.i18n import Locale, plural, text
from dashboard.migrations import is_current
from dashboard.places import REFERENCE


def migrate(*, beside_older: bool, as_json: bool, lang: Locale | None) -> None:
    """Create or update the database's tables, and add missing reference data."""
    with command(lang, as_json=as_json) as (screen, settings):
        upgraded, added = False, 0
        with configured_engine(settings) as engine:
            if not is_whole(engine):
                from dashboard.cli import database as work  # noqa: PLC0415 - takes long

                upgraded, added = work.upgraded(engine, screen, beside_older=beside_older)
        screen.answer(upgraded=upgraded, reference_values_added=added)
        done = (
            text("The database is ready")
            if upgraded or added
            else text("Nothing to do: the database is up to date")
        )
        screen.say(done, "green")
        if added:
            screen.say(
                plural("{count} reference value added", "{count} reference values added", added)
            )


def is_whole(engine: Engine) -> bool:
    """Whether nothing is missing; in doubt it says no, and the work tells what is wrong."""
    try:
        with reading(engine) as connection:
            return (
                is_current(connection)
                and _edition(connection) == RULES_EDITION
                and all(_has_all(connection, file) for file in REFERENCE.glob("*.csv"))
            )
    except (*UNUSABLE, SQLAlchemyError, OSError, ValueError, csv.Error):
        return False


def _edition(connection: Connection) -> object:
    return connection.exec_driver_sql("SELECT finding_rules FROM data_state").scalar()


def _has_all(connection: Connection, file: Path) -> bool:
    """Whether the table of this file has all its codes; one that somebody removed is in doubt."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        codes = {row.get("code") for row in csv.DictReader(lines)}
    return set(connection.exec_driver_sql(f'SELECT code FROM "{file.stem}"').scalars()) >= codes  # noqa: S608
