"""Whether a publication says only what is proved, as one more step after all that was told."""

from dataclasses import replace
from datetime import date

from dashboard.domain.publications.protected import JOINT
from dashboard.domain.publications.publication import Publication, read
from dashboard.domain.publications.publishing import Draft
from dashboard.domain.shared.periods import month_of
from dashboard.publications.making.chain import UNREADABLE, Told, following
from dashboard.publications.making.proofs import is_of_today
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges import added, audit
from dashboard.publications.protecting.ranges.auditing.again_audit import KeptOut, counts_once
from dashboard.publications.protecting.ranges.auditing.corrections_audit import (
    returns_well,
    takes_well,
)
from dashboard.publications.protecting.ranges.auditing.years_audit import is_tightened_well
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.told.adding import first_month, nothing
from dashboard.publications.protecting.ranges.told.corrected import revised
from dashboard.publications.protecting.ranges.told.year_names import names_of
from dashboard.queries.publications.publications import Exact, exact_of


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
    if not (_counts_once(before, after, exact) and _heeds_lost(before, after, exact)):
        return False
    if not (_blocks_hold(before, after, counts) and _years_hold(before, after)):
        return False
    places = {(cell.period, cell.by, cell.codes) for cell in publication.revised}
    figures = after.chain.figures(counts, exact.axes, types, most, publication.words.youth)
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


def _counts_once(before: Told, after: Told, exact: Exact) -> bool:
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
