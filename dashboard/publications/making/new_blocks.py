"""The search for the blocks of what is new, within the work that it may take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dashboard.publications.making.evidence import Made
from dashboard.publications.protecting import MonthTally, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting.choosing import best
from dashboard.publications.protecting.ranges.drafting.metering import (
    FIRST,
    FIRST_WITHOUT,
    LATER,
)
from dashboard.publications.protecting.ranges.drafting.protecting import Bound
from dashboard.publications.protecting.ranges.needs.listing import Listed, listed
from dashboard.publications.protecting.ranges.needs.naming import first_named
from dashboard.publications.protecting.ranges.told.adding import (
    by_years,
    coarser,
    split,
    tells_quarters,
)
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.solver import Work

_LEAST = 5_000_000
"""What each block may take, whatever took the rest: as much as one of 90 sessions takes. Of ten
years, the first one takes five times as much."""
_MOST = 24_000_000
"""What the searches of a later block may take with all its tables, if it can tell less."""
_MUCH = _MOST // 8
"""After a way that took so much in vain, the last one is next: it tells hardly any less of the
project, and others take nearly as much as the one before. They come if it tells nothing."""
_AT_LAST = 2 * _MOST
"""What they may take where there is no other way than to tell less."""


class _Way(NamedTuple):
    """Of which sessions blocks are made, with which tables, and how each is searched."""

    whole: BlockCounts
    parts: Sequence[SessionCounts]
    bound: Bound


@dataclass(slots=True)
class NewBlocks:
    """A search for blocks beside those of a chain.

    ``before`` are the sessions that were told, ``None`` if this is the first publication.
    ``at_risk`` are the age groups at risk. The ``work`` is for all that is sought.
    """

    chain: Chain
    before: SessionCounts | None
    at_risk: Sequence[str]
    work: Work = field(init=False)
    _listed: dict[Sequence[MonthTally], Listed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.work = Work(FIRST if self.before is None else LATER)

    def of(self, whole: BlockCounts) -> Made:
        """The blocks of these counts, each beside those before it; none if one of them must wait.

        Where a first publication takes too much work, its quarters tell no axis; if that is not
        enough, it has a block for each fiscal year or so, and what then still lacks a proof is
        proved by people who move freely. Where a later one takes too much, older quarters and
        years of it tell less.
        """
        left = list(self._ways(whole))
        first = left[0]
        while left:
            way, spent = left.pop(0), self.work.spent
            if made := self._made(way):
                return made if way is first else self._noted(made)
            if self.before is not None and self.work.spent - spent > _MUCH:
                left.sort(key=lambda one: one.bound.paced)  # the last way alone has no pace
        return []

    def _ways(self, whole: BlockCounts) -> Iterator[_Way]:
        """How to make them, each with less work than the one before."""
        first = self.before is None
        whole = replace(whole, quarters=tells_quarters(whole.counts, first=first))
        parts = split(whole.counts, first=first)
        if not first:
            *ways, last = coarser(whole.counts)
            yield from (_Way(replace(whole, coarse=coarse), parts, Bound(_MOST)) for coarse in ways)
            at_last = Bound(_AT_LAST, freely=True, paced=False)
            yield _Way(replace(whole, coarse=last), parts, at_last)
            return
        if whole.quarters:
            yield _Way(whole, parts, Bound(self.work.given))
        less, years = replace(whole, quarters=False), by_years(whole.counts)
        if len(parts) < len(years):
            yield _Way(less, parts, Bound(self.work.given, freely=True))
        yield _Way(less, years, Bound(self.work.given, freely=True, paced=False))

    def _made(self, way: _Way) -> Made:
        """These blocks; none if one of them must wait, or takes more work than the most.

        The first publication stays for as long as the project, so it is searched more often, while
        there is work for that.
        """
        made: Made = []
        first, chain, whole = self.before is None, self.chain, way.whole
        names = first_named(self.at_risk, self.before, way.parts)
        for number, (part, named) in enumerate(zip(way.parts, names, strict=True)):
            rules = replace(whole.rules, seed=whole.rules.seed ^ number)
            block = replace(whole, counts=part, rules=rules, named=named)
            past = chain.past(block)
            bound = self._bound(way, later=len(way.parts) - number - 1)
            asked = self._asked(block)
            found = best(block, past, self.work, exact=not first, bound=bound, asked=asked)
            if found is None or not (first or found.ready):
                return []
            made.append((block, found))
            chain = chain.with_one(FrozenBlock(block, found.shown))
        return made

    def _asked(self, block: BlockCounts) -> Listed:
        """What must not be told of a block: the same in each way that has such a block."""
        tallies = block.counts.tallies
        if tallies not in self._listed:
            self._listed[tallies] = listed(block)
        return self._listed[tallies]

    def _bound(self, way: _Way, later: int) -> Bound:
        """The work that a block may take, of which something is left for so many after it."""
        bound = way.bound
        if self.before is not None or not bound.freely:
            return bound
        left = self.work.left - FIRST_WITHOUT.proofs - later * _LEAST
        return replace(bound, most=max(min(left, bound.most), _LEAST))

    def _noted(self, made: Made) -> Made:
        """The same; for a first publication noted as what another way would have told more of.

        A later one may tell less only because its totals could not be exact otherwise.
        """
        first = self.before is None
        return [
            (block, replace(found, cut_short=found.cut_short or first)) for block, found in made
        ]
