"""The number that tells readers that the data changed, and the demonstration's marker."""

import secrets

from sqlalchemy import Connection, select, update

from dashboard.database import waiting
from dashboard.tables import DataState

GENERATION_BYTES, MARK_BYTES = 16, 8


def bump_version(connection: Connection) -> None:
    """Say that the data changed; every write does."""
    values = {"version": DataState.version + 1, "mark": secrets.token_hex(MARK_BYTES)}
    connection.execute(update(DataState).values(values))


def new_generation(connection: Connection) -> str:
    """Begin another history, whose versions are never taken for those of the one before."""
    generation, mark = secrets.token_hex(GENERATION_BYTES), secrets.token_hex(MARK_BYTES)
    connection.execute(update(DataState).values(generation=generation, mark=mark))
    return generation


def mark_as_demonstration(connection: Connection) -> None:
    """Say that this database holds the demonstration; nothing takes that back."""
    connection.execute(update(DataState).values(demonstration=True))


def take_turn(connection: Connection) -> None:
    """Wait until no other writer is at work; SQLite's transactions do so by themselves."""
    if connection.dialect.name == "sqlite":
        return
    with waiting(connection):
        connection.execute(select(DataState.id).with_for_update())
