"""Save a record of reference data, with what follows for others."""

from dataclasses import replace
from typing import Any

from dashboard.desk import venues
from dashboard.desk.shelves import Shelf
from dashboard.domain.reference.kinds import ORDER, VENUES
from dashboard.domain.shared.records import ReferenceRecord
from dashboard.queries.reference import reference as queries
from dashboard.writes import venues as venue_store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer


def save(writer: Writer, shelf: Shelf, now: Any, wanted: Any) -> None:  # noqa: ANN401
    """Save, with what follows: a venue that may have no name loses it, others change position."""
    place = ""
    if isinstance(wanted, ReferenceRecord) and wanted.values.get(ORDER) != now.values.get(ORDER):
        place = wanted.values[ORDER]
        wanted = replace(wanted, values={**wanted.values, ORDER: now.values[ORDER]})
    if wanted != now:
        writer.save(shelf.kind.code, shelf.subject.store, Changes(changed=((now, wanted),)))
    if shelf.kind.code == "venue_types" and wanted.values["sensitive"] == "yes":
        _take_names_away(writer, wanted.code)
    put_in_order(writer, shelf, wanted.key, place)


def _take_names_away(writer: Writer, venue_type: str) -> None:
    pairs = [(one, venues.nameless(one)) for one in queries.venues(writer.connection, venue_type)]
    changed = tuple((before, after) for before, after in pairs if before != after)
    writer.save(VENUES, venue_store, Changes(changed=changed))


def put_in_order(writer: Writer, shelf: Shelf, key: str, place: str) -> None:
    """Put the record at that position, from 1, empty for none; the others are numbered again."""
    if not place:
        return
    known = queries.values(writer.connection, shelf.kind.code)
    ordered = [record for record in known if record.key != key]
    at = max(int(place) - 1, 0)
    ordered[at:at] = [record for record in known if record.key == key]
    pairs = [
        (record, replace(record, values={**record.values, ORDER: str(number)}))
        for number, record in enumerate(ordered, start=1)
    ]
    changed = tuple((before, after) for before, after in pairs if before != after)
    writer.save(shelf.kind.code, shelf.subject.store, Changes(changed=changed))
