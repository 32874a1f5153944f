"""Keep the draft that waits for approval, in place of the one before."""

from dataclasses import replace

import orjson

from dashboard.domain.publications.publication import Publication, canonical, digest
from dashboard.domain.publications.publishing import Draft, DraftRecord, DraftState
from dashboard.domain.shared.moments import now_in_iso
from dashboard.publications.making.core import BuiltFigures
from dashboard.publications.making.material import Material
from dashboard.queries.publications.publications import Exact, exact_text, next_draft_id, open_draft
from dashboard.queries.publications.returns import DRAFTS
from dashboard.writes.changes import Changes
from dashboard.writes.publications import DraftStore
from dashboard.writes.service import Writer


def keep_draft(
    writer: Writer,
    publication: Publication,
    material: Material,
    found: BuiltFigures,
    *,
    confirmed: bool,
) -> DraftRecord:
    """Save a draft with the exact counts and the proofs that its approval needs."""
    content = canonical(publication)
    record = DraftRecord(
        id=next_draft_id(writer.connection),
        as_of=publication.data_as_of,
        note=publication.note,
        corrects=publication.corrects,
        confirmed=confirmed,
        digest=digest(content),
        prepared_by=writer.author,
        prepared_at=now_in_iso(),
    )
    draft = Draft(
        record,
        content,
        material.digest,
        exact_text(_exact(found, material)),
        orjson.dumps(found.evidence),
        found.proofs,
    )
    _set_aside(writer)
    writer.save(DRAFTS, DraftStore(draft), Changes(added=(record,)), shown=False)
    return record


def _exact(found: BuiltFigures, material: Material) -> Exact:
    return Exact(
        found.counts,
        material.axes,
        found.entry,
        found.waiting,
        found.out,
        found.beside,
        found.lost,
        found.key_digest,
        found.in_vain,
    )


def _set_aside(writer: Writer) -> None:
    waiting = open_draft(writer.connection)
    if waiting:
        discarded = replace(waiting.record, state=DraftState.DISCARDED)
        changes = Changes(changed=((waiting.record, discarded),))
        writer.save(DRAFTS, DraftStore(), changes, shown=False)
