"""Keep publications and withdrawals made after a backup: they are public already.

Every publication takes part in protecting the next one, so drafts come along with their exact
counts and proofs. The public site has the texts only. Numbers known from there are stored as lost,
and somebody must confirm before anything else is published. One whose proofs are found again is no
longer lost, unless a later one was made without them: that says what was told without both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, update

from dashboard.backup.site import OnSite
from dashboard.domain.publications.publishing import PublicationRecord
from dashboard.publications.archive import files
from dashboard.publications.archive.tables import WITHDRAWAL, PublicationFileRow
from dashboard.queries.publications.publications import (
    StoredPublication,
    every_publication,
    next_draft_id,
)
from dashboard.queries.shared.restores import every_restore, lost_numbers
from dashboard.tables import LostPublication, PublicationDraft
from dashboard.writes import restores
from dashboard.writes.changes import Changes
from dashboard.writes.publication_files import keep
from dashboard.writes.publications import PUBLICATIONS, PublicationStore
from dashboard.writes.restores import find_again
from dashboard.writes.service import Writer


class OtherPublicationsError(Exception):
    """The backup has another publication under a number that was used here."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class PublishedNumbers:
    """The numbers of publications and withdrawals that the backup did not have.

    ``lost`` are those for which only the site's text exists.
    """

    publications: tuple[int, ...] = ()
    withdrawals: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


def carry(writer: Writer, replaced: Connection) -> PublishedNumbers:
    """Carry over those of the replaced database.

    Raises:
        OtherPublicationsError: The two have different histories.
    """
    theirs = every_publication(replaced)
    carried = _bring(writer, ((one.record, one.content) for one in theirs))
    for one in theirs:
        _bring_draft(writer.connection, replaced, one.record.number)
    _bring_files(writer, replaced)
    _bring_restores(writer, replaced)
    return carried


def carry_from_site(writer: Writer, found: Iterable[OnSite]) -> PublishedNumbers:
    """Carry over those on the public site; new ones count as lost, since only their text is there.

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
    """Withdraw our publication if the other was withdrawn; returns whether it did."""
    if known.record.sha256 != later.sha256:
        raise OtherPublicationsError(known.record.number)
    if known.record.withdrawn_at or not later.withdrawn_at:
        return False
    after = replace(known.record, **{name: getattr(later, name) for name in WITHDRAWAL})
    changes = Changes(changed=((known.record, after),))
    writer.save(PUBLICATIONS, PublicationStore(), changes, shown=False)
    return True


def _bring_draft(connection: Connection, replaced: Connection, number: int) -> None:
    """Bring the draft of this publication, with its exact counts and proofs, if it is missing.

    A draft that waits for approval here was approved since.
    """
    draft = PublicationDraft.__table__
    if _has_draft(connection, number):
        return
    row = replaced.execute(select(draft).where(draft.c.number == number)).mappings().one_or_none()
    if row is None or (number in lost_numbers(connection) and _has_draft(connection, after=number)):
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


def _bring_files(writer: Writer, replaced: Connection) -> None:
    """Bring the files that were made of publications since; nobody could make the same again."""
    if not inspect(replaced).has_table(PublicationFileRow.__tablename__):
        return  # it is older than they are
    ours = files.records(writer.connection)
    for number in files.records(replaced):
        if number not in ours:
            keep(writer, files.of_publication(replaced, number))


def _bring_restores(writer: Writer, replaced: Connection) -> None:
    """Carry over the restores of the replaced database, and whether each was confirmed."""
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
        found = _has_draft(writer.connection, number)
        if not found or _has_draft(replaced, after=number):
            restores.lose(writer.connection, [number], generation)


def _has_draft(
    connection: Connection, number: int | None = None, *, after: int | None = None
) -> bool:
    """Whether the draft of a publication is there: of this number, or of any ``after`` one."""
    known = PublicationDraft.number
    wanted = known == number if after is None else known > after
    return connection.scalar(select(PublicationDraft.id).where(wanted).limit(1)) is not None
