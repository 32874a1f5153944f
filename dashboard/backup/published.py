"""Publications and withdrawals that came after a backup: they are out, so they stay.

Everything that was ever published takes part in protecting the next publication, so drafts with
their exact counts and proofs come along. The public site has the texts only: those numbers are kept
as lost, and somebody has to confirm before anything else is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.backup.site import OnSite
from dashboard.domain.publications.publishing import PublicationRecord
from dashboard.publications.archive.tables import WITHDRAWAL
from dashboard.queries.publications.publications import (
    StoredPublication,
    every_publication,
    next_draft_id,
)
from dashboard.queries.shared.restores import every_restore
from dashboard.tables import LostPublication, PublicationDraft
from dashboard.writes import restores
from dashboard.writes.changes import Changes
from dashboard.writes.publications import PUBLICATIONS, PublicationStore
from dashboard.writes.restores import find_again
from dashboard.writes.service import Writer


class OtherPublicationsError(Exception):
    """Under one number, the backup has another publication than was made here."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class PublishedNumbers:
    """The numbers of publications, and of withdrawals, that the backup did not know.

    ``lost`` are those of which the site had the text alone.
    """

    publications: tuple[int, ...] = ()
    withdrawals: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


def carry(writer: Writer, replaced: Connection) -> PublishedNumbers:
    """Bring what the replaced database has.

    Raises:
        OtherPublicationsError: The two are not of one history.
    """
    theirs = every_publication(replaced)
    carried = _bring(writer, ((one.record, one.content) for one in theirs))
    for one in theirs:
        _bring_draft(writer.connection, replaced, one.record.number)
    _bring_restores(writer, replaced)
    return carried


def carry_from_site(writer: Writer, found: Iterable[OnSite]) -> PublishedNumbers:
    """Bring what the public site has; what is new there is lost but for its text.

    Raises:
        OtherPublicationsError: It is the site of another project.
    """
    carried = _bring(writer, ((one.record, one.content) for one in found))
    return replace(carried, lost=carried.publications)


def _bring(writer: Writer, found: Iterable[tuple[PublicationRecord, bytes]]) -> PublishedNumbers:
    ours = {one.record.number: one for one in every_publication(writer.connection)}
    added: list[int] = []
    withdrawn: list[int] = []
    for record, content in found:
        known = ours.get(record.number)
        if known is None:
            _add(writer, record, content, set(ours) | set(added))
            added.append(record.number)
        elif _withdrawal(writer, known, record):
            withdrawn.append(record.number)
    return PublishedNumbers(tuple(added), tuple(withdrawn))


def _add(writer: Writer, record: PublicationRecord, content: bytes, there: set[int]) -> None:
    if record.corrects not in there:
        record = replace(record, corrects=None)
    store = PublicationStore(content)
    writer.save(PUBLICATIONS, store, Changes(added=(record,)), shown=False)


def _withdrawal(writer: Writer, known: StoredPublication, later: PublicationRecord) -> bool:
    """Withdraw ours when the other was; whether that was so."""
    if known.record.sha256 != later.sha256:
        raise OtherPublicationsError(known.record.number)
    if known.record.withdrawn_at or not later.withdrawn_at:
        return False
    after = replace(known.record, **{name: getattr(later, name) for name in WITHDRAWAL})
    changes = Changes(changed=((known.record, after),))
    writer.save(PUBLICATIONS, PublicationStore(), changes, shown=False)
    return True


def _bring_draft(connection: Connection, replaced: Connection, number: int) -> None:
    """The draft that became this publication, with its exact counts and its proofs, if we lack it.

    It may wait for approval here: then it was approved since.
    """
    draft = PublicationDraft.__table__
    if _has_draft(connection, number):
        return
    row = replaced.execute(select(draft).where(draft.c.number == number)).mappings().one_or_none()
    if row is None:
        return
    find_again(connection, [number])
    same = (draft.c.digest == row["digest"], draft.c.prepared_at == row["prepared_at"])
    ours = connection.scalar(select(draft.c.id).where(*same))
    if ours is None:
        values: dict[str, Any] = dict(row) | {"id": next_draft_id(connection)}
        connection.execute(insert(PublicationDraft).values(values))
        return
    became = {"state": row["state"], "number": number}
    connection.execute(update(PublicationDraft).where(draft.c.id == ours).values(became))


def _bring_restores(writer: Writer, replaced: Connection) -> None:
    """What the replaced database had gone through, and whether that was confirmed."""
    theirs = every_restore(replaced)
    ours = restores.existing(writer.connection, theirs)
    changes = Changes(
        added=tuple(one for one in theirs if one.key not in ours),
        changed=tuple(
            (ours[one.key], one)
            for one in theirs
            if one.key in ours and ours[one.key].confirmed_at is None and one.confirmed_at
        ),
    )
    writer.save(restores.RESTORES, restores, changes, shown=False)
    for number, generation in replaced.execute(
        select(LostPublication.number, LostPublication.generation)
    ):
        if not _has_draft(writer.connection, number):
            restores.lose(writer.connection, [number], generation)


def _has_draft(connection: Connection, number: int) -> bool:
    draft = select(PublicationDraft.id).where(PublicationDraft.number == number)
    return connection.scalar(draft) is not None
