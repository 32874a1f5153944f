"""Drafts and publications in words, for the people who prepare and approve them."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.publications.publishing import (
    DraftEvidence,
    DraftReturn,
    Gap,
    ParityPart,
    PublicationRecord,
    Waiting,
)
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.i18n import Text, plural, text


def privacy(found: DraftEvidence, hidden_up_to: int) -> Text:
    """What is hidden and why, for readers who have never heard of linear programming."""
    if not found.hidden:
        return text(
            "None of the {cells} figures is hidden: none is a count from 1 to {most}.",
            cells=found.cells,
            most=hidden_up_to,
        )
    return plural(
        "Of {cells} figures, {count} is hidden (x): it is from 1 to {most}, comes from "
        "one session at a sensitive venue, or could reveal another that is.",
        "Of {cells} figures, {count} are hidden (x): those from 1 to {most}, those "
        "that come from one session at a sensitive venue, and others that could reveal "
        "these.",
        found.hidden,
        cells=found.cells,
        most=hidden_up_to,
    )


def ranged(found: DraftEvidence) -> Text | None:
    """How many figures are told as ranges only."""
    if not found.ranged:
        return None
    return plural(
        "{count} figure is shown as a range, such as 11 to 30, instead of x: the count is at least "
        "the first number and at most the second. It is as wide as the privacy check requires.",
        "{count} figures are shown as ranges, such as 11 to 30, instead of x: the count is at "
        "least the first number and at most the second. Each is as wide as the privacy check "
        "requires.",
        found.ranged,
    )


def unfit(*, stale: bool, older_rules: bool) -> Text | None:
    """Why a draft must be prepared again; ``None`` if it need not be."""
    if stale:
        return text("The data have changed since this draft was prepared: prepare it again.")
    if older_rules:
        return text(
            "This draft follows an older privacy rule, which protects small groups less. Prepare "
            "it again, with the same choices."
        )
    return None


def awaits(*, closed: bool, unfit: bool, gaps: Sequence[Gap]) -> Text:
    """What the open draft waits for: approval, or else what must be done first and by whom.

    ``closed``: nothing may be published at all; ``unfit``: it must be prepared again.
    """
    if closed:
        return text("The draft cannot be approved for now: an administrator must act first.")
    if unfit:
        return text("The draft cannot be approved as it is: a coordinator must prepare it again.")
    parts = {gap.part for gap in gaps if gap.blocks}
    if parts == {ParityPart.NOTE}:
        return text(
            "The draft cannot be approved as it is: its note does not match in both languages. A "
            "coordinator must correct it, and prepare the draft again."
        )
    if parts:
        return text(
            "The draft cannot be approved as it is: English and French do not match. An "
            "administrator corrects labels; a coordinator corrects the note, and prepares the "
            "draft again."
        )
    return text("A draft is awaiting approval.")


def waits(found: DraftEvidence, closes: date) -> Text | None:
    """Why no session is added; ``closes`` is the next day on which a quarter, or so, ends."""
    if not found.waits:
        return None
    rhythm = PublishingRhythm(found.rhythm)
    return {
        Waiting.OPEN_QUARTER: _not_over(rhythm, closes),
        Waiting.NOTHING_NEW: text("No session is added: there are no new ones."),
        Waiting.TOO_FEW: _too_few(rhythm, closes),
    }[Waiting(found.waits)]


def _too_few(rhythm: PublishingRhythm, closes: date) -> Text:
    if rhythm is PublishingRhythm.FISCAL_YEAR:
        return text(
            "The new sessions wait for those until {day}. On their own, they would reveal a small "
            "group, or the totals could not be exact. By waiting, more can be shown.",
            day=closes,
        )
    return text(
        "No session is added: the new ones wait for those until {day}. On their own, they would "
        "reveal a small group, or the totals could not be exact. If this happens often, ask "
        "whoever runs the server for a slower rhythm, such as whole fiscal years.",
        day=closes,
    )


def _not_over(rhythm: PublishingRhythm, closes: date) -> Text:
    return {
        PublishingRhythm.QUARTER: text(
            "No session is added: new ones are published by whole quarters, and the quarter that "
            "ends on {day} is not over yet.",
            day=closes,
        ),
        PublishingRhythm.HALF_YEAR: text(
            "No session is added: new ones are published by half-years, and the half-year that "
            "ends on {day} is not over yet.",
            day=closes,
        ),
        PublishingRhythm.FISCAL_YEAR: text(
            "No session is added: new ones are published by whole fiscal years, and the one that "
            "ends on {day} is not over yet.",
            day=closes,
        ),
    }[rhythm]


def had_better_wait(found: DraftEvidence, closes: date) -> Text | None:
    """That more could be shown if the new sessions waited until the day ``closes``."""
    if not found.had_better_wait:
        return None
    return plural(
        "This draft adds {count} session. Published together with those until {day}, it would show "
        "clearly more, for good. If this happens often, ask whoever runs the server for a slower "
        "rhythm, such as whole fiscal years.",
        "This draft adds {count} sessions. Published together with those until {day}, they would "
        "show clearly more, for good. If this happens often, ask whoever runs the server for a "
        "slower rhythm, such as whole fiscal years.",
        found.added,
        day=closes,
    )


def cut_short(found: DraftEvidence) -> Text | None:
    """That less is shown than might be, because it would take too long to find out."""
    if not found.cut_short:
        return None
    return text(
        "This draft may show fewer figures than it could. With this many small groups, it would "
        "take the server too long to find every figure that is safe to show."
    )


def proof(found: DraftEvidence) -> Text | None:
    """How certain that protection is.

    Without numbers: how many counts must be proved hangs on those that are hidden.
    """
    if not found.checked or found.known:
        return None
    return text(
        "Privacy check passed: every hidden count stays unknown, even to someone who has every "
        "earlier publication."
    )


def silent(found: DraftEvidence) -> Text | None:
    """Why a publication after a correction reveals nothing new."""
    if not found.known:
        return None
    return plural(
        "A published session has been corrected, so that anyone who compares could "
        "work out {count} hidden figure. This publication therefore has no new "
        "figures; a later one, with more sessions, can show more.",
        "A published session has been corrected, so that anyone who compares could "
        "work out {count} hidden figures. This publication therefore has no new "
        "figures; a later one, with more sessions, can show more.",
        found.known,
    )


def carried(found: DraftEvidence) -> Text | None:
    """The figures that keep their earlier values."""
    if not found.carried:
        return None
    return plural(
        "{count} figure keeps its value from the previous publication, with its date: "
        "it has changed so little that the difference would reveal a small group.",
        "{count} figures keep their value from the previous publication, with its "
        "date: they have changed so little that the difference would reveal a small "
        "group.",
        found.carried,
    )


def parity(gaps: Sequence[Gap]) -> Text:
    """Whether both languages say the same."""
    blocking = sum(gap.blocks for gap in gaps)
    if blocking:
        return plural(
            "{count} issue must be fixed before anyone can approve this draft.",
            "{count} issues must be fixed before anyone can approve this draft.",
            blocking,
        )
    return text("English and French are complete: labels, note, sentences and text alternatives.")


def to_mend(found: DraftEvidence) -> Text:
    """The findings that were open when the draft was made."""
    if not found.to_mend:
        return text("When the draft was prepared, the sessions had no issues to fix.")
    return plural(
        "When the draft was prepared, the sessions had {count} issue to fix, which may "
        "change figures later.",
        "When the draft was prepared, the sessions had {count} issues to fix, which "
        "may change figures later.",
        found.to_mend,
    )


def state(record: PublicationRecord, latest: int | None) -> Text:
    """The state of a publication."""
    if record.withdrawn_at:
        return text("withdrawn")
    if record.number == latest:
        return text("what everyone sees")
    return text("in the archive")


def returned(found: DraftReturn) -> Text:
    """By whom a draft was sent back, and why."""
    return text("Sent back by {author}: {reason}", author=found.author, reason=found.reason)


def returned_with(as_of: date, found: DraftReturn) -> Text:
    """The same, and which draft it was: for a letter, which does not show it."""
    return text(
        "{author} sent back the draft with the data to {day}: {reason}",
        author=found.author,
        day=as_of,
        reason=found.reason,
    )
