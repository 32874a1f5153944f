"""Sign-ins that were tried, counted so that nobody can try passwords for long.

Counted in the database, so that all workers know, and before the password is looked at, so that
many at once gain nothing. A name is throttled whether or not it has an account, so that it tells
nobody which names have one. From one place few tries close a name; from everywhere, many do: else
anyone could shut its owner out from afar.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.tables import FailedSignIn

WINDOW = timedelta(minutes=15)
MOST_HERE, MOST_BY_NAME, MOST_BY_PLACE = 10, 100, 50
MOST_MESSAGES, MOST_MESSAGES_BY_PLACE = 3, 20
IPV6_SITE = 64  # bits: one subscriber has all addresses below


def is_throttled(connection: Connection, name: str, address: str) -> bool:
    """Whether to refuse without looking at the password."""
    return any(_failures(connection, key) >= most for key, most in _keys(name, address))


def tried(connection: Connection, name: str, address: str) -> None:
    """Count a try as failed, until it succeeds; what is older than the window is forgotten."""
    _count(connection, _keys(name, address))


def succeeded(connection: Connection, name: str, address: str) -> None:
    """Forget the failures of a name whose owner is here; those of the place stay."""
    ours = [key for key, _ in _keys(name, address) if key.startswith("name ")]
    connection.execute(delete(FailedSignIn).where(FailedSignIn.key.in_(ours)))


def is_asked_too_often(connection: Connection, name: str, address: str) -> bool:
    """Whether to send no more messages to a name, or for somebody at that address."""
    return any(_failures(connection, key) >= most for key, most in _asking(name, address))


def asked(connection: Connection, name: str, address: str) -> None:
    """Count that somebody asked for a message to a name."""
    _count(connection, _asking(name, address))


def _asking(name: str, address: str) -> Iterator[tuple[str, int]]:
    yield f"message to {name}", MOST_MESSAGES
    if place := _place(address):
        yield f"message from {place}", MOST_MESSAGES_BY_PLACE


def _keys(name: str, address: str) -> Iterator[tuple[str, int]]:
    """What tries are counted by, and the most of each.

    This machine's own addresses are those of a proxy before us: everyone comes from there.
    """
    place = _place(address)
    yield f"name {name} from {place}", MOST_HERE
    yield f"name {name}", MOST_BY_NAME
    if place:
        yield f"from {place}", MOST_BY_PLACE


def _place(address: str) -> str:
    try:
        found = ip_address(_without_port(address))
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return ""
    return str(found if found.version == 4 else ip_network((found, IPV6_SITE), strict=False))


def _without_port(address: str) -> str:
    """Some proxies write ``192.0.2.7:50123`` and ``[2001:db8::1]:50123``."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _count(connection: Connection, keys: Iterable[tuple[str, int]]) -> None:
    now = datetime.now(UTC)
    connection.execute(delete(FailedSignIn).where(FailedSignIn.at < _said(now - WINDOW)))
    rows = [{"key": key, "at": _said(now)} for key, _ in keys]
    connection.execute(insert(FailedSignIn), rows)


def _failures(connection: Connection, key: str) -> int:
    since = _said(datetime.now(UTC) - WINDOW)
    recent = (FailedSignIn.key == key, FailedSignIn.at >= since)
    return connection.scalar(select(func.count()).select_from(FailedSignIn).where(*recent)) or 0


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
