"""The manifest of a backup, inside the same file: a file beside it would get lost.

The seal is the SHA-256 of all bytes of the file, with zeros in the seal's own place. It detects any
cut, addition or change. It proves nothing about who made the file.
"""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from dashboard.backup.files import APPLICATION
from dashboard.backup.shapes import MANIFEST

FORMAT = 1
_MARK = b"impact-seal:"
_EMPTY = b"0" * 64
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest; ``sha256`` is of the rows, and equal for both kinds of database.

    ``schema`` is the revision, ``program`` the version of the program, ``made_from`` the kind of
    database, ``made_at`` an ISO time in UTC. ``tables`` counts the rows of each. ``generation`` and
    the end of the audit log are empty for revisions that had none.
    """

    format: int
    program: str
    schema: str
    made_at: str
    made_from: str
    data_version: int
    generation: str
    demonstration: bool
    audit_entries: int
    audit_digest: str
    last_change: str
    tables: dict[str, int]
    sha256: str

    @property
    def rows(self) -> int:
        """The number of rows in all tables."""
        return sum(self.tables.values())


class Unfit(StrEnum):
    """Why a file is no backup to trust."""

    NO_BACKUP = "no backup"
    FORMAT = "another format"
    CHANGED = "not as it was written"


class UnfitError(Exception):
    """A file is no backup, or was changed since it was written."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


def write(file: sqlite3.Connection, manifest: Manifest) -> None:
    """Write the manifest into a file, with room for its seal."""
    file.execute(f"PRAGMA application_id = {APPLICATION}")
    file.execute(f"CREATE TABLE {MANIFEST} (manifest VARCHAR NOT NULL, seal VARCHAR NOT NULL)")
    file.execute(
        f"INSERT INTO {MANIFEST} VALUES (?, ?)",  # noqa: S608 - our name
        (orjson.dumps(asdict(manifest)).decode(), (_MARK + _EMPTY).decode()),
    )


def read(file: sqlite3.Connection) -> Manifest:
    """Read the manifest of an open file.

    Raises:
        UnfitError: There is none, or it has another format.
    """
    (application,) = file.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION:
        raise UnfitError(Unfit.NO_BACKUP)
    (said,) = file.execute(f"SELECT manifest FROM {MANIFEST}").fetchone()  # noqa: S608
    try:
        if orjson.loads(said).get("format") != FORMAT:
            raise UnfitError(Unfit.FORMAT)
        found = TypeAdapter(Manifest).validate_json(said)
        datetime.fromisoformat(found.made_at)
    except (ValueError, AttributeError) as error:
        raise UnfitError(Unfit.CHANGED) from error
    return found


def seal(path: Path) -> None:
    """Write the seal into a closed file that has room for it."""
    place = _place(path, _EMPTY)
    found = _sum(path, place)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(found)


def is_sealed(path: Path, said: str) -> bool:
    """Whether the file is unchanged since it was sealed; ``said`` is its manifest's row."""
    kept = said.encode()
    if not kept.startswith(_MARK) or len(kept) != len(_MARK) + len(_EMPTY):
        return False
    kept = kept.removeprefix(_MARK)
    try:
        return _sum(path, _place(path, kept)) == kept
    except UnfitError:
        return False


def said_seal(file: sqlite3.Connection) -> str:
    """The seal in an open file."""
    (found,) = file.execute(f"SELECT seal FROM {MANIFEST}").fetchone()  # noqa: S608
    return str(found)


def _place(path: Path, kept: bytes) -> int:
    """The offset of the seal's digits; the mark is searched from the end, where it was written."""
    sought, size = _MARK + kept, path.stat().st_size
    with path.open("rb") as file:
        end = size
        while end > 0:
            begin = max(0, end - _AT_ONCE)
            file.seek(begin)
            at = file.read(end - begin + len(sought) - 1).rfind(sought)
            if at >= 0:
                return begin + at + len(_MARK)
            end = begin
    raise UnfitError(Unfit.CHANGED)


def _sum(path: Path, place: int) -> bytes:
    """The sum of all bytes, with zeros in the seal's place."""
    found, past = sha256(), place + len(_EMPTY)
    with path.open("rb") as file:
        left = place
        while left and (part := file.read(min(left, _AT_ONCE))):
            found.update(part)
            left -= len(part)
        found.update(_EMPTY)
        file.seek(past)
        while part := file.read(_AT_ONCE):
            found.update(part)
    return found.hexdigest().encode()
