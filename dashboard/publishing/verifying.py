"""Whether what was published is still what was approved."""

from collections.abc import Iterator
from dataclasses import replace

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection

from dashboard.domain.publication import canonical, digest, read
from dashboard.i18n import Text, text
from dashboard.privacy.publishing import Rules, audit
from dashboard.publishing.core import proofs_of
from dashboard.queries.publications import Kept, draft_of, earlier, every_publication, exact_of
from dashboard.queries.trail import history, tampering
from dashboard.writes.publications import PUBLICATIONS


def _leaks(connection: Connection, number: int) -> Iterator[Text]:
    """Whether the proofs that were kept still prove it, by adding up; no solver is needed."""
    draft, known = draft_of(connection, number), earlier(connection)[:number]
    if draft is None or len(known) != number:
        return
    rules = Rules(known[-1].protected.hidden_up_to)
    seen = audit(
        [(one.counts, one.protected) for one in known],
        exact_of(draft.exact).axes,
        rules,
        proofs_of(draft.proofs),
    )
    if not seen.passed:
        yield text("What publication {number} hides has no proof", number=str(number))


def faults(connection: Connection) -> tuple[Text, ...]:
    """What is wrong: in texts and hashes, drafts, the proofs of the last one, the audit log."""
    kept = every_publication(connection)
    found = [fault for one in kept for fault in _faults(connection, one)]
    if [one.record.number for one in kept] != list(range(1, len(kept) + 1)):
        found.append(text("The numbers of the publications have a gap"))
    if kept and not found:
        found += _leaks(connection, kept[-1].record.number)
    if broken := tampering(connection):
        found.append(broken)
    return tuple(found)


def _faults(connection: Connection, kept: Kept) -> Iterator[Text]:
    record, number = kept.record, str(kept.record.number)
    if digest(kept.content) != record.sha256:
        yield text("Publication {number} has another text than its hash says", number=number)
    try:
        publication = read(kept.content)
    except ValidationError:
        yield text("Publication {number} cannot be read", number=number)
        return
    said = publication.number, publication.published_on, publication.data_as_of
    if said != (record.number, record.published_on, record.data_as_of):
        yield text("Publication {number} says another number or day than its row", number=number)
    draft = draft_of(connection, record.number)
    approved = draft and canonical(
        replace(read(draft.content), published_on=publication.published_on)
    )
    if approved != kept.content:
        yield text("Publication {number} is not the draft that was approved", number=number)
    if record.sha256 not in _logged(connection, number):
        yield text("The audit log knows nothing of publication {number}", number=number)


def _logged(connection: Connection, number: str) -> set[str]:
    entries = history(connection, PUBLICATIONS, number)
    return {orjson.loads(entry.after)["sha256"] for entry in entries if entry.after}
