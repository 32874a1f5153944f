"""Progress as the API returns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dashboard.domain.shared.dimensions import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from decimal import Decimal

    from dashboard.domain.progress.distinct import DistinctYouth
    from dashboard.domain.progress.progress import (
        BreakdownRow,
        FrenchShare,
        GroupReached,
        Progress,
        YouthReached,
    )
    from dashboard.domain.shared.filters import Filters
    from dashboard.domain.shared.intervals import Interval
    from dashboard.web.progress.answer import (
        AgeGroupsAnswer,
        Chosen,
        Distinct,
        EarlierAnswer,
        FacilitatorsAnswer,
        French,
        GroupAnswer,
        Mark,
        ProgressAnswer,
        RangeAnswer,
        RevisionAnswer,
        Row,
        YouthAnswer,
    )


def payload(
    progress: Progress,
    sentences: Mapping[str, str | None],
    counting: Mapping[str, str],
    revised: Collection[tuple[str, str, str]] = (),
) -> ProgressAnswer:
    """The whole answer; a hidden number is ``null`` and has ``"hidden": true`` beside it.

    A number of an earlier day has that day beside it, as ``as_of``; a hidden one may have ``low``
    and ``high``. ``counting`` names the rules by which people are counted. ``revised`` are the
    places of numbers that an earlier publication told otherwise: part, row, and what is counted.
    """
    found = {
        "data_as_of": progress.data_as_of.isoformat() if progress.data_as_of else None,
        "audience": progress.audience,
        "filters": filters_of(progress.filters),
        "youth": _youth(progress.youth, is_revised=("youth", "", "participations") in revised),
        "french_share": french_share(progress.french_share),
        "age_groups": _age_groups(progress),
        "facilitators": facilitators(
            progress.facilitators.people, progress.facilitators.by_language
        ),
        **{
            code: [_row(one, _of(revised, code, one.code)) for one in rows]
            for code, rows in progress.rows.items()
        },
        "sentences": sentences,
        "counting": counting,
    }
    return cast("ProgressAnswer", found)  # mypy knows no rows that are declared


def french_share(share: FrenchShare) -> French:
    """French sessions, and all sessions of the kinds that count for the share."""
    return {
        "french": share.french,
        "sessions": share.sessions,
        "percent": decimal(share.percent),
    }


def facilitators(people: int | None, by_language: Mapping[str, int]) -> FacilitatorsAnswer:
    """People trained, each once, and by language; ``null`` if only languages are published."""
    return cast(
        "FacilitatorsAnswer", {"people": people, **by_language}
    )  # mypy knows no extra items


def filters_of(filters: Filters) -> Chosen:
    """The filters as understood."""
    chosen: Chosen = {name: list(filters.codes(name)) for name in DIMENSIONS if filters.codes(name)}
    return chosen | {name: value for name, value in filters.pairs() if name not in DIMENSIONS}


def _of(revised: Collection[tuple[str, str, str]], part: str, row: str) -> frozenset[str]:
    """What is counted by the revised numbers of a row."""
    return frozenset(what for one, code, what in revised if (one, code) == (part, row))


def _youth(youth: YouthReached, *, is_revised: bool) -> YouthAnswer:
    return {
        "participations": youth.participations,
        "target": youth.target.value if youth.target else None,
        "percent": decimal(youth.percent),
        "status": youth.status,
        "distinct": _distinct(youth.distinct) if youth.distinct else None,
        **_earlier(youth.as_of),
        **mark(hidden=youth.participations is None),
        **_ends(youth.range),
        **_revision(is_revised=is_revised),
    }


def _distinct(found: DistinctYouth) -> Distinct:
    return {
        "low": found.low,
        "high": found.high,
        "sessions_with_first_time": found.first_time_sessions,
        "sessions": found.sessions,
        **mark(hidden=found.hidden),
    }


def _age_groups(progress: Progress) -> AgeGroupsAnswer:
    return {
        "reached": progress.groups_reached,
        "total": len(progress.age_groups),
        "groups": [_group(group) for group in progress.age_groups],
        **_earlier(progress.groups_as_of),
        **mark(hidden=progress.groups_reached is None),
    }


def _group(group: GroupReached) -> GroupAnswer:
    found: GroupAnswer = {
        "code": group.code,
        "participations": group.participations,
        "reached": group.reached,
    }
    if group.as_of:
        found["as_of"] = group.as_of.isoformat()
    if group.reached_as_of:
        found["reached_as_of"] = group.reached_as_of.isoformat()
    if group.participations is None:
        found["hidden"] = True
    if group.range:
        found["low"], found["high"] = group.range.low, group.range.high
    return found


def _row(tally: BreakdownRow, revised: Collection[str]) -> Row:
    found: Row = {
        "code": tally.code,
        "sessions": tally.sessions,
        "participations": tally.participations,
        "youth": tally.youth,
    }
    if tally.as_of:
        found["as_of"] = tally.as_of.isoformat()
    if tally.youth_as_of:
        found["youth_as_of"] = tally.youth_as_of.isoformat()
    if "participations" in revised:
        found["revised"] = True
    if "youth" in revised:
        found["youth_revised"] = True
    if tally.hidden:
        found["hidden"] = True
    if tally.range:
        found["low"], found["high"] = tally.range.low, tally.range.high
    if tally.youth_range:
        found["youth_low"], found["youth_high"] = tally.youth_range.low, tally.youth_range.high
    return found


def _earlier(day: date | None) -> EarlierAnswer:
    """The earlier day that numbers are of, if any."""
    return {"as_of": day.isoformat()} if day else {}


def _ends(told: Interval | None) -> RangeAnswer:
    """What a publication tells in place of a hidden number, if anything."""
    return {"low": told.low, "high": told.high} if told else {}


def _revision(*, is_revised: bool) -> RevisionAnswer:
    """The mark of a number that an earlier publication told otherwise."""
    return {"revised": True} if is_revised else {}


def mark(*, hidden: bool) -> Mark:
    """The mark beside numbers of which one is hidden."""
    return {"hidden": True} if hidden else {}


def decimal(value: Decimal | None) -> float | None:
    """The number in JSON's form."""
    return None if value is None else float(value)
