"""Failed sign-ins, counted by name and by address, so that nobody can try passwords for long.

Counted in the database, so that all workers know. A name is throttled whether or not it has an
account, so that it tells nobody which names have one.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.tables import FailedSignIn

WINDOW = timedelta(minutes=15)
LOCAL = ("127.", "::1")
MOST_BY_NAME, MOST_BY_ADDRESS = 10, 50


def is_throttled(connection: Connection, name: str, address: str) -> bool:
    """Whether to refuse without looking at the password.

    This machine's own addresses are those of a proxy before us: everyone comes from there.
    """
    by_name = _failures(connection, f"name {name}") >= MOST_BY_NAME
    return by_name or (
        not address.startswith(LOCAL)
        and _failures(connection, f"from {address}") >= MOST_BY_ADDRESS
    )


def failed(connection: Connection, name: str, address: str) -> None:
    """Count a failure; what is older than the window is forgotten."""
    now = datetime.now(UTC)
    connection.execute(delete(FailedSignIn).where(FailedSignIn.at < _said(now - WINDOW)))
    connection.execute(
        insert(FailedSignIn),
        [{"key": key, "at": _said(now)} for key in (f"name {name}", f"from {address}")],
    )


def succeeded(connection: Connection, name: str) -> None:
    """Forget the failures of a name whose owner is here; those of the address stay."""
    connection.execute(delete(FailedSignIn).where(FailedSignIn.key == f"name {name}"))


def _failures(connection: Connection, key: str) -> int:
    since = _said(datetime.now(UTC) - WINDOW)
    recent = (FailedSignIn.key == key, FailedSignIn.at >= since)
    return connection.scalar(select(func.count()).select_from(FailedSignIn).where(*recent)) or 0


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
