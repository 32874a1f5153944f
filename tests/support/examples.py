"""On PostgreSQL Hypothesis tries a third of the examples of a test that also runs on SQLite.

Both run the same statements against the same slow count, so what is wrong in a statement is found
on SQLite, at a third of the cost. What PostgreSQL alone does (types, order, division) is wrong in
nearly every world.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import is_hypothesis_test, settings

SHARE = 3
FEWEST = 5
HELD = "_hypothesis_internal_use_settings"  # where Hypothesis reads them when a test is called


@contextmanager
def fewer_on_postgresql(item: pytest.Function) -> Iterator[None]:
    """While a test runs, if it is one of Hypothesis's on an ``engine`` of PostgreSQL."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    if params.get("engine") != "postgresql" or not is_hypothesis_test(item.obj):
        yield
        return
    own: settings = getattr(item.obj, HELD)
    number = min(own.max_examples, max(FEWEST, own.max_examples // SHARE))
    setattr(item.obj, HELD, settings(own, max_examples=number))
    try:
        yield
    finally:
        setattr(item.obj, HELD, own)
