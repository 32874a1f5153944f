"""Protect one block: its ranges, the witnesses that prove them, and what the audit says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import Rules, checked
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Grid, strata, unreached
from dashboard.publications.protecting.ranges.auditing.audit import audit
from dashboard.publications.protecting.ranges.auditing.evidence import RangeEvidence
from dashboard.publications.protecting.ranges.needs.apart import apart, empty
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL, BlockCounts
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.needs.listing import Listed, listed
from dashboard.publications.protecting.ranges.needs.naming import named_alone
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.flows import take_flows
from dashboard.publications.protecting.ranges.proving.freely import take_freely
from dashboard.publications.protecting.ranges.proving.heeding import heed
from dashboard.publications.protecting.ranges.proving.pacing import EARLY, HALFWAY
from dashboard.publications.protecting.ranges.proving.pricing import Prices
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST
from dashboard.publications.protecting.ranges.proving.regaining import closed, regain
from dashboard.publications.protecting.ranges.proving.searching import Manner, search
from dashboard.publications.protecting.solver import UNBOUND, Work
from dashboard.publications.protecting.sums import SumBook
from dashboard.publications.protecting.system import system_of

_KEPT = ((TOTAL, YOUTH_TOTAL), (YOUTH_TOTAL,), ())
"""Headline counts to tell exactly: both, else the youth, else what is possible."""
HEEDED = 2_000
"""So many tallies or fewer are heeded for all that can be asked. Of 4,300 it took 7 s, and there
hardly anything is hidden."""
_FREELY = 80_000_000
"""What it may cost in any case to prove freely what a search leaves, and each last way of it."""
_NEAR = 4
"""In a large first block, no count gains more than so many thresholds of people in a witness. Then
it proves more sums at once, and fewer are sought. Where that proves too little, there is no limit.
"""


class InexactTotalsError(ValueError):
    """No proof leaves the totals as they are, whatever the seed and the prices."""


@dataclass(frozen=True, slots=True)
class ProtectedBlock:
    """What is shown of each cell of a block; ``witnesses`` are the proofs, never published.

    ``cut_short``: it tells less than it might, since to seek that would take too much work.
    """

    shown: Mapping[Name, Interval]
    witnesses: tuple[Change, ...]
    evidence: RangeEvidence
    cut_short: bool = False

    @property
    def ready(self) -> bool:
        """Whether everyone and the youth are told exactly; else the block had better wait."""
        return self.shown[TOTAL].exact and self.shown[YOUTH_TOTAL].exact


@dataclass(frozen=True, slots=True)
class Bound:
    """The ``most`` work that a search may take, and what becomes of what is left then.

    It is proved ``freely``, if that may be: then more is hidden, in little time. A search that is
    ``paced`` is given up halfway if too much is left by then, and finds nothing.
    """

    most: int = UNBOUND
    freely: bool = False
    paced: bool = True


NO_BOUND = Bound()


@dataclass(frozen=True, slots=True)
class Again:
    """Seeds to draw the ends of ranges anew, and how open a project is with ranges."""

    seeds: Sequence[int]
    worth: Callable[[Mapping[Name, Interval]], float]


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """On what terms a block is searched.

    ``prices`` say what is dear to hide. With ``exact``, only what tells both totals exactly is
    sought, and whatever else it shall ``keep`` exact. ``bound`` is the end of the work. What can't
    be worth more than ``beat`` is given up.
    """

    prices: Prices | None = None
    keep: tuple[Name, ...] = ()
    exact: bool = False
    bound: Bound = NO_BOUND
    beat: float = -inf


PLAIN_TERMS = SearchTerms()


class Seeking:
    """What is sought for one block, beside what all blocks before say together (``past``).

    A count that is no longer exact in them costs less to hide here, and one that is large by now
    less to widen. Each search has the same system, of which the audit knows nothing. ``asked`` is
    what must not be told besides its cells, where that is listed already.

    Raises:
        ValueError: The counts are impossible; see ``checked``.
    """

    def __init__(
        self, block: BlockCounts, past: Mapping[Name, Interval], asked: Listed | None = None
    ) -> None:
        checked(block.counts, block.words)
        self._block, self._past, self._asked = block, past, asked or listed(block)
        self._system = system_of(_book(block, self._asked))

    @property
    def needs(self) -> int:
        """How many counts must not be told."""
        return sum(1 for each in self._system.sums if each.needs)

    def sought(
        self,
        rules: Rules,
        again: Again | None = None,
        work: Work | None = None,
        terms: SearchTerms = PLAIN_TERMS,
    ) -> BlockRanges:
        """Ranges that are proved as far as they can be.

        With ``again``, the ends of ranges are drawn again around the same witnesses, and those
        worth most are kept. What is sought is noted in ``work``, and ends when that is over.

        Raises:
            InexactTotalsError: On ``exact`` terms, where there can be no such thing.
        """
        block, exact, bound = self._block, terms.exact, terms.bound
        read = [name for name in block.names if name.period == PROJECT]

        def beaten(cover: BlockRanges) -> bool:
            return again is not None and again.worth(cover.at_best(read)) <= terms.beat

        ways = [(kept, FARTHEST) for kept in (_KEPT[:1] if exact else _KEPT)]
        if not (block.quarters or exact):
            ways = [(_KEPT[0], _NEAR * rules.hidden_up_to), *ways]
        for kept, farthest in ways:
            keep = (*kept, *terms.keep)
            cover = BlockRanges(
                self._system, rules, keep, self._past, terms.prices, spare=self._spare(rules)
            )
            if exact and not cover.keeps_all:
                raise InexactTotalsError
            if not block.quarters:
                take_flows(cover, block.words.youth, work if bound.paced else None)
            manner = Manner(
                all_or_none=exact or bool(kept),
                paced=bound.paced,
                pace=EARLY if exact else HALFWAY,
                farthest=farthest,
                beaten=beaten if terms.beat > -inf else None,
            )
            if not search(cover, manner, work):
                if exact:
                    raise InexactTotalsError
                continue
            if bound.freely and work and work.over and not work.given_up:
                free = work.part(least=_FREELY)
                take_freely(cover, block.words.youth, free, () if exact else _KEPT[1:])
                cover.cut_short = True
                break
            if not np.any(cover.missing):
                break
        proved = not np.any(cover.missing)
        return _most_open(cover, block.names, again) if again and proved else cover

    def _spare(self, rules: Rules) -> int:
        """See ``BlockRanges``; no other block is narrowed with the quarters of a first one."""
        return 0 if self._block.first else rules.hidden_up_to

    def opened(self, cover: BlockRanges, again: Again, work: Work, least: int = 0) -> BlockRanges:
        """These ranges with closed proofs, and no more hidden for them than must be.

        Once the ``work`` is over, less is told. To close them may take the ``least`` in any case.
        """
        closing = work.part(least=least)
        if not self._block.quarters:
            close(cover, closing)
        if np.any(cover.missing) or not self._block.quarters:
            return cover

        def worth(one: BlockRanges) -> float:
            return again.worth(one.intervals(self._block.names))

        cover = closed(cover, again.seeds, worth, closing)
        return regain(cover, again.seeds, worth, work.part())

    def audited(self, cover: BlockRanges, work: Work | None = None) -> ProtectedBlock:
        """These ranges, proved to those who ask for more too, and what the audit says of them.

        That takes what it must, though the ``work`` may be over.
        """
        if len(self._block.counts.tallies) <= HEEDED:
            own = (work or Work()).part(least=UNBOUND)
            heed(cover, self._block.words.youth, self._block.venue_types, own)
        shown, witnesses = cover.intervals(self._block.names), cover.proofs()
        proved = audit(self._block, shown, witnesses, self._asked)
        return ProtectedBlock(shown, witnesses, proved, cover.cut_short)


def _most_open(first: BlockRanges, names: Sequence[Name], again: Again) -> BlockRanges:
    """The ranges that are worth most around these witnesses, of those that prove as much."""
    found = [first, *first.again(again.seeds)]
    return max(found, key=lambda cover: again.worth(cover.intervals(names)))


def _book(block: BlockCounts, asked: Listed) -> SumBook:
    """Every cell of the block, and what must not be told of it."""
    counts, words, rules = block.counts, block.words, block.rules
    known = strata([counts], words.ages, [block.attending])
    nobody = unreached(known) if block.made_by >= Rule.COVERAGE else frozenset()
    book = SumBook(Grid.of(known, nobody | empty(block, known)), words, rules)
    book.enter(0, counts, block.tables)
    book.enter_named(0, named_alone(block))
    for people, least in apart(block, known):
        book.enter_known(people, least)
    book.enter_single_sessions(counts)
    book.enter_asked(asked)
    if block.quarters:
        book.enter_open(block.venue_types)
    return book
