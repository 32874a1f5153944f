"""Whether everybody on this machine may look without signing in."""

from sqlalchemy import Connection

from dashboard.access import accounts
from dashboard.queries.shared.state import state


def is_open(connection: Connection) -> bool:
    """True in the demonstration, as long as nobody has an account in it."""
    return state(connection).demonstration and not accounts.exist(connection)
