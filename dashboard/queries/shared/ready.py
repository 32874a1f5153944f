"""Whether the data can be read and written: one question, because it is asked every second."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import Boolean, Engine, column, func, literal_column, select, table
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from dashboard.asking import answer
from dashboard.database import AnySelect
from dashboard.queries.shared.state import columns

NOT_THERE: dict[str, type[DBAPIError]] = {
    "sqlite": OperationalError,
    "postgresql": ProgrammingError,
}
"""What each kind of database raises where a table or a column is missing, among others."""

_READ_ONLY = {
    "sqlite": "0",
    "postgresql": "pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool",
}


class Ready(NamedTuple):
    """The schema's revisions, or the first and the last of many; whether writes are refused.

    PostgreSQL refuses them as a standby, or where somebody closed it to them.
    """

    revisions: frozenset[str]
    read_only: bool


def ready(engine: Engine) -> Ready:
    """What is asked before requests are sent to this server; the state is read too, and dropped.

    Raises:
        sqlalchemy.exc.DBAPIError: It cannot be read. ``NOT_THERE``: its schema may be another.
    """
    first, last, read_only, *_ = answer(engine, _question(engine.dialect.name), {})
    return Ready(frozenset({first, last} - {None}), read_only)


@cache
def _question(kind: str) -> AnySelect:
    """Built once for each kind of database."""
    step = table("alembic_version", column("version_num")).c.version_num
    ends = (select(extreme(step)).scalar_subquery() for extreme in (func.min, func.max))
    return select(*ends, literal_column(_READ_ONLY[kind], Boolean()), *columns())
