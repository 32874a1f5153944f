"""How many examples Hypothesis tries of a test, by what they cost and by database."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.examples import FEWEST, ON_POSTGRESQL, fewer_where_dear
from tests.support.turns import OPTION, TESTS


def number_tried(own: int, turn: int | None, database: str, room: str) -> int:
    """How many of its own number of examples a test tries."""
    seen = []

    @settings(max_examples=own, database=None)
    @given(st.integers())
    def run(number: int) -> None:
        seen.append(number)

    item = SimpleNamespace(
        callspec=SimpleNamespace(params={"engine": database}),
        config=SimpleNamespace(getoption={OPTION: turn}.get),
        path=TESTS / room / "test_x.py",
        obj=run,
    )
    with fewer_where_dear(item):
        run()
    number = len(seen)
    seen.clear()
    run()
    assert len(seen) == own
    return number


@pytest.mark.parametrize(
    ("database", "own", "tried", "in_the_drill"),
    [
        ("sqlite", 100, 100, 100),
        ("postgresql", 100, 33, 33),
        ("sqlite", 60, 20, 60),
        ("postgresql", 60, ON_POSTGRESQL, 20),
        ("postgresql", 9, ON_POSTGRESQL, FEWEST),
        ("postgresql", 2, 2, 2),
    ],
)
def test_dear_ones_have_a_third_postgresql_few_and_some_at_least(
    database: str, own: int, *, tried: int, in_the_drill: int
):
    for turn, number in ((0, tried), (1, tried), (None, in_the_drill)):
        assert number_tried(own, turn, database, "queries") == number


@pytest.mark.parametrize("room", ["attack", "privacy", "publications/protecting"])
def test_what_must_stay_hidden_is_tried_whole(room: str):
    assert number_tried(60, 0, "sqlite", room) == 60
