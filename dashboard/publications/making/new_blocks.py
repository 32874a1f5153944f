"""The search for the blocks of what is new, within the work that it may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.making.evidence import Made
from dashboard.publications.protecting import SessionCounts
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts, ProtectedBlock
from dashboard.publications.protecting.ranges.adding import (
    coarser,
    split,
    tells_quarters,
)
from dashboard.publications.protecting.ranges.choosing import FIRST, LATER, UNBOUND, best
from dashboard.publications.protecting.ranges.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.naming import first_named
from dashboard.publications.protecting.ranges.totals import Chain
from dashboard.publications.protecting.solver import Work


@dataclass(slots=True)
class NewBlocks:
    """A search for blocks beside those of a chain.

    ``before`` are the sessions that were told, ``None`` if this is the first publication.
    ``at_risk`` are the age groups at risk. ``spent`` is the work that the search took so far.
    """

    chain: Chain
    before: SessionCounts | None
    at_risk: Sequence[str]
    spent: int = 0

    def of(self, whole: BlockCounts) -> Made:
        """The blocks of these counts, each beside those before it; none if one of them must wait.

        Where a first publication takes too much work, its quarters tell no axis; if that is not
        enough, its years tell no two axes; what then still lacks a proof is proved by people who
        move freely. Where a later one takes too much, older quarters and years of it tell less.
        """
        first = self.before is None
        whole = replace(whole, quarters=tells_quarters(whole.counts, first=first))
        parts = split(whole.counts, first=first)
        if first:
            return self._first(whole, parts)
        *ways, last = coarser(whole.counts)
        for coarse in ways:
            if made := self._made(replace(whole, coarse=coarse), parts, most=LATER):
                return made
        return self._made(replace(whole, coarse=last), parts)

    def _first(self, whole: BlockCounts, parts: Sequence[SessionCounts]) -> Made:
        if whole.quarters and (made := self._made(whole, parts, most=FIRST)):
            return made
        return self._made(replace(whole, quarters=False), parts, most=FIRST, freely=True)

    def _made(
        self,
        whole: BlockCounts,
        parts: Sequence[SessionCounts],
        *,
        most: int = UNBOUND,
        freely: bool = False,
    ) -> Made:
        """These blocks; none if one of them must wait, or takes more work than the ``most``.

        The first publication stays for as long as the project, so it is searched more often, if its
        blocks are not many. Each search is a thrifty one: it tells as much in less time. With
        ``freely``, what is left of the ``most`` is shared by its blocks, and each tells less
        instead of taking more.
        """
        made: Made = []
        first, chain = self.before is None, self.chain
        share = FIRST // max(len(parts), 1) if first and whole.quarters else 0
        names = first_named(self.at_risk, self.before, parts)
        for number, (part, named) in enumerate(zip(parts, names, strict=True)):
            rules = replace(whole.rules, seed=whole.rules.seed ^ number)
            block = replace(whole, counts=part, rules=rules, named=named)
            past, work = chain.past(block), Work(share, thrifty=first)
            if freely:
                own = max(most - self.spent, 0) // (len(parts) - number)
                block, found = _best_freely(block, past, work, own)
            else:
                found = best(block, past, work, exact=not first, most=most)
            self.spent += share - work.left
            if found is None or not (first or found.ready):
                return []
            made.append((block, found))
            chain = chain.with_one(FrozenBlock(block, found.shown))
        return made


def _best_freely(
    block: BlockCounts, past: Mapping[Name, Interval], work: Work, most: int
) -> tuple[BlockCounts, ProtectedBlock | None]:
    """A block and its protection, within so much work; its years tell less if need be."""
    before = work.left
    found = best(block, past, work, most=most, freely=True)
    if found is None and block.finer_years:
        block = replace(block, coarse=block.finer_years)
        left = max(most - (before - work.left), 0)
        found = best(block, past, work, most=left, freely=True)
    return block, found
