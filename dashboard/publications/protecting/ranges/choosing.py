"""Try several seeds of one secret on a block, and keep what tells most."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.declared import PROJECT, Codes
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock, protect

SEED_BITS = 63
_TALLIES = 80
"""So many tallies are protected once in a few seconds; smaller blocks are tried more often."""
_MOST = 5
_NEAR = 0.2


def draws(seed: int, tries: int) -> list[int]:
    """So many seeds drawn of one: the same for the same one."""
    drawn = np.random.SeedSequence(seed).generate_state(tries, np.uint64)
    return [one >> (64 - SEED_BITS) for one in drawn.tolist()]


def openness(told: Mapping[Name, Interval]) -> float:
    """How much of the project is told: cells that are exact, and those within a fifth.

    Each table counts the same, however many cells it has: the small ones are read first.
    """
    tables: dict[Codes, list[int]] = defaultdict(list)
    for name, one in told.items():
        if name.period == PROJECT:
            tables[name.by].append(one.exact + one.within(_NEAR))
    return sum(sum(own) / len(own) for own in tables.values())


def best(block: BlockCounts, past: Mapping[Name, Interval]) -> ProtectedBlock | None:
    """The most open of some protections that passed the audit; ``None`` if none did.

    The rules' seed is the secret that others are drawn from. How many are tried depends on the
    block alone: the same secret gives the same result.
    """
    found = [made for made in (_protected(one, past) for one in _seeded(block)) if made]
    return max(found, key=lambda made: _openness(made, past), default=None)


def _seeded(block: BlockCounts) -> Iterator[BlockCounts]:
    tries = min(max(_TALLIES // max(len(block.counts.tallies), 1), 1), _MOST)
    for seed in draws(block.rules.seed, tries):
        yield replace(block, rules=replace(block.rules, seed=seed))


def _protected(block: BlockCounts, past: Mapping[Name, Interval]) -> ProtectedBlock | None:
    try:
        made = protect(block, past)
    except ArithmeticError:  # a witness of this seed moved a headline
        return None
    return made if made.evidence.passed else None


def _openness(made: ProtectedBlock, past: Mapping[Name, Interval]) -> tuple[bool, int]:
    """Headlines before all; then exact cells of the project, and those within a fifth."""
    sums = [
        Interval.total((past.get(name, Interval.exactly(0)), shown))
        for name, shown in made.shown.items()
        if name.period == PROJECT
    ]
    return made.ready, sum(one.exact + one.within(_NEAR) for one in sums)
