"""How many examples Hypothesis tries of a test, by what they cost and by database."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.examples import FEWEST, fewer_where_dear
from tests.support.turns import OPTION


@pytest.mark.parametrize(
    ("database", "own", "tried", "in_the_drill"),
    [
        ("sqlite", 100, 100, 100),
        ("postgresql", 100, 33, 33),
        ("sqlite", 60, 20, 60),
        ("postgresql", 60, 10, 20),
        ("postgresql", 9, FEWEST, FEWEST),
        ("postgresql", 4, 4, 4),
    ],
)
def test_dear_ones_have_a_third_postgresql_fewer_and_some_at_least(
    database: str, own: int, *, tried: int, in_the_drill: int
):
    seen = []

    @settings(max_examples=own, database=None)
    @given(st.integers())
    def run(number: int) -> None:
        seen.append(number)

    for by_turns, number in ((True, tried), (False, in_the_drill)):
        item = SimpleNamespace(
            callspec=SimpleNamespace(params={"engine": database}),
            config=SimpleNamespace(getoption={OPTION: by_turns}.get),
            obj=run,
        )
        with fewer_where_dear(item):
            run()
        assert len(seen) == number
        seen.clear()
        run()
        assert len(seen) == own
        seen.clear()
