"""Limit attempts at signing in and at guessing keys, by counting them.

Attempts are counted in the database, so that all workers know of them. They are counted before the
password is checked or a message is sent, and one after the other, so that many at once gain
nothing. Names are throttled whether or not they have an account, so that throttling does not reveal
which do. From one place, few attempts block a name; from everywhere together, many do. Otherwise
anyone could lock out an account from afar.

A tally's key is a word for what is counted, and a digest of whose attempts they are. So no made-up
name or address can collide with another's key, and what was typed is not stored: people sometimes
type their password in the name field.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text

from dashboard.tables import FailedSignIn

WINDOW = timedelta(minutes=15)
MOST_HERE, MOST_BY_NAME, MOST_BY_PLACE = 10, 100, 50
MOST_MESSAGES, MOST_MESSAGES_BY_PLACE = 3, 20
MOST_GUESSES, GUESSES_IN_A_ROW = 50, 5  # wrong keys of one place; so many make one row
MOST_ROWS_OF_GUESSES = 1000  # of all places: who guesses from everywhere fills no disk
BY_NAME_HERE, BY_NAME, BY_PLACE = "name-here", "name", "place"
MESSAGES, MESSAGES_BY_PLACE, GUESSES = "messages", "messages-by-place", "guesses"
IPV6_SITE = 64  # bits: a subscriber has all addresses of such a network
_ALONE = text("SELECT pg_advisory_xact_lock(:one, :two)").bindparams(one=0x694D, two=0x5452)


def is_throttled(connection: Connection, name: str, address: str) -> bool:
    """Whether to refuse without checking the password; others wait until this one is counted."""
    _be_alone(connection)
    return any(_failures(connection, key) >= most for key, most in _keys(name, address))


def tried(connection: Connection, name: str, address: str) -> None:
    """Count an attempt as failed until it succeeds; delete attempts older than the window."""
    _count(connection, _keys(name, address))


def succeeded(connection: Connection, name: str, address: str) -> None:
    """Forget failures of this name after it signed in; of the place's, only that this was one."""
    place = place_of(address)
    ours = [_key(BY_NAME_HERE, name, place), _key(BY_NAME, name)]
    latest = select(func.max(FailedSignIn.id)).where(FailedSignIn.key == _key(BY_PLACE, place))
    this_one = FailedSignIn.id == latest.scalar_subquery()
    connection.execute(delete(FailedSignIn).where(FailedSignIn.key.in_(ours) | this_one))


def is_asked_too_often(connection: Connection, name: str, address: str) -> bool:
    """Whether to send no more messages to this name, or on request from this address; likewise."""
    _be_alone(connection)
    return any(_failures(connection, key) >= most for key, most in _asking(name, address))


def asked(connection: Connection, name: str, address: str) -> None:
    """Count a request for a message to a name."""
    _count(connection, _asking(name, address))


def guesses(connection: Connection, place: str) -> int:
    """The number of wrong keys that a place has shown lately, as far as they are stored."""
    return GUESSES_IN_A_ROW * _failures(connection, _key(GUESSES, place))


def may_write_guesses(connection: Connection) -> bool:
    """Whether there is room for more rows of guesses, of any place."""
    of_guesses = FailedSignIn.key.startswith(f"{GUESSES}:", autoescape=True)
    found = connection.scalar(select(func.count()).where(of_guesses, _is_recent())) or 0
    return found < MOST_ROWS_OF_GUESSES


def guessed(connection: Connection, place: str, rows: int) -> None:
    """Store wrong keys of a place, many per row."""
    _count(connection, [(_key(GUESSES, place), MOST_GUESSES)] * rows)


def _asking(name: str, address: str) -> Iterator[tuple[str, int]]:
    yield _key(MESSAGES, name), MOST_MESSAGES
    if place := place_of(address):
        yield _key(MESSAGES_BY_PLACE, place), MOST_MESSAGES_BY_PLACE


def _keys(name: str, address: str) -> Iterator[tuple[str, int]]:
    """The keys that attempts are counted under, each with its limit.

    An address of this machine is that of a proxy before us: everybody seems to come from there.
    """
    place = place_of(address)
    yield _key(BY_NAME_HERE, name, place), MOST_HERE
    yield _key(BY_NAME, name), MOST_BY_NAME
    if place:
        yield _key(BY_PLACE, place), MOST_BY_PLACE


def _key(what: str, *whose: str) -> str:
    return f"{what}:{sha256(json.dumps(whose).encode()).hexdigest()}"


def place_of(address: str) -> str:
    """The place that attempts are counted by: a subscriber's network; empty for this machine."""
    try:
        found = ip_address(_without_port(address))
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return ""
    return str(found if found.version == 4 else ip_network((found, IPV6_SITE), strict=False))


def _without_port(address: str) -> str:
    """The address without its port: some proxies write ``192.0.2.7:50123``."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _be_alone(connection: Connection) -> None:
    """Wait until the attempts of others are counted; on SQLite, who writes is alone already."""
    if connection.dialect.name != "sqlite":
        connection.execute(_ALONE)


def _count(connection: Connection, keys: Iterable[tuple[str, int]]) -> None:
    connection.execute(delete(FailedSignIn).where(~_is_recent()))
    now = _sortable(datetime.now(UTC))
    rows = [{"key": key, "at": now} for key, _ in keys]
    connection.execute(insert(FailedSignIn), rows)


def _failures(connection: Connection, key: str) -> int:
    recent = (FailedSignIn.key == key, _is_recent())
    return connection.scalar(select(func.count()).select_from(FailedSignIn).where(*recent)) or 0


def _is_recent() -> ColumnElement[bool]:
    """Of the window, or ahead by no more: a clock that was far ahead may have been set back."""
    now = datetime.now(UTC)
    return FailedSignIn.at.between(_sortable(now - WINDOW), _sortable(now + WINDOW))


def _sortable(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
