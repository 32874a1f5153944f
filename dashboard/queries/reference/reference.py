"""Reference data for their editors: the records, and what uses them."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, Select, Table, func, select

from dashboard.database import AnyRow
from dashboard.domain.reference.kinds import FACILITATORS, TARGETS, VENUES
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import (
    AliasRecord,
    Record,
    ReferenceRecord,
    TargetRecord,
    TrainingRecord,
    VenueRecord,
)
from dashboard.i18n import Text, plural
from dashboard.queries.shared.text_order import by_text, display_order
from dashboard.tables import (
    Attendance,
    Base,
    Facilitator,
    OutreachSession,
    PlanMilestone,
    SessionFacilitator,
    TargetRevision,
    Training,
    Venue,
    VenueAlias,
    VenueType,
)

_Counting = Callable[[str], Select[int]]


def held(connection: Connection, kind: str) -> tuple[StoredRecord, ...]:
    """All records of a kind, in their order."""
    reading: dict[str, Callable[[Connection], Sequence[Record]]] = {
        VENUES: venues,
        TARGETS: targets,
        FACILITATORS: trainings,
    }
    found = reading[kind](connection) if kind in reading else values(connection, kind)
    return stored(connection, *found)


def stored(connection: Connection, *found: Record) -> tuple[StoredRecord, ...]:
    """These records as they may be shown: venues of sensitive types without their area."""
    by_code = set(connection.scalars(select(VenueType.code).where(VenueType.sensitive)))
    return tuple(
        StoredRecord(record, isinstance(record, VenueRecord) and record.venue_type in by_code)
        for record in found
    )


def merges(connection: Connection) -> tuple[AliasRecord, ...]:
    """The venues that were merged, by their codes."""
    columns = VenueAlias.code, VenueAlias.venue, VenueAlias.moved
    rows = connection.execute(select(*columns).order_by(by_text(VenueAlias.code)))
    return tuple(AliasRecord(*row) for row in rows)


def sessions_at(connection: Connection, venue: str) -> int:
    """The number of sessions at a venue, of any status."""
    return connection.scalar(_sessions_at(venue)) or 0


def sessions_of_kind(connection: Connection, kind: str) -> int:
    """The number of sessions of a kind, of any status."""
    return connection.scalar(_sessions_of_kind(kind)) or 0


def sessions_with(connection: Connection, age_group: str) -> int:
    """The number of sessions that people of an age group attended."""
    return connection.scalar(_sessions_with(age_group)) or 0


def is_any_delivered(connection: Connection) -> bool:
    """Whether a session was delivered, so that figures of the past exist."""
    found = select(OutreachSession.id).where(OutreachSession.status == "delivered").limit(1)
    return connection.scalar(found) is not None


def use_of(connection: Connection, kind: str, key: str) -> Text | None:
    """What uses a record, so that it cannot be removed; ``None`` when nothing does."""
    uses: dict[str, tuple[tuple[_Counting, Callable[[int], Text]], ...]] = {
        VENUES: ((_sessions_at, _used), (_merged_into, _stands_for)),
        FACILITATORS: ((_led_by, _used), (_trainings_of, _has_trainings)),
        "session_kinds": ((_sessions_of_kind, _used),),
        "age_groups": ((_sessions_with, _used),),
        "venue_types": ((_of_type, _has_venues),),
        "plan_measures": ((_steps_of, _has_milestones),),
    }
    for counting, words in uses.get(kind, ()):
        if count := connection.scalar(counting(key)):
            return words(count)
    return None


def venues(connection: Connection, venue_type: str = "") -> list[VenueRecord]:
    """The venues by type and code: of one type, or all."""
    columns = Venue.code, Venue.venue_type, Venue.area, Venue.label_en, Venue.label_fr
    statement = select(*columns).join(VenueType).order_by(VenueType.sort_order, by_text(Venue.code))
    if venue_type:
        statement = statement.where(Venue.venue_type == venue_type)
    return [VenueRecord(*row) for row in connection.execute(statement)]


def targets(
    connection: Connection, indicators: Collection[str] | None = None
) -> list[TargetRecord]:
    """The target revisions of these indicators, or of all, by indicator and day."""
    revision = TargetRevision
    statement = select(
        revision.indicator,
        revision.value,
        revision.due,
        revision.effective_from,
        revision.reason_en,
        revision.reason_fr,
    ).order_by(by_text(revision.indicator), revision.effective_from)
    if indicators is not None:
        statement = statement.where(revision.indicator.in_(indicators))
    return [TargetRecord(*row) for row in connection.execute(statement)]


def trainings(connection: Connection) -> list[TrainingRecord]:
    """The trainings by facilitator and language; who has none yet is there by code alone."""
    statement = (
        select(Facilitator.code, Training.language, Training.trained_on)
        .outerjoin(Training, Training.facilitator_id == Facilitator.id)
        .order_by(by_text(Facilitator.code), by_text(Training.language))
    )
    return [TrainingRecord(code, of or "", day) for code, of, day in connection.execute(statement)]


def values(connection: Connection, kind: str) -> list[ReferenceRecord]:
    """All values of a kind that has a table of its own, in their order."""
    table = Base.metadata.tables[kind]
    rows = connection.execute(select(table).order_by(*display_order(table)))
    return [_value(table, row) for row in rows]


def _value(table: Table, row: AnyRow) -> ReferenceRecord:
    cells = {column.name: as_cell(value) for column, value in zip(table.c, row, strict=True)}
    return ReferenceRecord(cells.pop("code"), cells)


def as_cell(value: object) -> str:
    """A value of a table, written as in a file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _sessions_at(venue: str) -> Select[int]:
    there = select(Venue.id).where(Venue.code == venue).scalar_subquery()
    return select(func.count()).where(OutreachSession.venue_id == there)


def _sessions_of_kind(kind: str) -> Select[int]:
    return select(func.count()).where(OutreachSession.kind == kind)


def _sessions_with(age_group: str) -> Select[int]:
    return select(func.count()).where(Attendance.age_group == age_group)


def _merged_into(venue: str) -> Select[int]:
    return select(func.count()).where(VenueAlias.venue == venue)


def _of_type(venue_type: str) -> Select[int]:
    return select(func.count()).where(Venue.venue_type == venue_type)


def _steps_of(measure: str) -> Select[int]:
    return select(func.count()).where(PlanMilestone.measure == measure)


def _led_by(facilitator: str) -> Select[int]:
    joined = select(func.count()).select_from(SessionFacilitator).join(Facilitator)
    return joined.where(Facilitator.code == facilitator)


def _trainings_of(facilitator: str) -> Select[int]:
    joined = select(func.count()).select_from(Training).join(Facilitator)
    return joined.where(Facilitator.code == facilitator)


def _used(count: int) -> Text:
    return plural("{count} session uses it", "{count} sessions use it", count)


def _stands_for(count: int) -> Text:
    return plural("{count} venue was merged into it", "{count} venues were merged into it", count)


def _has_venues(count: int) -> Text:
    return plural("{count} venue is of this type", "{count} venues are of this type", count)


def _has_milestones(count: int) -> Text:
    return plural("{count} milestone belongs to it", "{count} milestones belong to it", count)


def _has_trainings(count: int) -> Text:
    return plural(
        "This facilitator has {count} training", "This facilitator has {count} trainings", count
    )
