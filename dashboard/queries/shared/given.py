"""Values given to a statement as a table: one parameter, however many rows there are."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    Connection,
    FromClause,
    String,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

TEXTS = "texts_to_come"
GIVEN_AT_ONCE = 10_000
"""Values of one statement."""

V = TypeVar("V")


def batched(values: Sequence[V], size: int = GIVEN_AT_ONCE) -> Iterator[Sequence[V]]:
    """The values in batches: unless told otherwise, of as many as one statement is given."""
    return (values[at : at + size] for at in range(0, len(values), size))


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


def may_have(
    connection: Connection, column: InstrumentedAttribute[str], texts: Sequence[str]
) -> bool:
    """Whether a column has any text from the least to the greatest of these: else, none of them.

    New references mostly follow one another, so one look answers for thousands. PostgreSQL orders
    texts in its own way: there, each is looked up.
    """
    if connection.dialect.name == "postgresql" or not texts:
        return bool(texts)
    between = select(column).where(column.between(min(texts), max(texts))).limit(1)
    return connection.scalar(between) is not None


def given_texts(connection: Connection, texts: Sequence[str]) -> FromClause:
    """The texts as a table with the one column ``text``."""
    if connection.dialect.name == "postgresql":
        return given(connection, [(text,) for text in texts], text=String)
    each = func.json_each(orjson.dumps(texts).decode()).table_valued("value")
    return select(each.c.value.label("text")).subquery()


def texts_to_come(dialect: str) -> FromClause:
    """The same table, of the texts that a statement is executed with (see ``coming``).

    A statement has circles in it: with very many texts, asked again and again, it would keep them
    in memory until Python looks for such circles, which is seldom.
    """
    said = bindparam(TEXTS, type_=String)
    if dialect == "postgresql":
        texts = func.json_array_elements_text(cast(said, JSON))
        return texts.table_valued(column("text", String())).render_derived()
    return select(func.json_each(said).table_valued("value").c.value.label("text")).subquery()


def coming(texts: Sequence[str]) -> dict[str, str]:
    """What a statement with ``texts_to_come`` is executed with.

    It is JSON on PostgreSQL, too: its driver makes an array text by text.
    """
    return {TEXTS: orjson.dumps(texts).decode()}
