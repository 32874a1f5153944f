"""The tracking table in words: which indicators are on track, which have no target, and why."""

from collections.abc import Sequence

from dashboard.domain.progress.indicators import Revision, TrackingRow, TrackingTable
from dashboard.domain.shared.vocabulary import Indicator, Vocabulary
from dashboard.i18n import Text, plural, sequence, text
from dashboard.i18n.formats import HIDDEN


def finding(tracking: TrackingTable, vocabulary: Vocabulary) -> Text:
    """The indicators by status, those that are hidden, and those without a target."""
    rows = tracking.rows
    by_status = (
        _indicator_list(
            text("Status “{status}”", status=level), [r for r in rows if r.status == level.code]
        )
        for level in vocabulary.statuses
    )
    return sequence(
        *by_status,
        _indicator_list(
            text("Hidden to protect privacy ({sign})", sign=HIDDEN), [r for r in rows if r.hidden]
        ),
        _indicator_list(text("No target set"), [row for row in rows if row.target is None]),
        None if tracking.comparable else not_comparable(),
    )


def not_comparable() -> Text:
    """Why there is no variance and no status."""
    return text(
        "Targets are set for the whole project. Under filters other than the last day, "
        "actual values follow the filters, and variance and status are left out (..)."
    )


def _indicator_list(what: Text, rows: Sequence[TrackingRow]) -> Text | None:
    if not rows:
        return None
    return text("{what}: {indicators}.", what=what, indicators=tuple(r.indicator for r in rows))


def counted(indicator: Indicator) -> Text:
    """Whether the indicator's numbers add up over time."""
    if indicator.cumulative:
        return text("cumulative: adds up over the project")
    return text("not cumulative: the current value")


def history(revisions: Sequence[Revision]) -> Text:
    """How many targets have been set."""
    if not revisions:
        return text("No target has been set yet.")
    return plural(
        "{count} target on record. Each change is kept as a new target; earlier ones "
        "remain on record.",
        "{count} targets on record. Each change is kept as a new target; earlier ones "
        "remain on record.",
        len(revisions),
    )


def definition() -> Text:
    """How to read the table."""
    return sequence(
        text(
            "For what adds up over the project, the target to date is a straight line "
            "from the day when the first target took effect to the day when the target "
            "is due. For a share, it is the target itself."
        ),
        text("The variance is the actual value minus the target to date."),
    )
