"""Send a draft back to the one who prepared it, with the reason."""

from dataclasses import replace

from sqlalchemy import Engine

from dashboard.domain.publications.publishing import (
    LONGEST_REASON,
    DraftState,
)
from dashboard.domain.shared.characters import is_displayable, shows_something
from dashboard.publications.making import refusals as no
from dashboard.publications.making.outcomes import DraftResult
from dashboard.queries.publications.publications import open_draft
from dashboard.queries.publications.returns import DRAFTS
from dashboard.writes.changes import Changes
from dashboard.writes.publications import DraftStore
from dashboard.writes.service import changing


def send_back(engine: Engine, author: str, draft_id: int, seen: str, reason: str) -> DraftResult:
    """Send back the open draft whose digest was ``seen``: nobody can approve it any more.

    The doors have checked the person's right to approve already. Only the log keeps the reason.
    """
    reason = reason.strip()
    if not shows_something(reason):
        return DraftResult(refusals=(no.no_reason_to_return(),))
    if len(reason) > LONGEST_REASON:
        return DraftResult(refusals=(no.too_long(LONGEST_REASON),))
    if not is_displayable(reason):
        return DraftResult(refusals=(no.not_displayable(),))
    with changing(engine, author) as writer:
        draft = open_draft(writer.connection)
        if draft is None or draft.record.id != draft_id:
            return DraftResult(refusals=(no.no_open_draft(),))
        if draft.record.digest != seen:
            return DraftResult(refusals=(no.another_draft(),))
        after = replace(draft.record, state=DraftState.DISCARDED, reason=reason)
        changes = Changes(changed=((draft.record, after),))
        writer.save(DRAFTS, DraftStore(), changes, shown=False)
    return DraftResult(after)
