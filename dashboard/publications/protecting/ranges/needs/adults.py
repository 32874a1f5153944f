"""The adults of each month, whom a reader counts as everyone less the youth."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement

from dashboard.publications.protecting.declared import Codes
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.knowing import Secret


def adults_by_month(people: Iterable[Finest], youth: Codes) -> Mapping[str, Sequence[Finest]]:
    """Those of these who are no youth."""
    of_month: dict[str, list[Finest]] = defaultdict(list)
    for at in people:
        if at.age not in youth:
            of_month[at.month].append(at)
    return of_month


def small_adults(
    truth: Mapping[Finest, int], youth: Codes, most: int, steps: int, what: str
) -> Iterator[Secret]:
    """Those who must not be told, of any step and of steps in a row; ``what`` are these steps."""
    for month, adults in adults_by_month(truth, youth).items():
        for first, last in combinations_with_replacement(range(steps), 2):
            people = frozenset(at for at in adults if first <= at.step <= last)
            count = sum(truth[at] for at in people)
            if wanted := need(Fact(count, others=1), most):
                yield f"adults of {month}, {what} {first} to {last}", people, wanted
