"""Find ranges for what a correction takes from a block, whose own ranges stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import Rules, checked
from dashboard.publications.protecting.facts import Name, is_alone
from dashboard.publications.protecting.grid import Grid, unreached
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.drafting.moving import MovedTables, SeenTables
from dashboard.publications.protecting.ranges.drafting.protecting import (
    HEEDED,
    InexactTotalsError,
    ProtectedBlock,
)
from dashboard.publications.protecting.ranges.needs.apart import apart, empty
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.needs.naming import named_alone
from dashboard.publications.protecting.ranges.needs.ruling import TODAY
from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.ranges.proving.fixed import FixedBook, FixedRanges
from dashboard.publications.protecting.ranges.proving.heeding import heed, lacking
from dashboard.publications.protecting.ranges.proving.inside import added_up
from dashboard.publications.protecting.ranges.proving.refilling import Refill
from dashboard.publications.protecting.ranges.proving.searching import Manner, search
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.solver import Work
from dashboard.publications.protecting.system import system_of

_KEPT = ((TOTAL, YOUTH_TOTAL), ())
_INEXACT = "no proof leaves the totals as they are"
_MANNER = Manner(whole_last=True)
_CLOSING, _HEEDING = 4_000_000, 16_000_000
"""The work that it may take to close the proofs of a part, and to heed all that can be asked: twice
what those of a first block of 80 sessions took."""


def take(
    taking: Taking,
    witnesses: Sequence[Change] = (),
    *,
    exact: bool = False,
    work: Work | None = None,
    seen: SeenTables | None = None,
) -> ProtectedBlock:
    """Ranges for what is taken, with tables as proofs for all parts of the block.

    ``witnesses`` are those of the frozen block, which may hold beside what is taken, too. With
    ``exact``, the totals of everyone and of the youth must be told exactly. It may cost so much
    ``work``; there is no limit without it. What was ``seen`` of the block is read, and kept there.

    Raises:
        ValueError: The counts are impossible, or more is taken than the block has. With ``exact``,
            who leaves out tables would know a small count, or the totals can't be told
            (``InexactTotalsError``); nothing is sought where these must not be.
    """
    words, rules = taking.whole[0].words, taking.new.block.rules
    for counts in taking.versions:
        checked(counts, words)
    if min(taking.truth.values(), default=0) < 0:
        msg = "more is taken than there is"
        raise ValueError(msg)
    book = _book(taking, rules)
    system = system_of(book)
    heeded = False
    for kept in _KEPT[:1] if exact else _KEPT:
        cover = FixedRanges(system, rules, kept, book.bounds, {})
        if exact and not cover.keeps_all:  # what must not be told is one of the totals
            if work:
                work.give_up()  # the same change stands beside all others of this block
            raise InexactTotalsError(_INEXACT)
        cover.leave_out(added_up(system.matrix[cover.cells], cover.kept[cover.cells], few=0))
        _take_known(cover, taking, witnesses)
        search(cover, replace(_MANNER, all_or_none=exact, paced=exact), work)
        if not np.any(cover.missing):
            heeded = _closed(cover, taking, witnesses, work, seen or SeenTables())
            break
    shown, found = cover.intervals(taking.new.rows()), cover.proofs()
    if exact and (np.any(cover.missing) or not _leaves_totals(shown)):
        raise InexactTotalsError(_INEXACT)
    if exact and not heeded:
        msg = "who leaves out tables would know a small count"
        raise ValueError(msg)
    return ProtectedBlock(shown, found, audit_taking(taking, shown, found))


def _leaves_totals(shown: Mapping[Name, Interval]) -> bool:
    """Whether the totals are exact: a small change needs room where they are what changes, too."""
    return all(shown[name].exact for name in _KEPT[0] if name in shown)


def _closed(
    cover: FixedRanges,
    taking: Taking,
    witnesses: Sequence[Change],
    work: Work | None,
    seen: SeenTables,
) -> bool:
    """Close the proofs, and whether no small count is known then by leaving out tables.

    It is true as well if some is found to have been known before, as in blocks from before that
    rule, or if that is not asked of so large a block. However little the search left of the
    ``work``, there is as much for this.
    """
    work, block = work or Work(), taking.whole[0]
    close(cover, work.part(_CLOSING, _CLOSING), branches=False)
    if len(block.counts.tallies) > HEEDED:
        return True
    youth, types, inside = block.words.youth, block.venue_types, seen.inside(taking, cover)
    own = work.part(_HEEDING, _HEEDING)
    lacks = heed(cover, youth, types, own, taking.states, inside)
    seen.keep(taking, cover.system.grid, inside)
    if not lacks.any():
        return True
    moves = list(MovedTables(taking, cover.system.grid).known(witnesses))
    before = cover.before(moves, taking.kept)
    own = Work(_HEEDING)
    old = lacking(before, youth, types, own, taking.states[1:], inside.copy())
    return bool(old.any()) and not own.over


class _TakenBook(FixedBook):
    """The cells of what is taken, which are sought, and those that readers have, which stay."""

    of_one_block = True

    def enter_taken(self, taking: Taking) -> None:
        found, rows = taking.new.facts(), taking.new.rows()
        forms = {(table.period, table.by): table for table in taking.new.block.tables}
        for name, people in rows.items():
            if not self.has(people):
                continue
            self.cells[name] = at = self._at_parts(people)
            entry = self.sums[at]
            entry.declared = True
            entry.names.append(name)
            form = forms.get((name.period, name.by), forms[PROJECT, name.by])
            entry.worth += self._worth(form, name.codes, found[name])
            entry.alone |= is_alone(found[name])

    def enter_secrets(self, taking: Taking) -> None:
        self.enter_named(taking.kept, named_alone(replace(taking.whole[0], made_by=TODAY)))
        for people in taking.still_named:
            self.enter_known(people, 1)
        for people, least in apart(taking.whole[0], taking.known):
            self.enter_known(people, least)
        for _, people, wanted in taking.secrets():
            self._want(self._at_parts(people), wanted)
        self.enter_open(taking.whole[0].venue_types)


def _book(taking: Taking, rules: Rules) -> _TakenBook:
    nobody = unreached(taking.known) | empty(taking.whole[0], taking.known)
    book = _TakenBook(Grid.of(taking.known, nobody), taking.whole[0].words, rules)
    book.enter_taken(taking)
    for rows, shown in taking.rows:
        book.enter_fixed(rows, shown)
    book.enter_secrets(taking)
    return book


def _take_known(cover: FixedRanges, taking: Taking, witnesses: Sequence[Change]) -> None:
    """Take the witnesses of the block again that hold beside what is taken now, and prove more.

    Those that leave nobody in a cell are mended after that: they prove far more then.
    """
    system, refill = cover.system, Refill(cover)
    found = MovedTables(taking, system.grid).known(witnesses)
    each = [(move, system.counts + system.changes(move)) for move in found]
    full = [system.fills(move, now) for move, now in each]
    for (move, now), strict in zip(each, full, strict=True):
        cover.take_if_useful(move, strict=strict, now=now)
    for (move, now), strict in zip(each, full, strict=True):
        mended = None if strict else refill.of(move, now)
        if mended is not None:
            cover.take_if_useful(mended, strict=True)
