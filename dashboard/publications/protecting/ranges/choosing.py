"""Try several seeds of one secret on a block, and keep what tells most."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.declared import PROJECT, Codes
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.cover import Prices, is_read_first
from dashboard.publications.protecting.ranges.protecting import (
    Again,
    InexactTotalsError,
    ProtectedBlock,
    protect,
)
from dashboard.publications.protecting.solver import Work

SEED_BITS = 63
_TALLIES = 80
"""So many tallies are protected once in a few seconds; smaller blocks are tried more often."""
_PRICES = (Prices(10), Prices(), Prices(10, 1), Prices(10, 1), Prices(3, 1))
"""Those of each search. With the same prices, the seeds of a quarter hide the same cells.

Some first publications are searched only once, so rows of one axis are dear in the first search."""
_ENDS = 8
"""So often the ends of ranges are drawn around the same witnesses."""
_DEAR = 2
"""So often a larger one is searched at most: a third search tells little more."""
FIRST = 108_000_000
"""What the searches of a first publication may cost together, counted as ``Work`` is: at most 14 s
of processor time on the machine where this was measured."""
_BESIDE = 3_000_000
"""What each search takes beside, in the same unit: to draw ends of ranges, and the audit."""
UNBOUND = 1 << 62
"""More work than anything takes: to count what it took."""
_NEAR = 0.2
_EXACT_FIRST = 3
"""So many times an exact total or row of one axis counts: what is lost there is lost for good."""


def draws(seed: int, tries: int) -> list[int]:
    """So many seeds drawn of one: the same for the same one."""
    drawn = np.random.SeedSequence(seed).generate_state(tries, np.uint64)
    return [one >> (64 - SEED_BITS) for one in drawn.tolist()]


def openness(told: Mapping[Name, Interval]) -> float:
    """How much of the project is told: cells that are exact, and those within a fifth.

    Each table counts the same, however many cells it has: the small ones are read first. Exact
    totals and rows of one axis count more.
    """
    tables: dict[Codes, list[int]] = defaultdict(list)
    for name, one in told.items():
        if name.period == PROJECT:
            exact = _EXACT_FIRST if is_read_first(name) else 1
            tables[name.by].append(exact * one.exact + one.within(_NEAR))
    return sum(sum(own) / len(own) for own in tables.values())


def best(
    block: BlockCounts,
    past: Mapping[Name, Interval],
    work: Work | None = None,
    *,
    exact: bool = False,
) -> ProtectedBlock | None:
    """The most open of some protections that passed the audit; ``None`` if none did.

    The rules' seed is the secret that others are drawn from. A small block is searched several
    times. A larger one is searched twice if there is ``work`` left for as dear a search as the
    first one. It is counted, never timed: the same secret gives the same result. With ``exact``,
    only those that tell the totals exactly are sought, and none if there can be none.
    """
    left = work or Work(0)
    few = min(max(_TALLIES // max(len(block.counts.tallies), 1), 1), len(_PRICES))
    found: list[ProtectedBlock] = []
    dearest = 0
    seeds = draws(block.rules.seed, len(_PRICES))
    for number, (seed, prices) in enumerate(zip(seeds, _PRICES, strict=True)):
        if number >= few and (number >= _DEAR or dearest > left.left):
            break
        meter = Work(UNBOUND, thrifty=left.thrifty)
        own = replace(block, rules=replace(block.rules, seed=seed))
        try:
            made = _protected(own, past, meter, prices, exact=exact)
        except InexactTotalsError:
            break
        cost = UNBOUND - meter.left + _BESIDE
        dearest = max(dearest, cost)
        left.spend(cost)
        if made:
            found.append(made)
    return max(found, key=lambda made: (made.ready, _with_past(past, made.shown)), default=None)


def _protected(
    block: BlockCounts,
    past: Mapping[Name, Interval],
    work: Work,
    prices: Prices,
    *,
    exact: bool,
) -> ProtectedBlock | None:
    again = Again(draws(block.rules.seed, _ENDS), partial(_with_past, past))
    try:
        made = protect(block, past, again, work, prices, exact=exact)
    except ArithmeticError:  # a witness of this seed moved a headline
        return None
    return made if made.evidence.passed else None


def _with_past(past: Mapping[Name, Interval], shown: Mapping[Name, Interval]) -> float:
    """How open the project is with these ranges beside those of all blocks before."""
    return openness(
        {
            name: Interval.total((past.get(name, Interval.exactly(0)), one))
            for name, one in shown.items()
            if name.period == PROJECT
        }
    )
