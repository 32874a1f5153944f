"""Whether a draft may be published, and what stands against it."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from dashboard.access import accounts
from dashboard.domain.publications.protected import FORMAT, JOINT, TIGHTENED
from dashboard.domain.publications.publication import digest, read
from dashboard.domain.publications.publishing import Draft, Gap
from dashboard.domain.publications.rhythm import PublishingRhythm, closing
from dashboard.domain.shared.roles import Right
from dashboard.publications.archive.reading import latest
from dashboard.publications.making import refusals as no
from dashboard.publications.making.chain import told_by_all
from dashboard.publications.making.material import gather
from dashboard.publications.making.parity import gaps
from dashboard.publications.making.proving import follows_older_rules, proved
from dashboard.queries.publications.keys import digest_in, is_other_key
from dashboard.queries.publications.publications import latest_as_of, open_draft
from dashboard.queries.shared.restores import unconfirmed

if TYPE_CHECKING:
    from dashboard.publications.making.outcomes import PublishingRefusal


def closed(connection: Connection, key: str) -> "PublishingRefusal | None":
    """What stands against preparing and publishing anything with the key of this digest."""
    if unconfirmed(connection):
        return no.restored()
    return no.other_key() if is_other_key(connection, key) else None


def approvable(
    connection: Connection, key: str, draft_id: int, seen: str, author: str
) -> "Draft | PublishingRefusal":
    """The open draft, if it is the one that its approver saw, or what stands against publishing it.

    ``key`` is the digest of the server's key, ``seen`` that of what ``author``, who approves it,
    has read.
    """
    if refusal := closed(connection, key):
        return refusal
    draft = open_draft(connection)
    if draft is None or draft.record.id != draft_id:
        return no.no_open_draft()
    if draft.record.digest != seen or digest(draft.content) != seen:
        return no.another_draft()
    if draft.record.prepared_by == author and not is_alone(connection):
        return no.own_draft()
    if is_stale(connection, draft):
        return no.stale()
    blocking = sum(gap.blocks for gap in gaps_of(connection, draft))
    return no.gaps(blocking) if blocking else draft


def unproved(
    connection: Connection, draft: Draft, key: str, hidden_up_to: int, rhythm: PublishingRhythm
) -> "PublishingRefusal | None":
    """What stands against an approvable draft on a server with such settings."""
    if follows_older_rules(draft):
        return no.older_rules()
    if not is_drawn_with(draft, key):
        return no.drawn_otherwise()
    if not _fits(connection, draft, hidden_up_to, rhythm):
        return no.other_settings()
    return None if is_proved(connection, draft) else no.unprotected()


def _fits(
    connection: Connection, draft: Draft, hidden_up_to: int, rhythm: PublishingRhythm
) -> bool:
    """Whether a draft hides enough counts, and ends with a part of the year."""
    day, last = draft.record.as_of, latest_as_of(connection)
    return read(draft.content).hidden_up_to >= hidden_up_to and closing(day, last, rhythm) == day


def is_drawn_with(draft: Draft, key: str) -> bool:
    """Whether the key of this digest drew the ranges of a draft, as far as that is known."""
    return digest_in(draft.exact) in ("", key)


def is_alone(connection: Connection) -> bool:
    """Whether at most one person may approve, so that nobody else could."""
    able = [one for one in accounts.every(connection) if one.active and one.role.may(Right.APPROVE)]
    return len(able) <= 1


def is_proved(connection: Connection, draft: Draft) -> bool:
    """Whether a draft of today's rules tells nothing that it must not; others are stale anyway."""
    publication = read(draft.content)
    if publication.format <= JOINT:
        return True
    return bool(proved(told_by_all(connection), publication, draft, today=True))


def is_stale(connection: Connection, draft: Draft) -> bool:
    """Whether anything that the draft says, or was protected against, has changed since."""
    material = gather(connection, draft.record.as_of)
    return (
        material is None
        or material.digest != draft.basis
        or read(draft.content).format not in {FORMAT, TIGHTENED}  # it was protected by other rules
    )


def gaps_of(connection: Connection, draft: Draft) -> tuple[Gap, ...]:
    """What one language of a draft says and the other does not."""
    last, publication = latest(connection), read(draft.content)
    before = read(last.content).words if last else None
    return gaps(publication.note, publication.words, before, confirmed=draft.record.confirmed)
