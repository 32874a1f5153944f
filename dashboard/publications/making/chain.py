"""What was told so far, read from what is kept of each publication, and the proof of each step."""

import zlib
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.publications.protected import JOINT, ProtectedFigures
from dashboard.domain.publications.publication import Publication, read
from dashboard.domain.publications.publishing import Draft
from dashboard.domain.shared.periods import month_of
from dashboard.publications.making.proofs import blocks_of, is_of_today
from dashboard.publications.protecting import EarlierCounts, Rules, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts, added, audit
from dashboard.publications.protecting.ranges.auditing.again_audit import KeptOut, counts_once
from dashboard.publications.protecting.ranges.drafting.revising import (
    less,
    returns_well,
    revised,
    takes_well,
    tallies_of,
)
from dashboard.publications.protecting.ranges.drafting.yearly import is_tightened_well, names_of
from dashboard.publications.protecting.ranges.needs.changes import (
    Entered,
    HeldSession,
    OutSession,
    summed,
)
from dashboard.publications.protecting.ranges.needs.naming import first_named
from dashboard.publications.protecting.ranges.needs.ruling import TODAY
from dashboard.publications.protecting.ranges.told.adding import first_month, nothing, parted
from dashboard.publications.protecting.ranges.told.frozen import (
    FrozenBlock,
    OlderPublication,
    TakenPart,
)
from dashboard.publications.protecting.ranges.told.taken import Part
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.queries.publications.entered import (
    changes_since,
    last_entry,
    moved_after,
    struck_out,
    withheld_now,
)
from dashboard.queries.publications.publications import Exact, every_proof, exact_of
from dashboard.queries.shared.restores import lost_until
from dashboard.queries.shared.vocabulary import vocabulary

UNREADABLE = (ArithmeticError, LookupError, TypeError, ValueError, zlib.error)
"""What is raised where what is kept of a publication is not of our making."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that was told so far; ``counts`` are the sessions in it, ``None`` before the first.

    ``hidden_up_to`` is the highest threshold of its blocks, and never gets lower. Of ``entry``,
    ``waiting``, ``out`` and ``lost``, see ``Exact``.
    """

    chain: Chain = field(default_factory=Chain)
    counts: SessionCounts | None = None
    hidden_up_to: int = 0
    entry: int | None = None
    waiting: tuple[HeldSession, ...] = ()
    out: tuple[OutSession, ...] | None = None
    lost: date | None = None

    @property
    def lost_month(self) -> str:
        """The last month that lost publications may have told of; empty if none was lost."""
        return month_of(self.lost) if self.lost else ""


def told_by_all(connection: Connection) -> Told:
    """What all publications told, withdrawn ones too, without checking it.

    Raises:
        KeyError, TypeError, ValueError, zlib.error: What is kept of one can't be read.
    """
    told = Told()
    for publication, exact, proofs in every_proof(connection):
        told = following(told, publication, exact_of(exact), proofs)
    return replace(told, lost=lost_until(connection))


def following(
    told: Told, publication: Publication, exact: Exact, proofs: bytes, *, today: bool = False
) -> Told:
    """What is told once this publication is out, as it is kept.

    With ``today``, today's rules hold for it, whatever its proofs say of rules that they lack.

    Raises:
        KeyError, TypeError, ValueError, zlib.error: What is kept of it can't be read.
    """
    if publication.format <= JOINT:
        figures = ProtectedFigures(publication.hidden_up_to, publication.tables, publication.format)
        base = OlderPublication(EarlierCounts(exact.counts, figures), exact.axes)
        return Told(Chain(base), exact.counts)
    before = told.counts or nothing(date.min, exact.counts.ages)
    chain, highest = told.chain, max(told.hidden_up_to, publication.hidden_up_to)
    if kept := blocks_of(proofs):
        rules = Rules(publication.hidden_up_to)
        if today:
            kept = tuple(replace(own, made_by=TODAY) for own in kept)
        back = tuple(own.returns for own in kept if own.returns is not None)
        before = replace(before, tallies=summed((before.tallies, 1), (tallies_of(chain, back), 1)))
        chain = chain.with_returned(back)
        for own in kept:
            if own.taken_from is None:
                continue
            frozen = chain.blocks[own.taken_from].block
            counts = replace(exact.counts, tallies=own.tallies)
            taken = replace(frozen, counts=counts, rules=rules)
            part = Part(taken, own.shown, own.arrives, own.witnesses, own.given, own.made_by)
            chain = chain.without(TakenPart(own.taken_from, part))
            before = less(before, part)
        new = [own for own in kept if own.new]
        blocks = parted(added(before, exact.counts), len(new))
        names = first_named(publication.reached, told.counts, blocks)
        for counts, named, own in zip(blocks, names, new, strict=True):
            block = BlockCounts(
                counts,
                exact.axes,
                own.venue_types,
                rules,
                inner=own.inner,
                quarters=own.quarters,
                coarse=own.coarse,
                made_by=own.made_by,
                first=told.counts is None,
                named=named,
            )
            chain = chain.with_one(FrozenBlock(block, own.shown, own.witnesses))
        for own in kept:
            if own.sums_of:
                year = TightenedYear(own.sums_of, own.shown, own.witnesses, own.made_by)
                chain = chain.with_year(year)
    return Told(chain, exact.counts, highest, exact.entry, exact.waiting, exact.out)


def entered(connection: Connection, told: Told, until: date) -> Entered:
    """What was entered since everything that was told."""
    entry = last_entry(connection)
    moved = moved_after(connection, told.lost_month, told.entry or 0, until)
    if told.counts is None:
        return Entered(entry, moved=moved)
    out = _out(connection, told, told.counts.as_of)
    if told.entry is None:
        withheld = withheld_now(connection, out, until, vocabulary(connection))
        return Entered(entry, withheld=withheld, moved=moved)
    words, days = vocabulary(connection), (told.counts.as_of, until)
    kept = told.waiting, out
    changes, withheld = changes_since(connection, told.entry, kept, days, words)
    return Entered(entry, changes, withheld, moved)


def _out(connection: Connection, told: Told, day: date) -> tuple[OutSession, ...]:
    """The sessions that no later block may count, found in the log if they were not kept."""
    if told.out is not None:
        return told.out
    taken = [each.part for each in told.chain.taken if each.part.arrives is None]
    places = {
        (one.month, one.language, one.venue_type, one.kind)
        for part in taken
        for one in part.block.counts.tallies
    }
    entry = told.entry or last_entry(connection)
    return struck_out(connection, places, entry, day, vocabulary(connection)) if places else ()


def proved(
    told: Told, publication: Publication, draft: Draft | None, *, today: bool = False
) -> Told | None:
    """What is told after this publication; ``None`` if it isn't proved, or says anything else.

    Those of an older format are proved together, and not here. What is published keeps the rules
    that it was made by; with ``today``, today's rules hold.
    """
    if publication.format <= JOINT:
        return None
    try:
        exact = exact_of(draft.exact if draft else b"")
        proofs = draft.proofs if draft else b""
        if today and (exact.out is None or exact.lost != told.lost):
            return None
        after = following(told, publication, exact, proofs, today=today)
        return after if _is_proved(told, after, publication, exact) else None
    except UNREADABLE:
        return None


def follows_older_rules(draft: Draft) -> bool:
    """Whether a draft was made before one of today's rules: it may tell small groups.

    One of an older format is stale, and what can't be read is not proved.
    """
    try:
        if read(draft.content).format <= JOINT:
            return False
        return not is_of_today(draft.proofs) or exact_of(draft.exact).out is None
    except UNREADABLE:
        return False


def _is_proved(before: Told, after: Told, publication: Publication, exact: Exact) -> bool:
    """Whether each step is proved, and the publication says what they tell, no more and no less."""
    counts, most = exact.counts, publication.hidden_up_to
    types = after.chain.venue_types(counts, exact.axes, Rules(most))
    taken = after.chain.taken[len(before.chain.taken) :]
    years = after.chain.tightened[len(before.chain.tightened) :]
    back = [after.chain.taken[at] for at in _back(before, after)]
    if not (_once(before, after, exact) and _heeds_lost(before, after, exact)):
        return False
    if not (_blocks_hold(before, after, counts) and _years_hold(before, after)):
        return False
    places = {(cell.period, cell.by, cell.codes) for cell in publication.revised}
    figures = after.chain.figures(counts, exact.axes, types, most)
    return (
        set(revised((*taken, *back), publication.tables)) <= places  # corrected, and said
        and publication.tightened == names_of(after.chain, years)
        and most >= before.hidden_up_to
        and figures.tables == publication.tables
    )


def _blocks_hold(before: Told, after: Told, counts: SessionCounts) -> bool:
    """Whether new blocks, and what corrections take from others, are proved."""
    new = after.chain.blocks[len(before.chain.blocks) :]
    if not all(audit(one.block, one.shown, one.witnesses).passed for one in new):
        return False
    told = before.counts or nothing(date.min, counts.ages)
    taken = after.chain.taken[len(before.chain.taken) :]
    back = _back(before, after)
    if not taken and not new and not back and added(told, counts).tallies:
        return False  # sessions that are in no block
    change = summed((counts.tallies, 1), (told.tallies, -1))
    if back and not returns_well(before.chain, back, change):
        return False
    return takes_well(before.chain.with_returned(back), taken, told, counts)


def _back(before: Told, after: Told) -> tuple[int, ...]:
    """The parts that are put back."""
    return after.chain.returned[len(before.chain.returned) :]


def _once(before: Told, after: Told, exact: Exact) -> bool:
    """Whether nobody who was taken out is protected a second time in what is new.

    Publications from before this rule did not keep what that needs.
    """
    if exact.out is None:
        return before.out is None
    told = before.counts or nothing(date.min, exact.counts.ages)
    kept = KeptOut(before.out or (), exact.out, exact.beside)
    return counts_once(before.chain, after.chain, first_month(told), kept)


def _heeds_lost(before: Told, after: Told, exact: Exact) -> bool:
    """Whether all that is new, revised or narrowed was held after what lost publications told of.

    Publications from before this rule did not keep by which day that was.
    """
    if exact.lost is None:
        return True
    if before.lost is None or exact.lost < before.lost:
        return False
    told, month = before.chain, month_of(exact.lost)
    touched = {
        *range(len(told.blocks), len(after.chain.blocks)),
        *(one.of for one in after.chain.taken[len(told.taken) :]),
        *(after.chain.taken[at].of for at in _back(before, after)),
        *(at for year in after.chain.tightened[len(told.tightened) :] for at in year.of),
    }
    return all(one > month for at in touched for one in after.chain.blocks[at].months)


def _years_hold(before: Told, after: Told) -> bool:
    """Whether tightened years are proved, and nothing is taken from them."""
    chain = replace(after.chain, tightened=before.chain.tightened)
    taken = after.chain.taken[len(before.chain.taken) :]
    if chain.joined.intersection(one.of for one in taken):
        return False  # the sums would not add up any more
    for one in after.chain.tightened[len(before.chain.tightened) :]:
        if not is_tightened_well(chain, one):
            return False
        chain = chain.with_year(one)
    return True
