"""Drafts that were sent back; the audit log keeps by whom and why, and nothing else does."""

from collections.abc import Mapping
from itertools import pairwise

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.publications.publishing import Draft, DraftReturn
from dashboard.queries.publications.publications import last_draft
from dashboard.tables import AuditEntry, PublicationDraft

DRAFTS = "publication_drafts"
"""The subject of drafts in the audit log."""


def returns(connection: Connection) -> tuple[DraftReturn, ...]:
    """Every draft that was sent back, the earliest first."""
    of_drafts = (
        select(AuditEntry.author, AuditEntry.at, AuditEntry.after)
        .where(AuditEntry.subject == DRAFTS, AuditEntry.after.is_not(None))
        .order_by(AuditEntry.id)
    )
    rows = connection.execute(of_drafts)
    states = ((author, at, orjson.loads(after or "")) for author, at, after in rows)
    return tuple(
        DraftReturn(state["id"], author, at, state["reason"])
        for author, at, state in states
        if state.get("reason")
    )


def returned_last(connection: Connection) -> tuple[Draft, DraftReturn] | None:
    """The latest draft, if it was sent back and nobody has prepared another since."""
    draft = last_draft(connection)
    if draft is None:
        return None
    found = (one for one in returns(connection) if one.draft == draft.record.id)
    return next(((draft, one) for one in found), None)


def returned_before(connection: Connection) -> Mapping[int, tuple[DraftReturn, ...]]:
    """By the number of each publication, the drafts that were sent back on the way to it."""
    found = returns(connection)
    if not found:
        return {}
    draft = PublicationDraft
    approved = select(draft.id, draft.number).where(draft.number.is_not(None)).order_by(draft.id)
    steps = pairwise([(0, 0), *connection.execute(approved)])
    return {
        number: tuple(one for one in found if before < one.draft < approved_as)
        for (before, _), (approved_as, number) in steps
    }
