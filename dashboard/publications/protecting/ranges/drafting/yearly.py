"""The blocks of each fiscal year that is over, tightened together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.publications.publishing import NotNarrowed
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.drafting.openness import openness
from dashboard.publications.protecting.ranges.drafting.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.drafting.seeds import draws
from dashboard.publications.protecting.ranges.drafting.tightening import (
    Outside,
    YearRanges,
    tighten,
    tighten_across,
)
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges
from dashboard.publications.protecting.ranges.proving.heeding import heed
from dashboard.publications.protecting.ranges.proving.regaining import regain
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear, outermost
from dashboard.publications.protecting.ranges.told.totals import ANYTHING, Chain
from dashboard.publications.protecting.ranges.told.year_names import fiscal_year
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from dashboard.publications.protecting.solver import Work

_MOST = 100
"""With so many tallies, a year takes some seconds; the largest blocks of a larger one stay out."""
_MOST_ACROSS = 300
"""Of several years together."""
_TRIES = 2
"""The second one only where the first has no proof, or was given up before it ended."""
_ENDS = 8
"""So often the ends of ranges are drawn in each."""
WORK = 40_000_000
"""What all tries of a draft may cost. No year that was given up is tried again where this may not
be enough for it."""
MOST = 80_000_000
"""What they cost at most. What is not found within it, or seems not to be, is taken side by side:
a usual year of 50 sessions takes some 50 million."""
_REGAINING = 20_000_000
"""What it may cost besides to tell more rows of the most open one."""
_DAY = timedelta(days=1)
Draw = Callable[[YearOfBlocks], int]
"""The seed of a year: the same for the same blocks, in whichever draft."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Narrower ranges for years, and how many needs were proved; the other years, and why."""

    years: tuple[TightenedYear, ...] = ()
    needs: int = 0
    others: Mapping[str, NotNarrowed] = field(default_factory=dict)


def years(chain: Chain, day: date, draw: Draw, after: str = "") -> Narrowing:
    """Narrower ranges for the years that are over by this day, of blocks ``after`` this month.

    Several tightened years have narrower ranges for their sum, too, which comes after them. A year
    that can't be proved stays as it is. So does one of which fewer than two blocks are left
    without those that corrections took something from.
    """
    found: list[TightenedYear] = []
    needs, others, work = 0, dict[str, NotNarrowed](), Work(MOST)
    for name, every in _by_years(chain, after).items():
        of = _joinable(chain, every)
        why = _why_not(chain, every, of, over=name < fiscal_year(day + _DAY))
        made = None if why else _tightened(chain, of, draw, work)
        if made:
            found.append(TightenedYear(of, made.shown, made.witnesses))
            chain = chain.with_year(found[-1])
            needs += made.evidence.needs
        else:
            others[name] = why or NotNarrowed.UNPROVED
    for of in _sums(chain, after):
        if made := _tightened_across(chain, of, draw):
            found.append(TightenedYear(of, made.shown, made.witnesses))
            chain = chain.with_year(found[-1])
            needs += made.evidence.needs
            break
    blocks = _by_years(chain, after)
    for name in [one for one in others if chain.joined.issuperset(blocks[one])]:
        others[name] = NotNarrowed.DONE
    return Narrowing(tuple(found), needs, others)


def _by_years(chain: Chain, after: str) -> dict[str, list[int]]:
    """The blocks of each fiscal year, in order, of those that have only later months."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(chain.blocks):
        if any(month <= after for month in each.months):
            continue
        groups[fiscal_year(each.block.counts.as_of)].append(at)
    return dict(sorted(groups.items()))


def _joinable(chain: Chain, every: Iterable[int]) -> tuple[int, ...]:
    """The blocks of a year but for those that are joined or were corrected, and the largest."""
    of = _untouched(chain, every)
    sizes = {at: len(chain.blocks[at].block.counts.tallies) for at in of}
    while sum(sizes[at] for at in of) > _MOST:
        largest = max(of, key=sizes.__getitem__)
        of = [at for at in of if at != largest]
    return tuple(of)


def _untouched(chain: Chain, every: Iterable[int]) -> list[int]:
    used = chain.joined.union(one.of for one in chain.taken)
    return [at for at in every if at not in used]


def _why_not(
    chain: Chain, every: Collection[int], of: Sequence[int], *, over: bool
) -> NotNarrowed | None:
    """Why a year is not even tried; ``None`` if it is."""
    if not over:
        return NotNarrowed.NOT_OVER
    if len(of) > 1:
        year = chain.year(of)
        if not year.alike:
            return NotNarrowed.UNLIKE
        return None if year.has_few_sums else NotNarrowed.TOO_LARGE
    if chain.joined.intersection(every):
        return NotNarrowed.DONE
    if len(every) < 2:
        return NotNarrowed.ONE_BLOCK
    return NotNarrowed.CORRECTED if len(_untouched(chain, every)) < 2 else NotNarrowed.TOO_LARGE


def _sums(chain: Chain, after: str = "") -> Iterator[tuple[int, ...]]:
    """The blocks of which the project may be told as one sum, the most first; none if they are one.

    These are all tightened years, and the blocks of earlier years that are alone: those of the
    first publication, for example. By now, hardly anything of them is corrected any more.
    """
    later = {at for every in _by_years(chain, after).values() for at in every}
    years = [one for one in outermost(chain.tightened) if later.issuperset(one.of)]
    if not years:
        return
    of = tuple(sorted(at for one in years for at in one.of))
    last = max(fiscal_year(chain.blocks[at].block.counts.as_of) for at in of)
    with_all = of
    for name, every in reversed(_by_years(chain, after).items()):
        for at in reversed(_untouched(chain, every) if name < last else ()):
            wider = tuple(sorted((*with_all, at)))
            if _may_be_one(chain, wider):
                with_all = wider
    if with_all != of:
        yield with_all
    if len(years) > 1 and _may_be_one(chain, of):
        yield of


def _may_be_one(chain: Chain, of: Sequence[int]) -> bool:
    size = sum(len(chain.blocks[at].block.counts.tallies) for at in of)
    if size > _MOST_ACROSS:
        return False
    year = chain.year(of)
    return year.alike and year.has_few_sums


def _tightened_across(chain: Chain, of: tuple[int, ...], draw: Draw) -> ProtectedBlock | None:
    """Narrower ranges of the project for the sum of these blocks, if that is proved."""
    year = chain.year(of)
    past = {name: chain.beside(name, of) or ANYTHING for name in year.rows}
    outside = Outside(past, partial(_told, chain, of))
    alone = {
        place: chain.blocks[at].witnesses for place, at in enumerate(of) if at not in chain.joined
    }
    ranges = YearRanges(year, outside)
    made = ranges.audited(tighten_across(ranges, alone, draws(draw(year), _ENDS)))
    return made if made.evidence.passed else None


def _tightened(chain: Chain, of: tuple[int, ...], draw: Draw, work: Work) -> ProtectedBlock | None:
    """The most open protection that passes the audit, of as many as there is ``work`` for.

    It is counted, never timed: the same blocks and the same key give the same ranges.
    """
    year = chain.year(of)
    past = {
        name: chain.beside(name, of) or ANYTHING for name in year.rows if name.period == PROJECT
    }
    witnesses = [chain.blocks[at].witnesses for at in of]
    outside = Outside(past, partial(_told, chain, of))
    ranges = YearRanges(year, outside)
    audited = cache(ranges.audited)
    found = list[FixedRanges]()
    for seed in draws(draw(year), _TRIES):
        own = work.part()
        found.append(tighten(ranges, witnesses, draws(seed, _ENDS), own))
        enough = not found[-1].cut_short or work.spent + own.spent > WORK
        if enough and audited(found[-1]).evidence.passed:
            break
    every = sorted(found, key=ranges.worth, reverse=True)
    best = every[0]
    if not best.cut_short:  # else what lacks a witness without some of them is too much to seek
        rest = work.part(_REGAINING)
        best = regain(best, draws(draw(year), _ENDS), ranges.worth, rest)
    for one in (best, *every):
        heed(one, year.whole.words.youth, year.whole.venue_types)
        proved = ranges.audited(one)
        if proved.evidence.passed:
            return proved
    return None


def _told(chain: Chain, of: tuple[int, ...], shown: Mapping[Name, Interval]) -> float:
    """How open the project is with these ranges for the sums of these blocks."""
    after = chain.with_year(TightenedYear(of, shown))
    names = (name for name in shown if name.period == PROJECT)
    return openness({name: after.told(name) or ANYTHING for name in names})
