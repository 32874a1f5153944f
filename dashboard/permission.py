"""Whether whoever began a write may still do it when its turn has come."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine


class RightEndedError(Exception):
    """Whoever began the write may do so no longer; nothing was written."""


class SignedOutError(RightEndedError):
    """They must sign in again first."""


def permitted(engine: Engine, still: Callable[[Connection], bool]) -> Engine:
    """The same database, where each write asks ``still`` when its turn has come."""
    return engine.execution_options(impact_still=still)


def ask_again(connection: Connection) -> None:
    """Ask whether whoever writes may still do so, where the engine says whom.

    Whoever changes accounts or tokens takes the turn, too: the answer holds until the write ends.

    Raises:
        RightEndedError: They may not, or must sign in again.
    """
    still = connection.get_execution_options().get("impact_still")
    if still and not still(connection):
        raise RightEndedError
