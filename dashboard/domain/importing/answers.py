"""What may be answered about odd rows of a file."""

from enum import StrEnum


class StruckOut(StrEnum):
    """What becomes of rows that are struck through."""

    LEAVE = "leave"
    KEEP = "keep"


class LikelyCopies(StrEnum):
    """What becomes of sessions that are likely duplicates."""

    LEAVE = "leave"
    KEEP = "keep"


class HandNumbering(StrEnum):
    """What references counted from 1 are.

    ``UNIQUE`` in all files imported here, or else to be combined with the file's name.
    """

    UNIQUE = "unique"
    FILE = "file"
