"""The audit log: who changed what, and a chain of digests that shows when it was tampered with."""

from dataclasses import dataclass
from hashlib import sha256

import orjson

FIRST = ""  # the digest before the first entry's


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One change of one record; see ``dashboard.tables.AuditEntry``."""

    id: int
    at: str
    author: str
    subject: str
    key: str
    before: str | None
    after: str | None
    import_id: int | None


def digest(previous: str, entry: TrailEntry) -> str:
    """SHA-256 over the entry and the digest of the one before it, in hexadecimal digits.

    So no entry can be changed, moved or taken out without changing every digest after it.
    """
    return sha256(orjson.dumps([previous, entry])).hexdigest()
