"""The audit log: who changed what. A chain of digests reveals tampering."""

from dataclasses import dataclass
from hashlib import sha256

import orjson

FIRST = ""  # the digest before the first entry


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


NAMES = tuple(TrailEntry.__dataclass_fields__)


def digest_of_values(previous: str, values: tuple[object, ...]) -> str:
    """The same as ``digest``, of the entry with these values; for very many entries."""
    id_, at, author, subject, key, before, after, import_id = values
    entry = {  # a third faster than of names and values
        "id": id_,
        "at": at,
        "author": author,
        "subject": subject,
        "key": key,
        "before": before,
        "after": after,
        "import_id": import_id,
    }
    return sha256(orjson.dumps([previous, entry])).hexdigest()


def digest(previous: str, entry: TrailEntry) -> str:
    """SHA-256 of the entry and the digest before it, in hexadecimal digits.

    So changing, moving or removing an entry would change every later digest.
    """
    return sha256(orjson.dumps([previous, entry])).hexdigest()
