"""Data drawn once from a strategy, the same each time: for tests that put a world somewhere."""

from typing import TypeVar

from hypothesis import Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def drawn(strategy: SearchStrategy[T], number: int, start: int) -> list[T]:
    """So many examples of a strategy, or a few more; ``start`` seeds them."""
    found: list[T] = []

    @seed(start)
    @settings(max_examples=number, database=None, phases=[Phase.generate])
    @given(strategy)
    def draw(one: T) -> None:
        found.append(one)

    draw()
    return found
