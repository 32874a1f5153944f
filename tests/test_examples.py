"""How many examples Hypothesis tries of a test, by database."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.examples import FEWEST, fewer_on_postgresql


@pytest.mark.parametrize(
    ("database", "own", "tried"),
    [("sqlite", 60, 60), ("postgresql", 60, 20), ("postgresql", 9, FEWEST), ("postgresql", 4, 4)],
)
def test_postgresql_has_a_third_and_some_at_least(database: str, own: int, tried: int):
    seen = []

    @settings(max_examples=own, database=None)
    @given(st.integers())
    def run(number: int) -> None:
        seen.append(number)

    item = SimpleNamespace(callspec=SimpleNamespace(params={"engine": database}), obj=run)
    with fewer_on_postgresql(item):
        run()
    assert len(seen) == tried
    seen.clear()
    run()
    assert len(seen) == own
