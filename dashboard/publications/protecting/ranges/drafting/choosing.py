"""Try several seeds of one secret on a block, and keep what tells most."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import inf
from operator import itemgetter

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.drafting.metering import (
    FIRST_WITH_QUARTERS,
    FIRST_WITHOUT,
    LATER_BLOCK,
)
from dashboard.publications.protecting.ranges.drafting.openness import openness_beside
from dashboard.publications.protecting.ranges.drafting.protecting import (
    NO_BOUND,
    Again,
    Bound,
    InexactTotalsError,
    ProtectedBlock,
    SearchTerms,
    Seeking,
)
from dashboard.publications.protecting.ranges.drafting.seeds import draws
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL, BlockCounts
from dashboard.publications.protecting.ranges.needs.listing import Listed
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pricing import Prices, is_read_first
from dashboard.publications.protecting.solver import UNBOUND, Work

_SMALL = 40
"""Blocks of so many tallies or fewer are searched again in any case."""
_DEAR = Prices(first=10, quarters=0.3)
"""What the project tells is dear to hide, and what its quarters tell is cheap."""
_PRICES_OF_FIRST = (_DEAR, replace(_DEAR, venues=3), _DEAR, _DEAR)
_PRICES = (_DEAR, Prices())
"""Those of each search of a first block, and of a later one. There, the seeds of a quarter hide the
same cells with the same prices. Languages by venue type are told too widely first."""
_CLOSING = 1_000_000
"""What it may cost to close more than one search of a later block: up to 0.6 s. There is no time
for it in a first block, where closing one takes 2 to 4 s."""
_ENDS = 8
"""So often the ends of ranges are drawn around the same witnesses."""
_CLOSED = 12_000_000
"""What it may cost in any case to close the proofs of a block."""
_BESIDE = 3_000_000
"""What each search takes beside, in the same unit: to draw ends, and its share of the audit."""
_NEEDS_WITH_QUARTERS, _NEEDS_OF_ALL, _NEEDS_AT_LAST = 3_400, 8_000, 10_000
"""Where a first block must not tell more counts than that, it is not searched, as that would take
too much: with axes of its quarters, without, and without another way than ``freely``. The last one
is for later blocks, too."""


def best(  # noqa: PLR0913 - of what, beside what, and how
    block: BlockCounts,
    past: Mapping[Name, Interval],
    work: Work | None = None,
    *,
    exact: bool = False,
    bound: Bound = NO_BOUND,
    asked: Listed | None = None,
) -> ProtectedBlock | None:
    """The most open of some protections that passes the audit; ``None`` if none does.

    The rules' seed is the secret that others are drawn from. A block is searched again and again:
    the first one as long as there is ``work`` left for the dearest search so far, and a small one
    for half of it. One that can't tell more than another is given up soon. It is counted, never
    timed: the same secret gives the same result. With ``exact``, only those that tell the totals
    exactly are sought, and none if there can be none. All searches together end at the ``bound``.
    Of ``asked``, see ``Seeking``.
    """
    small = len(block.counts.tallies) <= _SMALL
    terms = SearchTerms(exact=exact, bound=bound)
    found = _Found(block, past, work or Work(), terms, asked)
    if found.left <= 0 and bound.paced:
        return None
    again = small or (block.quarters and not exact)
    cost = 0
    for number, prices in enumerate(_prices(block, terms)):
        if number and (not again or found.rest < (cost // 2 if small else cost)):
            break
        cost = max(cost, found.search(number, prices) + _BESIDE)
        if found.impossible or found.slow:
            break
    if exact and small:
        found.keep_rows()
    return found.best()


def _prices(block: BlockCounts, terms: SearchTerms) -> tuple[Prices, ...]:
    """Those of each search that a block may have."""
    if terms.exact:
        return _PRICES
    return _PRICES_OF_FIRST if block.quarters else _PRICES_OF_FIRST[:2]


class _Found:
    """What searches found for a block so far, each with how open it leaves the project."""

    def __init__(
        self,
        block: BlockCounts,
        past: Mapping[Name, Interval],
        work: Work,
        terms: SearchTerms,
        asked: Listed | None,
    ) -> None:
        self.impossible = False
        self._block, self._past, self._work, self._terms = block, past, work, terms
        first = FIRST_WITH_QUARTERS if block.quarters else FIRST_WITHOUT
        self._sparing = LATER_BLOCK if terms.exact else first
        self._most = terms.bound.most
        self._seeds = draws(block.rules.seed, len(_prices(block, terms)))
        own = replace(block, rules=replace(block.rules, seed=self._seeds[0]))
        self._seeking = Seeking(own, past, asked)
        if terms.exact or not (block.quarters or terms.bound.paced):
            enough = _NEEDS_AT_LAST
        else:
            enough = _NEEDS_WITH_QUARTERS if block.quarters else _NEEDS_OF_ALL
        if self._most < UNBOUND and self._seeking.needs > enough:
            self._most = 0
        self._every: list[tuple[tuple[bool, float], BlockRanges, Again]] = []
        self._spent, self._over = 0, False

    def search(self, number: int, prices: Prices, keep: tuple[Name, ...] = ()) -> int:
        """Search once more, with the seed of this number; what it took.

        It is given up once it can't tell more than the most open so far. So nothing that it leaves
        is proved freely.
        """
        rules = replace(self._block.rules, seed=self._seeds[number])
        again = Again(draws(rules.seed, _ENDS), partial(openness_beside, self._past))
        meter = self._work.part(self.rest) if self._spent else self._first()
        terms = replace(self._terms, prices=prices, keep=keep)
        if self._every:
            ready, worth = self._most_open()[0]
            bound = replace(terms.bound, freely=False)
            terms = replace(terms, bound=bound, beat=worth if ready else -inf)
        try:
            cover = self._seeking.sought(rules, again, meter, terms)
        except InexactTotalsError:
            self.impossible = not keep
        except ArithmeticError:  # a witness of this seed moved a headline
            pass
        else:
            if not meter.over or (terms.bound.freely and not meter.given_up):
                self._every.append((self._worth(cover), cover, again))
        self._spent, self._over = self._spent + meter.spent, meter.over
        return meter.spent

    def _first(self) -> Work:
        """The work for the first search: all that the bound allows, if there is no other way."""
        most = min(self.left, self._sparing.once)
        return self._work.part(most, least=most if self._sparing.once == UNBOUND else 0)

    @property
    def left(self) -> int:
        """The work that may still be done."""
        return self._most - self._spent

    @property
    def slow(self) -> bool:
        """Whether the work was over before anything was found where another way tells less.

        Another seed takes as long, and its work is missed there.
        """
        other_way = self._block.quarters and self._terms.bound.paced
        return bool(other_way and self._over and not self._every)

    @property
    def rest(self) -> int:
        """The work that another search may do."""
        return min(self.left, self._work.left - self._sparing.proofs)

    def keep_rows(self) -> None:
        """Search again with rows of one axis that must stay exact, one after the other.

        A price does not keep them, since a search goes on from what its first witnesses hid. A row
        stays kept for those after it where that tells more. All this takes about as much work as
        what was sought before.
        """
        most = 2 * self._spent
        keep: tuple[Name, ...] = ()
        for name in self._rows() if self._every else ():
            worth, cover, _ = self._most_open()
            if self._spent >= most or self.rest <= 0:
                break
            if not cover.intervals([name])[name].exact:
                self.search(0, _DEAR, (*keep, name))
                keep = (*keep, name) if self._most_open()[0] > worth else keep

    def best(self) -> ProtectedBlock | None:
        """The most open that passes the audit."""
        for cover in self._closed():
            made = self._seeking.audited(cover, self._work)
            if made.evidence.passed:
                return made
        return None

    def _closed(self) -> Iterator[BlockRanges]:
        """What was found, with closed proofs: the most open after that first, then the others.

        One is closed beside it as long as it was more open before than the others are now, and the
        work for it is not over.
        """
        every = sorted(self._every, key=itemgetter(0), reverse=True)
        found: list[tuple[tuple[bool, float], BlockRanges]] = []
        closing = _CLOSING if self._terms.exact else 0
        for before, cover, again in every:
            if found and (closing <= 0 or before <= max(found, key=itemgetter(0))[0]):
                break
            own = self._work.part(closing) if found else self._opening()
            closed = self._seeking.opened(cover, again, own, 0 if found else _CLOSED)
            closing -= own.spent
            if not (found and own.over):
                found.append((self._worth(closed), closed))
        yield from (cover for _, cover in sorted(found, key=itemgetter(0), reverse=True))
        for _, cover, again in every[len(found) :]:
            yield self._seeking.opened(cover, again, self._opening(), _CLOSED)

    def _opening(self) -> Work:
        """The work that it may take to close proofs, and to regain what that hides."""
        return self._work.part(self._work.left - self._sparing.heeding)

    def _worth(self, cover: BlockRanges) -> tuple[bool, float]:
        """Whether the totals are exact, and how open the project is."""
        shown = cover.intervals(self._block.names)
        ready = shown[TOTAL].exact and shown[YOUTH_TOTAL].exact
        return ready, openness_beside(self._past, shown)

    def _rows(self) -> list[Name]:
        """The rows of one axis that are exact so far."""
        every = (name for name in self._block.names if is_read_first(name) and name.by)
        return [name for name in every if name not in self._past or self._past[name].exact]

    def _most_open(self) -> tuple[tuple[bool, float], BlockRanges, Again]:
        return max(self._every, key=itemgetter(0))
