"""Statements are compiled once in a test process for all databases of a kind.

SQLAlchemy keeps what it has compiled with an engine. Tests make an engine each, and compiled the
same hundred statements for each of them: an eighth of what a test with a database computed.
"""

from typing import Any

from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

MOST = 1_000
OfStatement = tuple[Any, ...]

_kept: LRUCache[OfStatement, Any] = LRUCache(MOST)


def compile_them_once() -> None:
    """In this process, from now on."""
    Engine._compiled_cache = property(_cache_of, _keep_with)  # type: ignore[assignment]


class Kept:
    """What an engine asks of its own cache, where the kind of a database stands for its dialect."""

    def get(self, key: OfStatement) -> Any:
        return _kept.get(_of_kind(key))

    def __setitem__(self, key: OfStatement, compiled: Any) -> None:
        _kept[_of_kind(key)] = compiled

    def clear(self) -> None:
        """Nothing: others go on."""


def _cache_of(engine: Engine) -> Kept | None:
    return Kept() if engine.__dict__["_compiled_cache"] is not None else None


def _keep_with(engine: Engine, cache: object) -> None:
    engine.__dict__["_compiled_cache"] = cache


def _of_kind(key: OfStatement) -> OfStatement:
    dialect: Dialect = key[0]
    return type(dialect), dialect.paramstyle, dialect.server_version_info, *key[1:]
