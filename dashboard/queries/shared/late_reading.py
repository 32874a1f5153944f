"""Read transactions that begin only when something is asked that is not kept."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Engine

from dashboard.database import reading
from dashboard.domain.shared.state import State
from dashboard.queries.shared.state import state


class DataChangedError(Exception):
    """The transaction began after a write, and does not see the data that were seen before it."""


class _LateConnection:
    """What queries use of a connection, for data whose state is known already.

    Most answers are made of what this process keeps of these data, and ask nothing.
    """

    def __init__(self, engine: Engine, seen: State, stack: ExitStack) -> None:
        self._engine, self._seen, self._stack = engine, seen, stack
        self._begun: Connection | None = None
        self.snapshot: dict[str, Any] = {"state": seen}
        self._options: Mapping[str, Any] = engine.get_execution_options().union(
            {"impact_snapshot": self.snapshot}
        )

    @property
    def dialect(self) -> Dialect:
        return self._engine.dialect

    def get_execution_options(self) -> Mapping[str, Any]:
        return self._options

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a connection has
        return getattr(self._connection(), name)

    def _connection(self) -> Connection:
        if self._begun is None:
            begun = self._stack.enter_context(reading(self._engine))
            if state(begun).edition != self._seen.edition:
                raise DataChangedError
            self._begun = begun
        return self._begun


@contextmanager
def late_reading(engine: Engine, seen: State) -> Iterator[Connection]:
    """The same as ``reading``, for data that were seen just now; often without a transaction.

    Raises:
        DataChangedError: Something was asked after a write.
        FileLostError: The database's file is gone.
    """
    with ExitStack() as stack:
        late = _LateConnection(engine, seen, stack)
        try:
            yield cast("Connection", late)
        finally:
            late.snapshot.clear()
