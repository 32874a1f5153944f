"""Ask what every request begins with: one statement, in no transaction but its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from dashboard.database import AnySelect, reading
from dashboard.engines import READERS, file_of, limits, wait_at_most, watch_of
from dashboard.sqlite_stamps import Stand, TrackedConnection
from dashboard.trouble import TRIED, trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from dashboard.sqlite_file import SqliteFile

T = TypeVar("T")
_NAME_BYTES = 8


class _Prepared(NamedTuple):
    """A question as PostgreSQL is told it once, and as it is asked with values from then on."""

    prepare: str
    execute: str
    usual: Mapping[str, Any]
    """The values of all parameters, in their order; those of its asker are still empty."""


class _Written(NamedTuple):
    """A question as SQLite's driver is asked it, and what changes values on their way."""

    statement: str
    usual: Mapping[str, Any]
    """The values of all parameters; those of its asker are still empty."""
    there: Mapping[str, Callable[[Any], Any]]
    back: tuple[tuple[int, Callable[[Any], Any]], ...]
    """By their places in a row."""


def answer(engine: Engine, question: AnySelect, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The one row that answers a question. It sees one state of the data, as one statement does.

    On PostgreSQL, limits of time and question are one message, which is a transaction by itself:
    with journeys for beginning and end, it would take a request a quarter of a millisecond more.
    Its columns are texts, numbers, dates or truths, which the driver gives as they are. SQLite's
    driver is asked directly: SQLAlchemy's way to it takes ten times as long as its answer.

    Raises:
        FileLostError: The database's file is gone.
    """
    ask = _in_one_message if engine.dialect.name == "postgresql" else _by_the_driver
    if row := ask(engine, question, values):
        return row
    with reading(engine) as connection:
        return tuple(connection.execute(question, values).one())


def answer_kept(
    engine: Engine, question: AnySelect, values: Mapping[str, Any], make: Callable[[Any], T]
) -> T:
    """What ``make`` makes of that row. On SQLite it is kept until anybody writes.

    Raises:
        FileLostError: The database's file is gone.
    """

    def ask() -> T:
        return make(answer(engine, question, values))

    watch = watch_of(engine)
    return watch.while_unchanged((make, *values.values()), ask) if watch else ask()


def _in_one_message(
    engine: Engine, question: AnySelect, values: Mapping[str, Any]
) -> tuple[Any, ...] | None:
    """The row; ``None`` if it must be asked in the usual way, which finds a server again."""
    dialect: Any = engine.dialect
    kind: Any = type(dialect)
    psycopg, asked = dialect.dbapi, _prepared(cast("Any", question), kind)
    within = "; ".join(limits(READERS))
    with engine.connect() as connection:
        driver = cast("Any", connection.connection.driver_connection)
        if driver.prepare_threshold is None:
            return None
        try:
            cursor = psycopg.ClientCursor(driver)
            with suppress(psycopg.errors.InvalidSqlStatementName):  # the first time in this session
                cursor.execute(f"{within}; {asked.execute}", {**asked.usual, **values})
                cursor.set_result(-1)
                return cast("tuple[Any, ...]", cursor.fetchone())
            with suppress(psycopg.errors.DuplicatePreparedStatement):  # behind a pooler
                driver.execute(f"{within}; {asked.prepare}")
        except psycopg.Error as error:
            if trouble(error) in TRIED:
                raise
            if driver.closed:
                connection.invalidate()
    return None


@cache
def _prepared(question: Any, dialect: Any) -> _Prepared:  # noqa: ANN401 - of the cache
    """Its name tells it from questions of other versions, whose sessions a pooler may give us."""
    compiled = question.compile(dialect=dialect(paramstyle="numeric_dollar"))
    statement, usual = str(compiled), compiled.params
    name = f"impact_{blake2b(statement.encode(), digest_size=_NAME_BYTES).hexdigest()}"
    places = ", ".join(f"%({each})s" for each in compiled.positiontup)
    return _Prepared(f"PREPARE {name} AS {statement}", f"EXECUTE {name}({places})", usual)


def _by_the_driver(
    engine: Engine, question: AnySelect, values: Mapping[str, Any]
) -> tuple[Any, ...] | None:
    """The row; ``None`` if it must be asked in the usual way, which tells what is wrong."""
    kind: Any = type(engine.dialect)
    asked = _written(cast("Any", question), kind)
    given = {**asked.usual, **values}
    for name, change in asked.there.items():
        given[name] = change(given[name])
    try:
        with closing(engine.raw_connection()) as connection:
            opened = cast("TrackedConnection", connection.dbapi_connection)
            if cast("SqliteFile", file_of(engine)).stand(opened) is not Stand.SAME:
                return None
            wait_at_most(opened, READERS)
            rows = opened.execute(asked.statement, given).fetchall()
    except sqlite3.Error as error:
        if trouble(error) in TRIED:
            raise
        return None
    if len(rows) != 1:
        return None
    row = list(rows[0])
    for place, change in asked.back:
        row[place] = change(row[place])
    return tuple(row)


@cache
def _written(question: Any, dialect: Any) -> _Written:  # noqa: ANN401 - of the cache
    kind = dialect(paramstyle="named")
    compiled = question.compile(dialect=kind)

    def of_kind(of: Any) -> Any:  # noqa: ANN401 - a column or a parameter
        return of.type.dialect_impl(kind)

    there = {name: of_kind(of).bind_processor(kind) for name, of in compiled.binds.items()}
    back = (of_kind(column).result_processor(kind, None) for column in question.selected_columns)
    return _Written(
        str(compiled),
        compiled.params,
        {name: change for name, change in there.items() if change},
        tuple((place, change) for place, change in enumerate(back) if change),
    )
