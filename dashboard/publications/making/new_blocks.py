"""The search for the blocks of what is new, within the work that it may take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.publications.making.evidence import Made
from dashboard.publications.protecting import SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.adding import (
    by_years,
    coarser,
    split,
    tells_quarters,
)
from dashboard.publications.protecting.ranges.choosing import AT_LAST, FIRST, LATER, UNBOUND, best
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
        enough, it has a block for each fiscal year or so, and what then still lacks a proof is
        proved by people who move freely. Where a later one takes too much, older quarters and
        years of it tell less.
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
        whole, years = replace(whole, quarters=False), by_years(whole.counts)
        if len(parts) < len(years) and (made := self._made(whole, parts, most=FIRST)):
            return made
        return self._made(whole, years, most=AT_LAST, freely=True)

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
        ``freely`` each tells less instead of taking more.
        """
        made: Made = []
        first, chain = self.before is None, self.chain
        share = FIRST // max(len(parts), 1) if first and whole.quarters else 0
        names = first_named(self.at_risk, self.before, parts)
        for number, (part, named) in enumerate(zip(parts, names, strict=True)):
            rules = replace(whole.rules, seed=whole.rules.seed ^ number)
            block = replace(whole, counts=part, rules=rules, named=named)
            past, work = chain.past(block), Work(share, thrifty=first)
            found = best(block, past, work, exact=not first, most=most, freely=freely)
            self.spent += share - work.left
            if found is None or not (first or found.ready):
                return []
            made.append((block, found))
            chain = chain.with_one(FrozenBlock(block, found.shown))
        return made
