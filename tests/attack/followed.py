"""A reader who knows of each session when it was added, taken out and moved.

And what the program told of each correction before it was subtracted. That is more than anybody is
told. Its people are the same wherever it is counted, so what two
publications tell of them meets in one unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tests.attack.facts import AGES, Told
from tests.attack.programme import Cell, Programme, Sum
from tests.attack.published import Block, Issue
from tests.attack.targets import scopes, words


@dataclass(frozen=True)
class Lot:
    """Sessions that were added together, and left or moved together.

    ``places`` says by publication where they are counted; ``None`` where they no longer are.
    ``part`` is the number of the correction that took them; ``None``: they stayed.
    """

    part: int | None
    people: Mapping[str, int]
    places: Mapping[int, Block | None]


class Followed(Programme):
    """What is told of all publications, of lots whose people are known to stay the same."""

    def __init__(self, issues: Sequence[Issue], lots: Sequence[Lot]) -> None:
        super().__init__(())
        self.issues, self.truth = issues, list[float]()
        self.parts: dict[int | None, set[int]] = {}
        self.cells = {issue.number: [] for issue in issues}
        for lot in lots:
            for age in AGES:
                self._follow(lot, age)
        self.memory = np.zeros((0, len(self.lows)))

    def _follow(self, lot: Lot, age: str) -> None:
        first = min(lot.places)
        column = self._column((first, lot.places[first] or ("", "", "", ""), age))
        self.truth.append(lot.people.get(age, 0))
        self.parts.setdefault(lot.part, set()).add(column)
        for number, place in lot.places.items():
            if place:
                axes = zip(("month", "language", "venue_type", "kind"), place, strict=True)
                self.cells[number].append(Cell(dict(axes) | {"age": age}, (column,)))

    def is_count(self, difference: Sum) -> bool:
        """Not where some came and others left: that difference counts nobody."""
        return len({times > 0 for _, times in difference}) <= 1

    def learn_of_part(self, part: int, told: Iterable[Told]) -> None:
        """Take in what is told of a correction alone."""
        for one in told:
            every = self.sum_of(one.number, one.scope)
            columns = [column for column, _ in every if column in self.parts[part]]
            assert one.low <= sum(self.truth[column] for column in columns) <= one.high, one
            self.bound(columns, one)

    def sums_of_parts(self) -> Iterator[tuple[Sum, int, str, int]]:
        """What each correction took, what two of them took, and that with what stayed.

        No filter can ask for it; somebody may still work it out. Each with its publication, its
        name, and what it is.
        """
        numbers = [part for part in self.parts if part is not None]
        groups = [*((one,) for one in self.parts), *combinations(numbers, 2)]
        groups += [(one, None) for one in numbers]
        for issue in self.issues:
            for scope in scopes(issue):
                every = self.sum_of(issue.number, scope)
                for group in groups:
                    own = set().union(*(self.parts[part] for part in group))
                    columns = tuple(one for one in every if one[0] in own)
                    true = sum(self.truth[column] * times for column, times in columns)
                    yield columns, issue.number, f"{words(scope)} of {group}", int(true)
