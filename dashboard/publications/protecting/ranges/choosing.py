"""Try several seeds of one secret on a block, and keep what tells most."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.declared import PROJECT
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock, protect

SEED_BITS = 63
_TALLIES = 80
"""So many tallies are protected once in a few seconds; smaller blocks are tried more often."""
_MOST = 5
_NEAR = 0.2


def best(block: BlockCounts, past: Mapping[Name, Interval]) -> ProtectedBlock | None:
    """The most open of some protections that passed the audit; ``None`` if none did.

    The rules' seed is the secret that others are drawn from. How many are tried depends on the
    block alone: the same secret gives the same result.
    """
    found = [made for made in (_protected(one, past) for one in _seeded(block)) if made]
    return max(found, key=lambda made: _openness(made, past), default=None)


def _seeded(block: BlockCounts) -> Iterator[BlockCounts]:
    tries = min(max(_TALLIES // max(len(block.counts.tallies), 1), 1), _MOST)
    drawn = np.random.SeedSequence(block.rules.seed).generate_state(tries, np.uint64)
    for seed in drawn.tolist():
        yield replace(block, rules=replace(block.rules, seed=seed >> (64 - SEED_BITS)))


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
