"""Whether an SQLite file continues the history that it had before."""

import sqlite3
from typing import NamedTuple


class HistoryMark(NamedTuple):
    """How far a history has advanced: see ``DataState``."""

    generation: str
    version: int
    entries: int
    digest: str


def mark_of(opened: sqlite3.Connection) -> HistoryMark | None:
    """How far a file's history has advanced; ``None`` before its tables exist."""
    columns = "generation, version, audit_entries, audit_digest"
    try:
        row = opened.execute(f"SELECT {columns} FROM data_state").fetchone()  # noqa: S608
    except sqlite3.OperationalError:
        return None
    return HistoryMark(*row) if row else None


def under_another_name(
    opened: sqlite3.Connection, known: HistoryMark, mark: HistoryMark
) -> HistoryMark:
    """Give a copy that replaced the file a new generation: it still has the old one."""
    if mark.generation != known.generation:
        return mark
    opened.execute(
        "UPDATE data_state SET generation = lower(hex(randomblob(16))),"
        " mark = lower(hex(randomblob(8)))"
    )
    return mark_of(opened) or mark


def goes_on(opened: sqlite3.Connection, known: HistoryMark, mark: HistoryMark) -> bool:
    """Whether the file still has what was there before, or comes from a restore."""
    if mark.generation != known.generation:
        return is_sound(opened)
    if mark.version < known.version or mark.entries < known.entries:
        return False
    if not known.entries:
        return True
    entry = "SELECT digest FROM audit_log WHERE id = ?"
    found: tuple[object, ...] | None = opened.execute(entry, (known.entries,)).fetchone()
    return found == (known.digest,)


def is_sound(opened: sqlite3.Connection, *, quick: bool = False) -> bool:
    """Whether the file is intact, and unless ``quick`` its indexes too; reads everything.

    Raises:
        sqlite3.OperationalError: It can't be read now, and may well be intact.
    """
    check = "PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)"
    try:
        found: tuple[object, ...] = opened.execute(check).fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    return found == ("ok",)
