"""Add, edit or remove one record of reference data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard.desk import fitting, venues
from dashboard.desk.checking import Cells, checked, context
from dashboard.desk.effects import effects
from dashboard.desk.past import entry_of
from dashboard.desk.reference_outcomes import (
    ReferenceOutcome,
    closed,
    nothing_before,
    refusal,
    taken,
)
from dashboard.desk.reference_saving import put_in_order, save
from dashboard.desk.shelves import Shelf
from dashboard.domain.reference.kinds import FACILITATORS, ORDER, TARGETS, VENUES
from dashboard.domain.reference.stored import Clash
from dashboard.domain.shared.history import CellDifference, differences
from dashboard.domain.shared.history import cells as past_cells
from dashboard.domain.shared.records import ReferenceRecord
from dashboard.i18n import Text, text
from dashboard.importers.subject import Context
from dashboard.queries.reference import reference as queries
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer

NOT_RECORDED = ("age_groups", "unknown")  # gets what a total has beyond the other groups


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """A record that an author saw, with its version at that time."""

    shelf: Shelf
    key: str
    version: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Whether the author is ``knowing`` what a change does, and which doubts to tell besides.

    A doubt is about the words of the record, such as a label that seems to name a person.
    """

    knowing: bool
    differences: tuple[CellDifference, ...] = ()
    doubts: tuple[Text, ...] = ()

    def first(self, effects: tuple[Text, ...]) -> ReferenceOutcome | None:
        """What to tell the author first; ``None`` if there is nothing, or they know it."""
        warnings = (*self.doubts, *effects)
        if self.knowing or not (warnings or self.differences):
            return None
        return ReferenceOutcome(warnings=warnings, differences=self.differences)


def add(
    writer: Writer, today: date, shelf: Shelf, cells: Cells, *, knowing: bool
) -> ReferenceOutcome:
    """See ``ReferenceDesk.add``."""
    if shelf.kind.code == VENUES:
        return _new_venue(writer, today, cells)
    if not shelf.kind.open:
        return closed()
    against, known = context(writer.connection, today), shelf.all(writer.connection)
    found = checked(shelf.subject, against, fitting.with_code(shelf.kind, cells, known))
    if found.faults:
        return ReferenceOutcome(faults=found.faults)
    (wanted,) = found.records
    return _add(writer, against, shelf, wanted, Acknowledgement(knowing, doubts=found.doubts))


def edit(
    writer: Writer, today: date, seen: SeenRecord, cells: Cells, *, knowing: bool
) -> ReferenceOutcome:
    """See ``ReferenceDesk.edit``."""
    shelf, connection = seen.shelf, writer.connection
    against, now = context(connection, today), shelf.find(connection, seen.key)
    if now is not None:  # programs send records back as they read them
        held = fitting.unchanging(shelf, now)
        if faults := fitting.altered(shelf, against, held, cells):
            return ReferenceOutcome(faults=faults)
        cells = {name: cell for name, cell in cells.items() if name not in held}
    found = checked(shelf.subject, against, {**cells, **_named(seen)})
    if found.faults:
        return ReferenceOutcome(faults=found.faults)
    (wanted,) = found.records
    if faults := fitting.tried(shelf, against, wanted):
        return ReferenceOutcome(faults=faults)
    return _over(writer, against, seen, wanted, Acknowledgement(knowing, doubts=found.doubts))


def restore(
    writer: Writer, today: date, seen: SeenRecord, entry_id: int, *, knowing: bool
) -> ReferenceOutcome:
    """See ``ReferenceDesk.restore``."""
    shelf, connection = seen.shelf, writer.connection
    entry = entry_of(connection, shelf.kind.code, entry_id)
    if entry is None or entry.key != seen.key or entry.before is None:
        return nothing_before(entry_id)
    against, now = context(connection, today), shelf.find(connection, seen.key)
    is_now = {} if now is None else _fit_to_show(shelf, against, _in_form(shelf, now.cells()))
    was = is_now | _in_form(shelf, past_cells(entry.before))
    found = checked(shelf.subject, against, {**_fit_to_show(shelf, against, was), **_named(seen)})
    if found.faults:
        return ReferenceOutcome(faults=found.faults)
    (wanted,) = found.records
    if now is None and seen.version:
        return _gone(seen)
    changes = differences(is_now, _in_form(shelf, wanted.cells()))
    asking = Acknowledgement(knowing, changes, found.doubts)
    if now is None:
        return _add(writer, against, shelf, wanted, asking)
    return _over(writer, against, seen, wanted, asking)


def remove(writer: Writer, today: date, seen: SeenRecord, *, knowing: bool) -> ReferenceOutcome:
    """See ``ReferenceDesk.remove``."""
    shelf, connection = seen.shelf, writer.connection
    if not shelf.kind.open or (shelf.kind.code, seen.key) == NOT_RECORDED:
        return closed()
    now = shelf.find(connection, seen.key)
    if now is None:
        return ReferenceOutcome(seen.key)
    if clash := _clash(connection, seen, now):
        return clash
    if used := queries.use_of(connection, shelf.kind.code, seen.key):
        return refusal(
            "", seen.key, used, text("What is in use cannot be removed; edit it instead")
        )
    done = effects(connection, context(connection, today), shelf.kind.code, now, None)
    if done and not knowing:
        return ReferenceOutcome(warnings=done)
    writer.save(shelf.kind.code, shelf.subject.store, Changes(removed=(now,)))
    return ReferenceOutcome(seen.key)


def _over(  # noqa: PLR0911 - one line a way out
    writer: Writer,
    against: Context,
    seen: SeenRecord,
    wanted: Any,  # noqa: ANN401 - a record of any kind
    asking: Acknowledgement,
) -> ReferenceOutcome:
    """Save if the version seen is still current.

    The same values again are a success; another version is a conflict. The first training of a
    facilitator is a record of its own.
    """
    shelf, connection = seen.shelf, writer.connection
    now = shelf.find(connection, seen.key)
    if now is None:
        return _gone(seen)
    said = fitting.merged(now, wanted)
    wanted = fitting.with_hidden(against, now, said)
    if now == wanted:
        return _same(connection, now)
    if clash := _clash(connection, seen, now):
        return clash
    if wanted.key != seen.key:
        return _add(writer, against, shelf, wanted, asking)
    if fault := fitting.misfit(shelf, against, said, shelf.all(connection)):
        return ReferenceOutcome(faults=(fault,))
    if first := asking.first(effects(connection, against, shelf.kind.code, now, wanted)):
        return first
    save(writer, shelf, now, wanted)
    return _same(connection, shelf.find(connection, seen.key))


def _add(
    writer: Writer,
    against: Context,
    shelf: Shelf,
    wanted: Any,  # noqa: ANN401 - a record of any kind
    asking: Acknowledgement,
) -> ReferenceOutcome:
    now, known = shelf.find(writer.connection, wanted.key), shelf.all(writer.connection)
    if now is not None:
        is_listed = any(one.record.key == wanted.key for one in known)
        known_already = is_listed and fitting.says_the_same(wanted, now)
        return _same(writer.connection, now) if known_already else taken(wanted.key)
    if fault := fitting.misfit(shelf, against, wanted, known):
        return ReferenceOutcome(faults=(fault,))
    if first := asking.first(effects(writer.connection, against, shelf.kind.code, None, wanted)):
        return first
    place = wanted.values.get(ORDER, "") if isinstance(wanted, ReferenceRecord) else ""
    wanted = fitting.completed(shelf.kind, wanted, known)
    writer.save(shelf.kind.code, shelf.subject.store, Changes(added=(wanted,)))
    put_in_order(writer, shelf, wanted.key, place)
    return _same(writer.connection, shelf.find(writer.connection, wanted.key))


def _new_venue(writer: Writer, today: date, cells: Cells) -> ReferenceOutcome:
    outcome = venues.add(writer, today, cells)
    if outcome.faults:
        return ReferenceOutcome(faults=outcome.faults)
    return _same(writer.connection, outcome.venue)


def _in_form(shelf: Shelf, cells: Cells) -> dict[str, str]:
    """The cells that the kind's form has; others, such as an age group's bit, keep their value."""
    return {name: cells[name] for name in shelf.kind.columns if name in cells}


def _fit_to_show(shelf: Shelf, against: Context, cells: dict[str, str]) -> dict[str, str]:
    """Remove names that a venue of this type may no longer have."""
    types = against.vocabulary.venue_types
    of_type = cells.get("venue_type", "")
    if shelf.kind.code != VENUES or of_type not in types or not types[of_type].sensitive:
        return cells
    return {**cells, "label_en": "", "label_fr": "", "area": ""}


def _named(seen: SeenRecord) -> Mapping[str, str]:
    """The cells that identify the record; an edit cannot change them."""
    first, _, second = seen.key.partition(" ")
    kind = seen.shelf.kind.code
    if kind == TARGETS:
        return {"indicator": first, "effective_from": second}
    if kind == FACILITATORS and second:
        return {"code": first, "language": second}
    return {"code": seen.key}


def _same(connection: Connection, record: Any) -> ReferenceOutcome:  # noqa: ANN401
    (now,) = queries.stored(connection, record)
    return ReferenceOutcome(record.key, now.version)


def _clash(connection: Connection, seen: SeenRecord, record: Any) -> ReferenceOutcome | None:  # noqa: ANN401
    """The conflict if the record is another one than its author saw."""
    (now,) = queries.stored(connection, record)
    return (
        ReferenceOutcome(conflicts=(Clash(seen.key, now),)) if now.version != seen.version else None
    )


def _gone(seen: SeenRecord) -> ReferenceOutcome:
    return ReferenceOutcome(conflicts=(Clash(seen.key, None),))
