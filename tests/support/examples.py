"""How many examples Hypothesis tries: `make test` a third of the dear ones, `make drill` all.

Dear is a test that asks for fewer than a hundred: each of its examples fills a database. What must
stay hidden is tried whole each time. On PostgreSQL three are tried, in the drill a third of all.
Both kinds run the same statements against the same slow count, so what is wrong in a statement is
found on SQLite, at a third of the cost. What PostgreSQL alone does (types, order, division) is
wrong in nearly every world.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from tests.support import turns

SHARE, FEWEST = 3, 5
ON_POSTGRESQL, ON_POSTGRESQL_OF_ALL = 3, 3
CHEAP = 100
WHOLE = ("attack/", "privacy/", "publications/protecting/")
HELD = "_hypothesis_internal_use_settings"  # where Hypothesis reads them when a test is called


@contextmanager
def fewer_where_dear(item: pytest.Function) -> Iterator[None]:
    """While a test runs, if it is one of Hypothesis's."""
    if not is_hypothesis_test(item.obj):
        yield
        return
    params = getattr(getattr(item, "callspec", None), "params", {})
    own: settings = getattr(item.obj, HELD)
    all_dear = item.config.getoption(turns.OPTION) is None or _is_whole(item.path)
    on_postgresql = params.get("engine") == "postgresql"
    number = tried(own.max_examples, all_dear=all_dear, on_postgresql=on_postgresql)
    setattr(item.obj, HELD, settings(own, max_examples=number))
    try:
        yield
    finally:
        setattr(item.obj, HELD, own)


def _is_whole(path: Path) -> bool:
    return path.relative_to(turns.TESTS).as_posix().startswith(WHOLE)


def tried(own: int, *, all_dear: bool, on_postgresql: bool) -> int:
    """How many, of its own number."""
    if all_dear or own >= CHEAP:
        number = own // ON_POSTGRESQL_OF_ALL if on_postgresql else own
    elif on_postgresql:
        return min(own, ON_POSTGRESQL)
    else:
        number = own // SHARE
    return min(own, max(FEWEST, number))
