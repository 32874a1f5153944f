"""Confirmations of another key: the audit log is all that keeps them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.publications.keys import ConfirmedKey
from dashboard.queries.publications.keys import KEYS, digest_in
from dashboard.queries.shared.trail import latest
from dashboard.writes.changes import Changes


def existing(connection: Connection, records: Sequence[ConfirmedKey]) -> dict[str, ConfirmedKey]:
    """The keys that were confirmed after these publications."""
    found = {one.after: latest(connection, KEYS, one.key) for one in records}
    return {
        str(number): ConfirmedKey(number, digest_in(entry.after))
        for number, entry in found.items()
        if entry and entry.after
    }


def save(_: Connection, __: Changes[ConfirmedKey]) -> set[date]:
    """Whoever saves changes logs them: there is nothing else to do, and no tally to count."""
    return set()
