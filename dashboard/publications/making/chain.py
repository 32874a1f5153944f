"""What was told so far, read from what is kept of each publication, and what was entered since."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.publications.protected import JOINT, ProtectedFigures
from dashboard.domain.publications.publication import Publication
from dashboard.domain.shared.periods import month_of
from dashboard.publications.making.proofs import KeptBlock, blocks_of
from dashboard.publications.protecting import EarlierCounts, Rules, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts, added
from dashboard.publications.protecting.ranges.needs.changes import (
    Entered,
    HeldSession,
    OutSession,
    TriedInVain,
    summed,
)
from dashboard.publications.protecting.ranges.needs.naming import first_named
from dashboard.publications.protecting.ranges.needs.ruling import TODAY
from dashboard.publications.protecting.ranges.told.adding import nothing, parted
from dashboard.publications.protecting.ranges.told.corrected import less, tallies_of
from dashboard.publications.protecting.ranges.told.frozen import (
    FrozenBlock,
    OlderPublication,
    TakenPart,
)
from dashboard.publications.protecting.ranges.told.parted import Part
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
    ``waiting``, ``out``, ``lost`` and ``in_vain``, see ``Exact``.
    """

    chain: Chain = field(default_factory=Chain)
    counts: SessionCounts | None = None
    hidden_up_to: int = 0
    entry: int | None = None
    waiting: tuple[HeldSession, ...] = ()
    out: tuple[OutSession, ...] | None = None
    lost: date | None = None
    in_vain: tuple[TriedInVain, ...] = ()

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
    chain = told.chain
    if kept := blocks_of(proofs):
        if today:
            kept = tuple(replace(own, made_by=TODAY) for own in kept)
        chain = _with_kept(told, publication, exact, kept)
    highest = max(told.hidden_up_to, publication.hidden_up_to)
    told = Told(chain, exact.counts, highest, exact.entry, exact.waiting, exact.out)
    return replace(told, in_vain=exact.in_vain)


def _with_kept(
    told: Told, publication: Publication, exact: Exact, kept: Sequence[KeptBlock]
) -> Chain:
    """The chain with all that is kept of one more publication.

    Raises:
        ValueError: It has other blocks than its sessions make.
    """
    before = told.counts or nothing(date.min, exact.counts.ages)
    chain, before = _put_back(told.chain, before, kept)
    chain, before = _taken_out(chain, before, kept, exact, Rules(publication.hidden_up_to))
    new = [own for own in kept if own.new]
    blocks = _new_blocks(told, new, added(before, exact.counts), publication, exact)
    for own, block in zip(new, blocks, strict=True):
        chain = chain.with_one(FrozenBlock(block, own.shown, own.witnesses))
    for own in kept:
        if own.sums_of:
            year = TightenedYear(own.sums_of, own.shown, own.witnesses, own.made_by)
            chain = chain.with_year(year)
    return chain


def _put_back(
    chain: Chain, before: SessionCounts, kept: Sequence[KeptBlock]
) -> tuple[Chain, SessionCounts]:
    """The chain and its sessions with the parts that are put back."""
    back = tuple(own.returns for own in kept if own.returns is not None)
    tallies = summed((before.tallies, 1), (tallies_of(chain, back), 1))
    return chain.with_returned(back), replace(before, tallies=tallies)


def _taken_out(
    chain: Chain, before: SessionCounts, kept: Sequence[KeptBlock], exact: Exact, rules: Rules
) -> tuple[Chain, SessionCounts]:
    """The chain and its sessions without what corrections took from earlier blocks."""
    for own in kept:
        if own.taken_from is None:
            continue
        frozen = chain.blocks[own.taken_from].block
        counts = replace(exact.counts, tallies=own.tallies)
        taken = replace(frozen, counts=counts, rules=rules)
        part = Part(taken, own.shown, own.arrives, own.witnesses, own.given, own.made_by)
        chain = chain.without(TakenPart(own.taken_from, part))
        before = less(before, part)
    return chain, before


def _new_blocks(
    told: Told,
    new: Sequence[KeptBlock],
    counts: SessionCounts,
    publication: Publication,
    exact: Exact,
) -> list[BlockCounts]:
    """The new sessions of a publication, ``counts``, parted into as many blocks as it kept."""
    parts = parted(counts, len(new))
    names = first_named(publication.reached, told.counts, parts)
    return [
        BlockCounts(
            part,
            exact.axes,
            own.venue_types,
            Rules(publication.hidden_up_to),
            inner=own.inner,
            quarters=own.quarters,
            coarse=own.coarse,
            made_by=own.made_by,
            first=told.counts is None,
            named=named,
        )
        for part, named, own in zip(parts, names, new, strict=True)
    ]


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
    places = {one.place for part in taken for one in part.block.counts.tallies}
    entry = told.entry or last_entry(connection)
    return struck_out(connection, places, entry, day, vocabulary(connection)) if places else ()
