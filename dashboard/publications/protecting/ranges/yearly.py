"""The blocks of each fiscal year that is over, tightened together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import Rules
from dashboard.publications.protecting.declared import PROJECT, periods_of
from dashboard.publications.protecting.ranges.choosing import SEED_BITS
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.tightened import (
    TightenedYear,
    YearOfBlocks,
    outermost,
)
from dashboard.publications.protecting.ranges.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.tightening import tighten, tighten_across
from dashboard.publications.protecting.ranges.totals import ANYTHING, Chain

_MOST = 100
"""With so many tallies, a year takes some seconds; the largest blocks of a larger one stay out."""
_MOST_ACROSS = 300
"""Of several years together."""
_SEEDS = 2
_DAY = timedelta(days=1)


def years(
    chain: Chain, day: date, draw: Callable[[YearOfBlocks], int]
) -> tuple[tuple[TightenedYear, ...], int]:
    """Narrower ranges for the years that are over by this day, and how many needs were proved.

    ``draw`` gives the seed of a year: the same for the same blocks, in whichever draft.

    Several tightened years have narrower ranges for their sum, too, which comes after them. A year
    that can't be proved stays as it is. So does one of which fewer than two blocks are left
    without those that corrections took something from.
    """
    found: list[TightenedYear] = []
    needs = 0
    for of in _closed(chain, day):
        if made := _tightened(chain, of, draw):
            found.append(TightenedYear(of, made.shown, made.witnesses))
            chain = chain.with_year(found[-1])
            needs += made.evidence.needs
    of = tuple(sorted(at for one in outermost(chain.tightened) for at in one.of))
    if made := _tightened_across(chain, of, draw):
        found.append(TightenedYear(of, made.shown, made.witnesses))
        needs += made.evidence.needs
    return tuple(found), needs


def is_tightened_well(chain: Chain, year: TightenedYear) -> bool:
    """Whether a year is proved beside all that the chain tells of its blocks, and of no others."""
    blocks = set(range(len(chain.blocks)))
    if tuple(sorted(set(year.of))) != year.of or len(year.of) < 2 or not blocks >= set(year.of):
        return False
    if {one.of for one in chain.taken}.intersection(year.of):
        return False
    before = outermost(one for one in chain.tightened if set(one.of).intersection(year.of))
    if before and (len(before) < 2 or set(year.of) != {at for one in before for at in one.of}):
        return False  # a year that was tightened is one only in a sum with others
    system = chain.year(year.of)
    return system.alike and audit_tightened(system, year.shown, year.witnesses).passed


def names_of(chain: Chain, years: Iterable[TightenedYear]) -> tuple[str, ...]:
    """The fiscal years in which their blocks were closed, such as ``2015-16``.

    A sum over several years goes by no name: each of them was named when it was tightened.
    """
    closed = ([_year(chain.blocks[at].block.counts.as_of) for at in one.of] for one in years)
    return tuple(own[0] for own in closed if len(set(own)) == 1)


def _year(day: date) -> str:
    return periods_of(month_of(day))[1]


def _closed(chain: Chain, day: date) -> Iterator[tuple[int, ...]]:
    """The blocks of each year that is over, but for those that are joined or were corrected."""
    groups: dict[str, list[int]] = defaultdict(list)
    used = chain.joined.union(one.of for one in chain.taken)
    for at, each in enumerate(chain.blocks):
        if at not in used:
            groups[_year(each.block.counts.as_of)].append(at)
    for year, own in sorted(groups.items()):
        if year >= _year(day + _DAY):
            continue
        of, sizes = own, {at: len(chain.blocks[at].block.counts.tallies) for at in own}
        while sum(sizes[at] for at in of) > _MOST:
            largest = max(of, key=sizes.__getitem__)
            of = [at for at in of if at != largest]
        if len(of) > 1:
            yield tuple(of)


def _tightened_across(
    chain: Chain, of: tuple[int, ...], draw: Callable[[YearOfBlocks], int]
) -> ProtectedBlock | None:
    """Narrower ranges of the project for several tightened years that are in no sum yet."""
    if len(outermost(chain.tightened)) < 2:
        return None
    year = chain.year(of)
    if len(year.whole.counts.tallies) > _MOST_ACROSS or not year.alike:
        return None
    past = {name: chain.beside(name, of) or ANYTHING for name in year.rows}
    drawn = np.random.SeedSequence(draw(year)).generate_state(1, np.uint64)
    rules = Rules(year.hidden_up_to, int(drawn[0]) >> (64 - SEED_BITS))
    made = tighten_across(year, past, rules)
    return made if made.evidence.passed else None


def _tightened(
    chain: Chain, of: tuple[int, ...], draw: Callable[[YearOfBlocks], int]
) -> ProtectedBlock | None:
    """The first protection that passes the audit."""
    year = chain.year(of)
    if not year.alike:
        return None
    past = {
        name: chain.beside(name, of) or ANYTHING for name in year.rows if name.period == PROJECT
    }
    drawn = np.random.SeedSequence(draw(year)).generate_state(_SEEDS, np.uint64)
    for each in drawn.tolist():
        rules = Rules(year.hidden_up_to, each >> (64 - SEED_BITS))
        made = tighten(year, [chain.blocks[at].witnesses for at in of], past, rules)
        if made.evidence.passed:
            return made
    return None
