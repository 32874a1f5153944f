"""Sort rows in the same way on both databases, whatever PostgreSQL's locale."""

from sqlalchemy import SQLColumnExpression, String, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class by_text(FunctionElement[str]):  # noqa: N801 - it reads as a function of SQL
    """Sort a text column by code point, as SQLite does."""

    inherit_cache = True
    type = String()

    def __init__(self, column: SQLColumnExpression[str]) -> None:
        super().__init__(column)


def display_order(table: Table) -> tuple[SQLColumnExpression[object], ...]:
    """The columns that sort reference values: their position if they have one, else their day."""
    return (table.c.sort_order if "sort_order" in table.c else table.c.day, by_text(table.c.code))


@compiles(by_text)
def _as_it_is(element: by_text, compiler: SQLCompiler, **options: object) -> str:
    return compiler.process(element.clauses, **options)


@compiles(by_text, "postgresql")
def _collated(element: by_text, compiler: SQLCompiler, **options: object) -> str:
    return f'{compiler.process(element.clauses, **options)} COLLATE "C"'
