"""Everything that the people who publish see: what was published, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import orjson
from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain.publications.differences import FigureDifference, differences
from dashboard.domain.publications.publication import Publication, read
from dashboard.domain.publications.publishing import (
    Draft,
    DraftEvidence,
    DraftRecord,
    DraftReturn,
    Gap,
    PublicationRecord,
)
from dashboard.domain.publications.rhythm import PublishingRhythm, next_closing
from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.publications.archive.reading import latest
from dashboard.publications.making.approvable import gaps_of, is_alone, is_stale
from dashboard.publications.making.narrowing import to_narrow
from dashboard.publications.making.proving import follows_older_rules
from dashboard.queries.publications.keys import is_other_key
from dashboard.queries.publications.publications import (
    every_record,
    open_draft,
    publication_numbered,
)
from dashboard.queries.publications.returns import returned_before, returned_last
from dashboard.queries.shared.restores import lost_numbers, unconfirmed


@dataclass(frozen=True, slots=True)
class DraftForApproval:
    """The draft that waits for approval, and everything that the approver should know about it.

    ``before`` is the publication to compare it with: the one that it corrects, else the latest one.
    """

    record: DraftRecord
    publication: Publication
    before: Publication | None
    differences: tuple[FigureDifference, ...]
    gaps: tuple[Gap, ...]
    evidence: DraftEvidence
    stale: bool
    older_rules: bool

    @property
    def closes(self) -> date:
        """The next day on which sessions can be added: one that ends a part of the year."""
        found = self.evidence
        if found.closes:
            return date.fromisoformat(found.closes)
        return next_closing(self.publication.data_as_of, PublishingRhythm(found.rhythm))

    @property
    def unfit(self) -> bool:
        """Whether it must be prepared again, even with the same choices."""
        return self.stale or self.older_rules

    @property
    def blocked(self) -> bool:
        """Whether nobody may approve it as it is."""
        return self.unfit or any(gap.blocks for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class ReturnedDraft:
    """The latest draft, which was sent back, and the number that its publication would have had."""

    record: DraftRecord
    number: int
    back: DraftReturn


@dataclass(frozen=True, slots=True)
class Overview:
    """Publications, the newest first; ``alone``: at most one person may approve.

    ``returned`` is there until another draft is prepared. ``returns`` has, by the number of a
    publication, the drafts of it that were sent back before, the earliest first.

    ``restored`` is the restore that blocks publishing until somebody confirms it. ``lost`` are the
    numbers of publications that no restore brought back whole. ``narrows_from`` is the day from
    which data narrow a fiscal year by default; ``None`` where there is nothing to narrow.
    ``other_key``: the latest one was made with another key, so nothing may be published here.
    ``time_zone`` is that in which days are told.
    """

    published: tuple[PublicationRecord, ...]
    waiting: DraftForApproval | None
    alone: bool
    restored: DatabaseRestore | None
    lost: frozenset[int]
    narrows_from: date | None
    other_key: bool = False
    returned: ReturnedDraft | None = None
    returns: Mapping[int, tuple[DraftReturn, ...]] = field(default_factory=dict)
    time_zone: str = "UTC"

    @property
    def begun(self) -> DraftRecord | None:
        """What the next draft begins with: the one that waits, or that was sent back."""
        latest = self.waiting or self.returned
        return latest.record if latest else None

    @property
    def closed(self) -> bool:
        """Whether nothing may be prepared or published; the page says why."""
        return self.restored is not None or self.other_key

    @property
    def held(self) -> bool:
        """Whether nobody can approve the draft that waits, for a reason of its own or of ours."""
        return self.waiting is not None and (self.closed or self.waiting.blocked)


def look(
    engine: Engine,
    rhythm: PublishingRhythm = PublishingRhythm.QUARTER,
    key: str | None = None,
    time_zone: str = "UTC",
) -> Overview:
    """As it stands now; the rhythm decides when a year is to be narrowed.

    ``key`` is the digest of this server's; without one, it is nobody's question.
    """
    with reading(engine) as connection:
        return replace(_overview(connection, rhythm, key), time_zone=time_zone)


def _overview(connection: Connection, rhythm: PublishingRhythm, key: str | None) -> Overview:
    """As this transaction sees it."""
    published = every_record(connection)
    draft = open_draft(connection)
    return Overview(
        tuple(reversed(published)),
        _waiting(connection, draft) if draft else None,
        is_alone(connection),
        unconfirmed(connection),
        lost_numbers(connection),
        min(to_narrow(connection, rhythm).values(), default=None),
        key is not None and is_other_key(connection, key),
        None if draft else _returned(connection),
        returned_before(connection),
    )


def _returned(connection: Connection) -> ReturnedDraft | None:
    found = returned_last(connection)
    if found is None:
        return None
    draft, back = found
    return ReturnedDraft(draft.record, read(draft.content).number, back)


def _waiting(connection: Connection, draft: Draft) -> DraftForApproval:
    publication = read(draft.content)
    before = _before(connection, publication)
    return DraftForApproval(
        draft.record,
        publication,
        before,
        differences(before, publication),
        gaps_of(connection, draft),
        DraftEvidence(**orjson.loads(draft.evidence)),
        is_stale(connection, draft),
        follows_older_rules(draft),
    )


def _before(connection: Connection, publication: Publication) -> Publication | None:
    if publication.corrects is not None:
        corrected = publication_numbered(connection, publication.corrects)
        return corrected.publication if corrected and corrected.content else None
    last = latest(connection)
    return read(last.content) if last else None
