"""Tell which past figures a change of reference data would alter, before it is saved."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.shared.records import (
    Record,
    ReferenceRecord,
    TargetRecord,
    TrainingRecord,
    VenueRecord,
)
from dashboard.i18n import Text, plural, text
from dashboard.importers.subject import Context
from dashboard.queries.publications.publications import first_told_as_youth
from dashboard.queries.reference import reference as queries

_Flag = Callable[[Connection, str, bool], Iterator[Text]]


def effects(
    connection: Connection, against: Context, kind: str, before: Record | None, after: Record | None
) -> tuple[Text, ...]:
    """The effects as sentences; none when the past stays as it is."""
    if isinstance(before, VenueRecord) and isinstance(after, VenueRecord):
        return tuple(_moved(connection, against, before, after))
    if isinstance(before or after, TargetRecord):
        return tuple(_judged(connection, against.today, before, after))
    if isinstance(before, TrainingRecord):
        return tuple(_trained(before, after))
    if isinstance(before, ReferenceRecord) and isinstance(after, ReferenceRecord):
        return tuple(_told(connection, kind, before, after))
    return ()


def _moved(
    connection: Connection, against: Context, before: VenueRecord, after: VenueRecord
) -> Iterator[Text]:
    count = queries.sessions_at(connection, before.code)
    if count and before.venue_type != after.venue_type:
        yield plural(
            "{count} session held here now counts under “{type}” in past figures, too.",
            "{count} sessions held here now count under “{type}” in past figures, too.",
            count,
            type=against.vocabulary.venue_types[after.venue_type],
        )


def _judged(
    connection: Connection, today: date, before: Record | None, after: Record | None
) -> Iterator[Text]:
    """Past days that a changed target would judge anew.

    None if only its reason changed, or before the first session: a project that begins sets its
    target unwarned.
    """
    known = [one for one in (before, after) if isinstance(one, TargetRecord)]
    if len({(one.value, one.due) for one in known}) == 1 and len(known) > 1:
        return
    if known[0].effective_from < today and queries.is_any_delivered(connection):
        yield text(
            "Percentages, statuses and pace since {day} are recalculated with this target.",
            day=known[0].effective_from,
        )


def _trained(before: TrainingRecord, after: Record | None) -> Iterator[Text]:
    """Past days on which another number of people is trained; a new training warns of nothing."""
    days = [one.trained_on for one in (before, after) if isinstance(one, TrainingRecord)]
    if known := [day for day in days if day]:
        yield text(
            "The number of trained facilitators since {day} is recalculated.", day=min(known)
        )


def _told(
    connection: Connection, kind: str, before: ReferenceRecord, after: ReferenceRecord
) -> Iterator[Text]:
    known: dict[tuple[str, str], _Flag] = {
        ("session_kinds", "in_french_share"): _share,
        ("age_groups", "youth"): _youth,
        ("age_groups", "at_risk"): _coverage,
        ("venue_types", "sensitive"): _names,
        ("languages", "trains"): _trainings,
    }
    for (of, name), words in known.items():
        if of == kind and before.values[name] != after.values[name]:
            yield from words(connection, after.code, after.values[name] == "yes")
    least = "minimum_percent"
    if kind == "status_levels" and before.values[least] != after.values[least]:
        yield text("All statuses are recalculated, including those of past days.")


def _share(connection: Connection, kind: str, counts: bool) -> Iterator[Text]:  # noqa: FBT001
    count = queries.sessions_of_kind(connection, kind)
    if count and counts:
        yield plural(
            "The French share of the past changes: {count} session of this kind counts in it.",
            "The French share of the past changes: {count} sessions of this kind count in it.",
            count,
        )
    elif count:
        yield plural(
            "The French share of the past changes: {count} session of this kind leaves it.",
            "The French share of the past changes: {count} sessions of this kind leave it.",
            count,
        )


def _youth(connection: Connection, age_group: str, counts: bool) -> Iterator[Text]:  # noqa: FBT001
    count = queries.sessions_with(connection, age_group)
    if count and counts:
        yield plural(
            "Youth reached changes for the past: this group’s participations in {count} session "
            "count as youth.",
            "Youth reached changes for the past: this group’s participations in {count} sessions "
            "count as youth.",
            count,
        )
    elif count:
        yield plural(
            "Youth reached changes for the past: this group’s participations in {count} session "
            "no longer count as youth.",
            "Youth reached changes for the past: this group’s participations in {count} sessions "
            "no longer count as youth.",
            count,
        )
    if first_told_as_youth(connection, age_group) not in (None, counts):
        yield text(
            "While this lasts, new publications show x for youth, because earlier ones counted "
            "them differently."
        )


def _coverage(_: Connection, __: str, counts: bool) -> Iterator[Text]:  # noqa: FBT001
    if counts:
        yield text("Coverage changes for the past: this group is now one to reach.")
    else:
        yield text("Coverage changes for the past: this group is no longer one to reach.")


def _names(connection: Connection, venue_type: str, by_code: bool) -> Iterator[Text]:  # noqa: FBT001
    if not by_code:
        yield text(
            "Venues of this type are no longer shown by code only: they can have names "
            "and areas, which everyone who signs in can read."
        )
    elif count := len(queries.venues(connection, venue_type)):
        yield plural(
            "{count} venue permanently loses its name and its area; the audit log, "
            "from which nothing is removed, keeps them.",
            "{count} venues permanently lose their names and areas; the audit log, "
            "from which nothing is removed, keeps them.",
            count,
        )


def _trainings(_: Connection, __: str, trains: bool) -> Iterator[Text]:  # noqa: FBT001
    if trains:
        yield text("Past trainings in this language appear among the facilitators.")
    else:
        yield text("Past trainings in this language no longer appear among the facilitators.")
