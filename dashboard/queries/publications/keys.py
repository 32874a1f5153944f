"""Which key the latest publication was made with, or somebody has confirmed since."""

import orjson
from sqlalchemy import Connection, func, select

from dashboard.queries.shared.trail import latest
from dashboard.tables import PublicationDraft

KEYS = "publication_keys"
"""The subject in the audit log. Nothing else is kept of a confirmation."""


def is_other_key(connection: Connection, key: str) -> bool:
    """Whether the latest publication was made with another key than that of this digest.

    Older ones did not keep theirs, and those without a lasting key have none: the next one decides.
    """
    number = last_made(connection)
    if number is None:
        return False
    confirmed = latest(connection, KEYS, str(number))
    exact = select(PublicationDraft.exact).where(PublicationDraft.number == number)
    kept = confirmed and confirmed.after
    known = digest_in(kept or connection.scalar(exact) or "")
    return known not in ("", key)


def last_made(connection: Connection) -> int | None:
    """The number of the last publication that is kept with its counts."""
    return connection.scalar(select(func.max(PublicationDraft.number)))


def digest_in(kept: str | bytes) -> str:
    """The digest of the key in something kept as JSON; empty if it has none or is broken."""
    try:
        found = orjson.loads(kept)
    except orjson.JSONDecodeError:
        return ""
    return str(found.get("key_digest", "")) if isinstance(found, dict) else ""
