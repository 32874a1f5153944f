"""Whether an SQLite file goes on with the history that it held before."""

import sqlite3
from typing import NamedTuple


class HistoryMark(NamedTuple):
    """How far a history has come: see ``DataState``."""

    generation: str
    version: int
    entries: int
    digest: str


def mark_of(opened: sqlite3.Connection) -> HistoryMark | None:
    """How far its history has come; ``None`` before the tables are there that say so."""
    columns = "generation, version, audit_entries, audit_digest"
    try:
        row = opened.execute(f"SELECT {columns} FROM data_state").fetchone()  # noqa: S608
    except sqlite3.OperationalError:
        return None
    return HistoryMark(*row) if row else None


def under_another_name(
    opened: sqlite3.Connection, known: HistoryMark, mark: HistoryMark
) -> HistoryMark:
    """A copy that somebody put in place of the file has its generation still."""
    if mark.generation != known.generation:
        return mark
    opened.execute(
        "UPDATE data_state SET generation = lower(hex(randomblob(16))),"
        " mark = lower(hex(randomblob(8)))"
    )
    return mark_of(opened) or mark


def goes_on(opened: sqlite3.Connection, known: HistoryMark, mark: HistoryMark) -> bool:
    """Whether what was there before is there still, or a restore took its place."""
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
    """Whether the file is whole, and unless ``quick`` its indexes too; reads everything."""
    check = "PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)"
    try:
        found: tuple[object, ...] = opened.execute(check).fetchone()
    except sqlite3.DatabaseError:
        return False
    return found == ("ok",)
