"""Progress as the API writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.shared.filters import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from dashboard.domain.progress.distinct import DistinctYouth
    from dashboard.domain.progress.progress import (
        FrenchShare,
        GroupReached,
        Progress,
        Tally,
        YouthReached,
    )
    from dashboard.domain.shared.filters import Filters

Json = dict[str, object]


def payload(
    progress: Progress, sentences: Mapping[str, str | None], counting: Mapping[str, str]
) -> Json:
    """The whole answer; a hidden number is ``null`` and has ``"hidden": true`` beside it.

    One of an earlier day has that day beside it, ``as_of``.
    ``counting`` names the rules that people are counted by.
    """
    return {
        "data_as_of": progress.data_as_of.isoformat() if progress.data_as_of else None,
        "audience": progress.audience.value,
        "filters": filters_of(progress.filters),
        "youth": _youth(progress.youth),
        "french_share": french_share(progress.french_share),
        "age_groups": _age_groups(progress),
        "facilitators": facilitators(
            progress.facilitators.people, progress.facilitators.by_language
        ),
        "by_month": _rows(progress.by_month),
        "by_language": _rows(progress.by_language),
        "by_venue_type": _rows(progress.by_venue_type),
        "by_age_group": _rows(progress.by_age_group),
        "sentences": dict(sentences),
        "counting": dict(counting),
    }


def french_share(share: FrenchShare) -> Json:
    """Sessions in French and all of the kinds that count."""
    return {
        "french": share.french,
        "sessions": share.sessions,
        "percent": decimal(share.percent),
    }


def facilitators(people: int | None, by_language: Mapping[str, int]) -> Json:
    """People trained, each once, and in each language; ``null`` where only languages are told."""
    return {"people": people, **by_language}


def filters_of(filters: Filters) -> Json:
    """The filters, as they were understood."""
    chosen: Json = {name: list(filters.codes(name)) for name in DIMENSIONS if filters.codes(name)}
    return chosen | {name: value for name, value in filters.pairs() if name not in DIMENSIONS}


def _youth(youth: YouthReached) -> Json:
    return marked(
        {
            "participations": youth.participations,
            "target": youth.target.value if youth.target else None,
            "percent": decimal(youth.percent),
            "status": youth.status,
            "distinct": _distinct(youth.distinct),
            **_days(as_of=youth.as_of),
        },
        hidden=youth.participations is None,
    )


def _distinct(found: DistinctYouth | None) -> Json | None:
    if found is None:
        return None
    return marked(
        {
            "low": found.low,
            "high": found.high,
            "sessions_with_first_time": found.first_time_sessions,
            "sessions": found.sessions,
        },
        hidden=found.hidden,
    )


def _age_groups(progress: Progress) -> Json:
    return marked(
        {
            "reached": progress.groups_reached,
            "total": len(progress.age_groups),
            "groups": [_group(group) for group in progress.age_groups],
            **_days(as_of=progress.groups_as_of),
        },
        hidden=progress.groups_reached is None,
    )


def _group(group: GroupReached) -> Json:
    return marked(
        {
            "code": group.code,
            "participations": group.participations,
            "reached": group.reached,
            **_days(as_of=group.as_of, reached_as_of=group.reached_as_of),
        },
        hidden=group.participations is None,
    )


def _rows(tallies: Iterable[Tally]) -> list[Json]:
    return [
        marked(
            {
                "code": tally.code,
                "sessions": tally.sessions,
                "participations": tally.participations,
                "youth": tally.youth,
                **_days(as_of=tally.as_of, youth_as_of=tally.youth_as_of),
            },
            hidden=tally.hidden,
        )
        for tally in tallies
    ]


def _days(**days: date | None) -> Json:
    """The earlier days that numbers are of, where they are."""
    return {name: day.isoformat() for name, day in days.items() if day}


def marked(found: Json, *, hidden: bool) -> Json:
    """The same, with a mark where a number of it is hidden."""
    return found | {"hidden": True} if hidden else found


def decimal(value: Decimal | None) -> float | None:
    """A number of JSON."""
    return None if value is None else float(value)
