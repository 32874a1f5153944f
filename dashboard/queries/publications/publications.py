"""The organization's own records of publications and drafts, which are never shown outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import orjson
from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.publications.publication import BilingualText, Publication, read
from dashboard.domain.publications.publishing import (
    Draft,
    DraftRecord,
    DraftState,
    PublicationRecord,
)
from dashboard.publications.archive.tables import PublicationRow
from dashboard.publications.protecting.counts import AxisCodes, SessionCounts
from dashboard.publications.protecting.ranges.needs.changes import (
    HeldSession,
    OutSession,
    TriedInVain,
)
from dashboard.tables import LostPublication, PublicationDraft


@dataclass(frozen=True, slots=True)
class StoredPublication:
    """A stored publication with its text, withdrawn or not."""

    record: PublicationRecord
    content: bytes

    @property
    def publication(self) -> Publication:
        """The publication, read from its text."""
        return read(self.content)


@dataclass(frozen=True, slots=True)
class Exact:
    """The exact counts that a publication was made from, with the axes of that time.

    ``entry`` is the last entry of the audit log when the data were read; ``None`` where it is not
    known which sessions were counted. ``waiting`` are sessions that are counted otherwise than they
    were in the data by then, as they are counted. ``out`` are those that no later block may count;
    ``None`` in publications that did not keep them. ``beside`` are the late sessions of its block
    where one of these was, one by one. ``lost`` is the last day that publications may have told of
    which a restore lost: nothing that was held by the end of its month is new here, or revised.
    ``key_digest`` tells the key that drew its ranges from others; empty where there was none, or
    it was not kept. ``in_vain`` are corrections without a proof, which later drafts pass over.
    """

    counts: SessionCounts
    axes: AxisCodes
    entry: int | None = None
    waiting: tuple[HeldSession, ...] = ()
    out: tuple[OutSession, ...] | None = None
    beside: tuple[HeldSession, ...] = ()
    lost: date | None = None
    key_digest: str = ""
    in_vain: tuple[TriedInVain, ...] = ()


def every_publication(connection: Connection) -> tuple[StoredPublication, ...]:
    """All publications in order, also withdrawn ones: what was seen once stays known."""
    rows = connection.execute(_publications().order_by(PublicationRow.number))
    return tuple(_kept(row) for row in rows)


def every_record(connection: Connection) -> tuple[PublicationRecord, ...]:
    """The records of all publications in order, without their texts."""
    names = PublicationRecord.__dataclass_fields__
    columns = (getattr(PublicationRow, name) for name in names)
    rows = connection.execute(select(*columns).order_by(PublicationRow.number))
    return tuple(PublicationRecord(*row) for row in rows)


def publication_numbered(connection: Connection, number: int) -> StoredPublication | None:
    """The publication of that number, withdrawn or not; ``None`` without one."""
    wanted = _publications().where(PublicationRow.number == number)
    row = connection.execute(wanted).one_or_none()
    return _kept(row) if row else None


def every_proof(connection: Connection) -> Iterator[tuple[Publication, str, bytes]]:
    """Every publication in order, with its exact counts as JSON and its proofs.

    Not those that a restore lost, though their proofs were found again since: what was made in
    between was made without them.
    """
    rows = connection.execute(
        select(PublicationRow.content, PublicationDraft.exact, PublicationDraft.proofs)
        .join(PublicationDraft, PublicationDraft.number == PublicationRow.number)
        .where(PublicationRow.number.not_in(select(LostPublication.number)))
        .order_by(PublicationRow.number)
    )
    for content, exact, proofs in rows:
        yield read(content.encode()), exact, proofs


def last_axes(connection: Connection) -> AxisCodes | None:
    """The axes of the last publication of which the exact counts are kept; ``None`` without one."""
    exact = connection.scalar(
        select(PublicationDraft.exact)
        .where(PublicationDraft.number.is_not(None))
        .where(PublicationDraft.number.not_in(select(LostPublication.number)))
        .order_by(PublicationDraft.number.desc())
        .limit(1)
    )
    if exact is None:
        return None
    axes = orjson.loads(exact)["axes"]  # without the counts, which take longer
    return AxisCodes(**{name: tuple(codes) for name, codes in axes.items()})


def every_evidence(connection: Connection) -> dict[int, str]:
    """The evidence that was kept with the draft of every publication, as JSON, by its number."""
    rows = connection.execute(select(PublicationDraft.number, PublicationDraft.evidence))
    return {number: evidence for number, evidence in rows if number is not None}


def open_draft(connection: Connection) -> Draft | None:
    """The draft that waits for approval; ``None`` without one."""
    row = connection.execute(
        select(PublicationDraft.__table__).where(PublicationDraft.state == DraftState.OPEN.value)
    ).one_or_none()
    return _draft(row) if row else None


def last_draft(connection: Connection) -> Draft | None:
    """The latest draft, whatever became of it."""
    last = select(func.max(PublicationDraft.id)).scalar_subquery()
    row = connection.execute(
        select(PublicationDraft.__table__).where(PublicationDraft.id == last)
    ).one_or_none()
    return _draft(row) if row else None


def draft_of(connection: Connection, number: int) -> Draft | None:
    """The draft that became the publication of that number."""
    row = connection.execute(
        select(PublicationDraft.__table__).where(PublicationDraft.number == number)
    ).one_or_none()
    return _draft(row) if row else None


def next_draft_id(connection: Connection) -> int:
    """The number for the next draft; call it inside a write transaction."""
    return (connection.scalar(select(func.max(PublicationDraft.id))) or 0) + 1


def record_of(row: AnyRow) -> DraftRecord:
    """A draft's row as a record."""
    return DraftRecord(
        id=row.id,
        as_of=row.as_of,
        note=BilingualText(row.note_en, row.note_fr),
        corrects=row.corrects,
        confirmed=row.confirmed,
        digest=row.digest,
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        state=DraftState(row.state),
        number=row.number,
    )


def exact_of(text: str | bytes) -> Exact:
    """Exact counts from their JSON."""
    return _reader().validate_json(text)


@cache
def _reader() -> TypeAdapter[Exact]:
    return TypeAdapter(Exact)


def exact_text(exact: Exact) -> bytes:
    """Exact counts as JSON."""
    return orjson.dumps(exact)


def latest_as_of(connection: Connection) -> date | None:
    """The latest day of the data in any publication."""
    return connection.scalar(select(func.max(PublicationRow.data_as_of)))


def first_told_as_youth(connection: Connection, age_group: str) -> bool | None:
    """Whether the first publication that names a group counted it as youth; ``None`` without one.

    Those of which a restore found no text are passed over.
    """
    there = _publications().where(PublicationRow.content != "").order_by(PublicationRow.number)
    one_by_one = there.execution_options(yield_per=1)  # nearly always the first is enough
    with connection.execute(one_by_one) as rows:
        for row in rows:
            for known in _kept(row).publication.words.age_groups:
                if known.code == age_group:
                    return known.youth
    return None


def _publications() -> AnySelect:
    names = PublicationRecord.__dataclass_fields__
    return select(*(getattr(PublicationRow, name) for name in names), PublicationRow.content)


def _kept(row: AnyRow) -> StoredPublication:
    return StoredPublication(PublicationRecord(*row[:-1]), row.content.encode())


def _draft(row: AnyRow) -> Draft:
    return Draft(
        record_of(row),
        row.content.encode(),
        row.basis,
        row.exact.encode(),
        row.evidence.encode(),
        row.proofs,
    )
