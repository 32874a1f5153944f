"""Rows as lines of text, which PostgreSQL takes in half the processor time of tuples.

SQLite joins the values of a row while it reads them, so that Python sees one text a row. A line has
tabs between the values, as COPY reads them, and ``ABSENT`` where there is none.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, LargeBinary, String, Table

from dashboard.writes.bulk import copy_text, stream_rows

ABSENT = "\x01"  # texts of ours have no control characters, and none is missing
AT_ONCE = 20_000


def line_of(table: Table, names: Sequence[str], cells: Sequence[str]) -> str | None:
    """The SQL of a line, for SQLite, from that of its cells; ``None`` if a column holds bytes.

    ``names`` are columns of the table, which tell the types. A text must not be missing.
    """
    types = [table.c[name].type for name in names]
    if any(isinstance(type_, LargeBinary) for type_ in types):
        return None
    return " || char(9) || ".join(
        cell if isinstance(type_, String) else f"coalesce({cell}, char({ord(ABSENT)}))"
        for cell, type_ in zip(cells, types, strict=True)
    )


def copy_lines(
    connection: Connection,
    into: str,
    columns: Sequence[str],
    lines: Iterable[str],
    rows: Callable[[int], Iterable[tuple[Any, ...]]],
) -> None:
    """COPY the lines into a table of PostgreSQL.

    Once a text has a character that means something to COPY, such as a backslash or a line break,
    ``rows(n)`` is asked for those after the first ``n``, as tuples in the same order.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    done, left = 0, iter(lines)
    statement = f"COPY {into} ({', '.join(columns)}) FROM STDIN (NULL '{ABSENT}')"
    while some := list(islice(left, AT_ONCE)):
        text = "\n".join(some)
        if not _is_plain(text, len(some), len(columns)):
            stream_rows(connection, into, columns, rows(done))
            return
        copy_text(connection, statement, f"{text}\n")
        done += len(some)


def _is_plain(text: str, lines: int, columns: int) -> bool:
    """Whether tabs and line breaks stand between values alone, and nothing else means anything."""
    return (
        "\\" not in text
        and "\r" not in text
        and text.count("\n") == lines - 1
        and text.count("\t") == lines * (columns - 1)
    )
