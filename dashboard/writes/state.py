"""The data's version, which tells readers of changes, and the mark of a demonstration."""

import secrets

from sqlalchemy import Connection, select, update

from dashboard.database import waiting
from dashboard.tables import DataState

GENERATION_BYTES, MARK_BYTES = 16, 8


def bump_version(connection: Connection) -> None:
    """Raise the data's version; every write does so."""
    values = {"version": DataState.version + 1, "mark": secrets.token_hex(MARK_BYTES)}
    connection.execute(update(DataState).values(values))


def new_generation(connection: Connection) -> str:
    """Start a new history, whose versions cannot be confused with earlier ones."""
    generation, mark = secrets.token_hex(GENERATION_BYTES), secrets.token_hex(MARK_BYTES)
    connection.execute(update(DataState).values(generation=generation, mark=mark))
    return generation


def mark_as_demonstration(connection: Connection) -> None:
    """Mark this database as a demonstration; the mark cannot be removed."""
    connection.execute(update(DataState).values(demonstration=True))


def take_turn(connection: Connection) -> None:
    """Wait until no other writer is at work; on SQLite, transactions already do this."""
    if connection.dialect.name == "sqlite":
        return
    with waiting(connection):
        connection.execute(select(DataState.id).with_for_update())
