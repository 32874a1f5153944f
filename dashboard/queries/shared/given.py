"""Values given to a statement as a table: one parameter, however many rows there are."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, FromClause, String, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine


def given(
    connection: Connection, rows: Sequence[tuple[Any, ...]], **columns: type[TypeEngine[Any]]
) -> FromClause:
    """The rows as a table with these columns and types."""
    if connection.dialect.name == "postgresql":
        named = [column(name, of()) for name, of in columns.items()]
        arrays = [
            cast([row[at] for row in rows], ARRAY(of)) for at, of in enumerate(columns.values())
        ]
        return func.unnest(*arrays).table_valued(*named).render_derived()
    each = func.json_each(orjson.dumps(rows).decode()).table_valued("value")
    values = [
        func.json_extract(each.c.value, f"$[{at}]", type_=of).label(name)
        for at, (name, of) in enumerate(columns.items())
    ]
    return select(*values).subquery()


def given_texts(connection: Connection, texts: Sequence[str]) -> FromClause:
    """The texts as a table with the one column ``text``."""
    if connection.dialect.name == "postgresql":
        return given(connection, [(text,) for text in texts], text=String)
    each = func.json_each(orjson.dumps(texts).decode()).table_valued("value")
    return select(each.c.value.label("text")).subquery()
