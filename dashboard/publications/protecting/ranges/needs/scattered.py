"""Small sums of any blocks of a year, also of those that do not follow each other.

Whoever subtracts exact quarters from the range of a year has the sum of the others. That it may be
large follows from its blocks: one of them may be, beside the others as they are. That it may be
small does not: each block may be, though never both at once. So each such sum is a need of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

from dashboard.publications.protecting.asked import AskableCount, Run
from dashboard.publications.protecting.declared import Codes
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest

Question = tuple[str, Mapping[int, Fact], Callable[[int], Iterable[Finest]]]
"""What is asked, its count in each block, by the block's number, and the people of it there."""


def scattered_sums(every: Iterable[Question], most: int) -> Iterator[AskableCount]:
    """What must not be told of sums of several blocks, each set of people once."""
    seen: set[frozenset[Finest]] = set()
    for what, found, people in every:
        for steps in _small(found, most):
            fact = _joined(found[step] for step in steps)
            parts = frozenset(at for step in steps for at in people(step))
            wanted = need(fact, most)
            if wanted and parts not in seen:
                seen.add(parts)
                blocks = ", ".join(map(str, steps))
                yield AskableCount(
                    f"{what}, blocks {blocks}", tuple(sorted(parts)), fact.count, wanted
                )


def of_runs(what: str, ages: Codes, runs: Iterable[Run]) -> Question:
    """A question that readers ask of each block."""
    of = {run.step: run for run in runs}

    def people(step: int) -> Iterator[Finest]:
        return (Finest(*at, age) for at in of[step].strata for age in ages)

    return f"asked: {what}", {step: run.fact for step, run in of.items()}, people


def of_people(
    what: str, people: Mapping[int, Sequence[Finest]], truth: Mapping[Finest, int]
) -> Question:
    """A sum of people in each block."""
    return (
        what,
        {step: Fact(sum(truth[at] for at in own), others=1) for step, own in people.items()},
        people.__getitem__,
    )


def by_step(people: Iterable[Finest]) -> dict[int, list[Finest]]:
    """The same people by their blocks."""
    found: dict[int, list[Finest]] = defaultdict(list)
    for at in people:
        found[at.step].append(at)
    return dict(found)


def _small(found: Mapping[int, Fact], most: int) -> Iterator[tuple[int, ...]]:
    """The blocks of each sum that needs a proof of its own; of several blocks.

    With them are all blocks in which the sum has nobody: who proves that all these may be small
    together proves it without them, too. Where each block has one person, no proof is needed: as
    many people as blocks may be known. A session that must be hidden is alone in its block.
    """
    none = [step for step, fact in found.items() if not fact.count]
    hidden = [step for step in none if not found[step].others]
    some = {step: fact.count for step, fact in found.items() if 0 < fact.count <= most}
    for chosen in _subsets(some, most):
        if sum(some[step] for step in chosen) > len(chosen):
            yield from _several((*chosen, *none))
    for step, fact in found.items():
        if fact.count > most:
            yield from _several((step, *hidden))


def _several(steps: Collection[int]) -> Iterator[tuple[int, ...]]:
    if len(steps) > 1:
        yield tuple(sorted(steps))


def how_many(every: Iterable[Question], most: int, enough: float = inf) -> int:
    """How many small sums of blocks there are, or more than ``enough``, without making them.

    There may be as many as subsets of blocks. So ask this before they are made.
    """
    found = 0
    for _, facts, _ in every:
        if found > enough:
            break
        ways = [1, *[0] * most]
        for fact in facts.values():
            if 0 < fact.count <= most:
                for total in range(most, fact.count - 1, -1):
                    ways[total] += ways[total - fact.count]
        found += sum(ways) - 1
    return found


def _subsets(counts: Mapping[int, int], most: int) -> Iterator[tuple[int, ...]]:
    """The subsets whose sum is at most so much."""
    order = sorted(counts, key=counts.__getitem__)
    open_ones: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    while open_ones:
        chosen, total, begin = open_ones.pop()
        for at in range(begin, len(order)):
            now = total + counts[order[at]]
            if now > most:
                break
            yield (more := (*chosen, order[at]))
            open_ones.append((more, now, at + 1))


def _joined(every: Iterable[Fact]) -> Fact:
    found = Fact()
    for fact in every:
        found = Fact(
            found.count + fact.count, found.sensitive + fact.sensitive, found.others + fact.others
        )
    return found
