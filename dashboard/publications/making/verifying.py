"""Verify that every publication is still what was approved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection

from dashboard.domain.publications.protected import JOINT, ProtectedFigures
from dashboard.domain.publications.publication import Publication, canonical, digest, read
from dashboard.domain.publications.publishing import Draft
from dashboard.i18n import Text, text
from dashboard.publications.making.briefs import file_faults
from dashboard.publications.making.chain import UNREADABLE, Told, following
from dashboard.publications.making.proofs import proofs_of
from dashboard.publications.making.proving import proved
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.joint import audit
from dashboard.queries.publications.publications import (
    StoredPublication,
    draft_of,
    every_publication,
    exact_of,
)
from dashboard.queries.shared.restores import lost_numbers, lost_until
from dashboard.queries.shared.trail import history, tampering
from dashboard.writes.publications import PUBLICATIONS

Version = tuple[SessionCounts, ProtectedFigures]


@dataclass(frozen=True, slots=True)
class ArchiveFault:
    """What is wrong, and with which publication; ``None`` means the archive as a whole."""

    number: int | None
    message: Text


def faults(
    connection: Connection, on_progress: Callable[[int, int], None] = lambda _done, _of: None
) -> tuple[ArchiveFault, ...]:
    """What is wrong with each publication (text, hash, draft, proofs) and with the audit log.

    Proofs build on earlier publications, so none are checked after the first wrong one.
    Publications that a restore lost, and that somebody confirmed as lost, are skipped.
    """
    lost = lost_numbers(connection)
    every = every_publication(connection)
    kept = [one for one in every if one.record.number not in lost]
    found: list[ArchiveFault] = []
    proofs, untried = _Proofs(), ""
    for done, one in enumerate(kept):
        on_progress(done, len(kept))
        number = one.record.number
        wrong = list(_faults(connection, one))
        if proofs.broken:
            untried = untried or str(number)
        else:
            proofs.broken = bool(wrong)
            wrong = wrong or list(proofs.leaks(connection, one))
        found += [ArchiveFault(number, message) for message in wrong]
    numbers = {one.record.number for one in every} | lost
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        found.append(ArchiveFault(None, text("A number is missing in the series of publications")))
    if untried:
        found.append(
            ArchiveFault(
                None, text("From publication {number} on, no proof was checked", number=untried)
            )
        )
    if broken := tampering(connection):
        found.append(ArchiveFault(None, broken))
    return tuple(found)


class _Proofs:
    """Tries the proofs of one publication after the other, until one can't be read.

    Those of an older format are tried beside all before; later ones each with their own block.
    """

    def __init__(self) -> None:
        self.broken = False
        self._joint: list[Version] = []
        self._told = Told()

    def leaks(self, connection: Connection, kept: StoredPublication) -> Iterator[Text]:
        """The fault if a publication's proofs fail."""
        draft = draft_of(connection, kept.record.number)
        try:
            self._told = replace(self._told, lost=lost_until(connection, kept.record.number))
            passed = draft is not None and self._passed(kept.publication, draft)
        except UNREADABLE:
            passed, self.broken = False, True
        if not passed:
            yield text(
                "Nothing proves that publication {number} hides what it must",
                number=str(kept.record.number),
            )

    def _passed(self, publication: Publication, draft: Draft) -> bool:
        """Whether its proofs hold; what it tells is remembered either way."""
        before, exact = self._told, exact_of(draft.exact)
        if publication.format > JOINT:
            after = proved(before, publication, draft)
            self._told = after or following(before, publication, exact, draft.proofs)
            return after is not None
        self._told = following(before, publication, exact, draft.proofs)
        figures = ProtectedFigures(publication.hidden_up_to, publication.tables, publication.format)
        self._joint.append((exact.counts, figures))
        rules, moves = Rules(publication.hidden_up_to), proofs_of(draft.proofs)
        return audit(self._joint, exact.axes, rules, moves).passed


def _faults(connection: Connection, kept: StoredPublication) -> Iterator[Text]:
    record, number = kept.record, str(kept.record.number)
    if digest(kept.content) != record.sha256:
        yield text("The text of publication {number} does not match its hash", number=number)
    try:
        publication = read(kept.content)
    except ValidationError:
        yield text("Publication {number} cannot be read", number=number)
        return
    said = publication.number, publication.published_on, publication.data_as_of
    if said != (record.number, record.published_on, record.data_as_of):
        yield text(
            "The number or the day in publication {number} does not match its record", number=number
        )
    if _approved(connection, publication) != kept.content:
        yield text("Publication {number} is not the draft that was approved", number=number)
    if record.sha256 not in _logged(connection, number):
        yield text("The audit log has no entry for publication {number}", number=number)
    yield from file_faults(connection, record.number)


def _logged(connection: Connection, number: str) -> set[str]:
    entries = history(connection, PUBLICATIONS, number)
    return {orjson.loads(entry.after)["sha256"] for entry in entries if entry.after}


def _approved(connection: Connection, publication: Publication) -> bytes | None:
    """The text that its draft requires; ``None`` when the draft is lost."""
    draft = draft_of(connection, publication.number)
    try:
        found = read(draft.content if draft else b"")
    except ValidationError:
        return None
    return canonical(replace(found, published_on=publication.published_on))
