"""The press: everything that one person does with publications, and the only way to publish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from dashboard.database import LONG, reading
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.publications.publication import (
    BilingualText,
    Publication,
    canonical,
    digest,
    read,
)
from dashboard.domain.publications.publishing import (
    Draft,
    DraftState,
    PublicationRecord,
)
from dashboard.domain.publications.rhythm import PublishingRhythm, next_closing
from dashboard.domain.shared.characters import is_displayable, shows_something
from dashboard.domain.shared.moments import day_in_iso, now_in_iso
from dashboard.publications.making import refusals as no
from dashboard.publications.making.approvable import approvable, unproved
from dashboard.publications.making.basis import DraftBasis, DraftTerms, basis
from dashboard.publications.making.briefs import (
    InterruptedPrintingError,
    Printer,
    UnprintedError,
    printed,
)
from dashboard.publications.making.building import build
from dashboard.publications.making.core import UnsafeError, protected
from dashboard.publications.making.drafts import keep_draft
from dashboard.publications.making.outcomes import DraftResult, PublishingResult
from dashboard.queries.publications.publications import publication_numbered
from dashboard.queries.publications.returns import DRAFTS
from dashboard.queries.shared.state import state
from dashboard.writes.changes import Changes
from dashboard.writes.publication_files import keep
from dashboard.writes.publications import PUBLICATIONS, DraftStore, PublicationStore
from dashboard.writes.service import changing

if TYPE_CHECKING:
    from dashboard.publications.making.outcomes import PublishingRefusal


NO_NOTE = BilingualText("", "")


class Press:
    """Drafts, approvals and withdrawals of one person, on one day of the project's calendar.

    The doors have checked the person's rights already. ``hidden_up_to``, the ``rhythm`` of later
    publications and the ``secret`` that ranges are drawn from come from the settings.
    ``printer`` makes the files that are kept with a publication, which name the address of the
    ``site``; without one, none are made.
    """

    def __init__(  # noqa: PLR0913 - who, when, how, and what for
        self,
        engine: Engine,
        author: str,
        today: date,
        hidden_up_to: int,
        *,
        rhythm: PublishingRhythm = PublishingRhythm.QUARTER,
        secret: str = "",
        printer: Printer | None = None,
        site: str = "",
    ) -> None:
        self.engine = engine
        self.printer, self.site = printer, site
        self.author = author
        self.today = today
        self.hidden_up_to, self.rhythm, self.secret = hidden_up_to, rhythm, secret
        self._key = key_digest(secret)

    def draft(  # noqa: PLR0913 - each is a choice of whoever prepares it
        self,
        as_of: date | None = None,
        note: BilingualText = NO_NOTE,
        *,
        corrects: int | None = None,
        confirmed: bool = False,
        tighten: bool | None = False,
        declines: bool = False,
        still_due: Callable[[Connection], bool] | None = None,
    ) -> DraftResult:
        """Prepare a draft of the data up to a day; it replaces the one that waits.

        With ``tighten``, fiscal years that are over are told more narrowly, for good. ``None``:
        if there are such as were to be narrowed by this day. With ``declines``, these years stay as
        they are if this draft does not narrow them, and are not proposed any more.

        Everything is read in one transaction; the protection then takes its time and blocks nobody.
        Another draft may appear meanwhile, and one that a schedule wants is due no more. So
        ``still_due`` is asked at the end, while no one else writes. If it says no, nothing is
        saved, and neither a draft nor a refusal is returned. After a restore, nothing is saved
        either: the audit log, which tells what is new, is another one.
        """
        if not is_displayable(note.en + note.fr):
            return DraftResult(refusals=(no.not_displayable(),))
        terms = DraftTerms(as_of or self.today, self.today, self.rhythm, self._key, corrects)
        with reading(self.engine, patience=LONG) as connection:
            base = basis(connection, terms)
        if not isinstance(base, DraftBasis):
            return DraftResult(refusals=(base,))
        if tighten is None:
            tighten = bool(base.due)
        try:
            found = protected(
                base.material,
                base.told,
                self.hidden_up_to,
                since=base.since,
                secret=self.secret,
                tighten=tighten,
            )
        except UnsafeError:
            return DraftResult(refusals=(no.unprotected(),))
        evidence = replace(
            found.evidence,
            to_mend=base.to_mend,
            rhythm=self.rhythm.value,
            closes=next_closing(base.day, self.rhythm).isoformat(),
            tighten=tighten,
            declined=base.due if declines and not tighten else (),
        )
        found = replace(found, evidence=evidence, key_digest=self._key)
        material = base.material if found.counts.as_of == base.day else base.earlier
        note = BilingualText(note.en.strip(), note.fr.strip())
        publication = build(
            material, found, note=note, published_on=self.today, corrected=base.corrected
        )
        with changing(self.engine, self.author) as writer:
            if still_due and not still_due(writer.connection):
                return DraftResult()
            if state(writer.connection).generation != base.generation:
                return DraftResult(refusals=(no.stale(),))
            return DraftResult(
                keep_draft(writer, publication, material, found, confirmed=confirmed)
            )

    def approve(self, draft_id: int, seen: str) -> PublishingResult:
        """Publish the draft whose digest was ``seen``, under the next number and today's date.

        Its proof is tried once more before that, and its files are made, while others may write.
        So what stands against it is asked before and after.
        """
        with reading(self.engine, patience=LONG) as connection:
            draft = self._approvable(connection, draft_id, seen)
            if isinstance(draft, Draft):
                settings = self._key, self.hidden_up_to, self.rhythm
                draft = unproved(connection, draft, *settings) or draft
        if not isinstance(draft, Draft):
            return PublishingResult(refusals=(draft,))
        publication = replace(read(draft.content), published_on=self.today)
        try:
            made = printed(publication, self.printer, self.site) if self.printer else ()
        except InterruptedPrintingError:
            return PublishingResult(refusals=(no.not_printed_now(),))
        except UnprintedError:
            return PublishingResult(refusals=(no.unprinted(),))
        with changing(self.engine, self.author) as writer:
            draft = self._approvable(writer.connection, draft_id, seen)
            if not isinstance(draft, Draft):
                return PublishingResult(refusals=(draft,))
            text = canonical(publication)
            record = _record(publication, text, draft, self.author)
            writer.save(PUBLICATIONS, PublicationStore(text), Changes(added=(record,)), shown=False)
            keep(writer, made)
            became = replace(draft.record, state=DraftState.APPROVED, number=record.number)
            writer.save(
                DRAFTS, DraftStore(), Changes(changed=((draft.record, became),)), shown=False
            )
            return PublishingResult(record.number, alone=record.prepared_by == self.author)

    def _approvable(
        self, connection: Connection, draft_id: int, seen: str
    ) -> "Draft | PublishingRefusal":
        return approvable(connection, self._key, draft_id, seen, self.author)

    def withdraw(self, number: int, reason: BilingualText) -> PublishingResult:
        """Withdraw a publication: its hash and the reason stay, and its address says so."""
        reason = BilingualText(reason.en.strip(), reason.fr.strip())
        if not (shows_something(reason.en) and shows_something(reason.fr)):
            return PublishingResult(refusals=(no.no_reason(),))
        if not is_displayable(reason.en + reason.fr):
            return PublishingResult(refusals=(no.not_displayable(),))
        with changing(self.engine, self.author) as writer:
            found = publication_numbered(writer.connection, number)
            if found is None:
                return PublishingResult(refusals=(no.no_such_publication(number),))
            before = found.record
            if before.withdrawn_at:
                return PublishingResult(refusals=(no.withdrawn_already(number),))
            after = replace(
                before,
                withdrawn_at=day_in_iso(self.today),
                withdrawn_by=self.author,
                reason_en=reason.en,
                reason_fr=reason.fr,
            )
            changes = Changes(changed=((before, after),))
            writer.save(PUBLICATIONS, PublicationStore(), changes, shown=False)
        return PublishingResult(number)


def _record(publication: Publication, text: bytes, draft: Draft, author: str) -> PublicationRecord:
    return PublicationRecord(
        number=publication.number,
        published_at=now_in_iso(),
        published_on=publication.published_on,
        data_as_of=publication.data_as_of,
        sha256=digest(text),
        corrects=publication.corrects,
        prepared_by=draft.record.prepared_by,
        approved_by=author,
    )
