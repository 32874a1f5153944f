"""Check that the data agree: parts with totals, tallies and findings with sessions.

The counts here use other means than those that write the tallies, so one can prove the other wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, or_, select

from dashboard.database import AnySelect
from dashboard.i18n import Text, plural, text
from dashboard.queries.progress import recount
from dashboard.queries.sessions import search_index
from dashboard.queries.sessions.findings.kept import as_kept
from dashboard.queries.sessions.findings.recount import wrong_sums
from dashboard.queries.shared import packs_checking as packing
from dashboard.queries.shared.by_month import by_month
from dashboard.queries.shared.row_digest import RowDigest
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.vocabulary import merged
from dashboard.tables import (
    Base,
    FacilitatorPack,
    OutreachSession,
    SessionPack,
    Venue,
    VenueTally,
    VenueType,
)

_Kept = Callable[[Connection], Iterable[Sequence[Any]]]

SHOWN = 10
STREAMED = 5_000


def discrepancies(connection: Connection) -> tuple[Text, ...]:
    """Describe each inconsistency in a sentence; empty if all is well."""
    return (
        *_unequal_totals(connection),
        *_named_shelters(connection),
        *_lost_codes(connection),
        *_wrong_tallies(connection),
        *_wrong_search(connection),
        *_wrong_findings(connection),
    )


def _unequal_totals(connection: Connection) -> Iterator[Text]:
    latest = OutreachSession.held_on.desc(), by_text(OutreachSession.reference)
    references = connection.scalars(wrong_sums().order_by(*latest)).all()
    if references:
        yield plural(
            "The age groups of {count} session do not add up to its total: {references}",
            "The age groups of {count} sessions do not add up to their totals: {references}",
            len(references),
            references=_listed(references),
        )


def _named_shelters(connection: Connection) -> Iterator[Text]:
    wrong = connection.scalars(
        select(Venue.code)
        .join(VenueType, Venue.venue_type == VenueType.code)
        .where(VenueType.sensitive, or_(Venue.label_en != "", Venue.label_fr != ""))
        .order_by(by_text(Venue.code))
    ).all()
    if wrong:
        yield plural(
            "{count} venue that must be known by code only has a label: {codes}",
            "{count} venues that must be known by code only have labels: {codes}",
            len(wrong),
            codes=_listed(wrong),
        )


def _lost_codes(connection: Connection) -> Iterator[Text]:
    """Find old codes of merged venues that lead to no venue, or are still in use."""
    venues, into = set(connection.scalars(select(Venue.code))), merged(connection)
    wrong = [code for code in sorted(into) if into[code] not in venues or code in venues]
    if wrong:
        yield plural(
            "{count} code of a merged venue leads nowhere: {codes}",
            "{count} codes of merged venues lead nowhere: {codes}",
            len(wrong),
            codes=_listed(wrong),
        )


def _wrong_tallies(connection: Connection) -> Iterator[Text]:
    ages = recount.age_groups(connection)
    at_venues = Counter[tuple[str, ...]]()
    counted = defaultdict[type[Base], RowDigest](RowDigest)
    for month, sessions in by_month(connection):
        for tally, row in recount.rows_of_month(month, sessions, ages):
            counted[tally].add([row])
        at_venues.update((one.venue, one.status, one.language, one.kind) for one in sessions)
        counted[SessionPack].add(packing.rows(sessions))
        counted[FacilitatorPack].add(packing.rows_of_facilitators(sessions))
    counted[VenueTally].add((*cell, number) for cell, number in at_venues.items())
    packs: dict[type[Base], _Kept] = {
        SessionPack: packing.kept,
        FacilitatorPack: packing.kept_of_facilitators,
    }
    packed = ((pack, _digest(kept(connection))) for pack, kept in packs.items())
    kept = {tally: recount.kept(tally) for tally in recount.COLUMNS} | {
        VenueTally: select(VenueTally.__table__)
    }
    tallied = ((tally, _digest(_streamed(connection, rows))) for tally, rows in kept.items())
    if not all(digest.agrees(counted[table]) for table, digest in chain(packed, tallied)):
        yield text("The tallies do not agree with the sessions: run “impact check --repair”")


def _digest(rows: Iterable[Sequence[Any]]) -> RowDigest:
    digest = RowDigest()
    digest.add(rows)
    return digest


def _streamed(connection: Connection, rows: AnySelect) -> Iterable[Sequence[Any]]:
    return connection.execute(rows.execution_options(yield_per=STREAMED))


def _wrong_search(connection: Connection) -> Iterator[Text]:
    if search_index.kept(connection) != search_index.recounted(connection):
        yield text(
            "The index of references does not agree with the sessions: run “impact check --repair”"
        )


def _wrong_findings(connection: Connection) -> Iterator[Text]:
    if not as_kept(connection):
        yield text(
            "The list of what to fix does not agree with the sessions: run “impact check --repair”"
        )


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes[:SHOWN]) + ("…" if len(codes) > SHOWN else "")
