"""The pace as the API writes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from dashboard.web.progress.payload import Json, decimal, filters_of, french_share, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.domain.pace.pace import Pace, Recent, WhatIf
    from dashboard.domain.pace.projection import Projection
    from dashboard.queries.shown import Reading


def pace_payload(
    pace: Pace, reading: Reading, sentences: Mapping[str, str | None], counting: Mapping[str, str]
) -> Json:
    """The whole answer; a hidden number is ``null`` and has ``"hidden": true`` beside it."""
    basis, planned = pace.basis, pace.planned_sessions
    return {
        "as_of": pace.as_of.isoformat(),
        "until": pace.last.isoformat(),
        "audience": reading.audience.value,
        "filters": filters_of(reading.filters),
        "youth": _youth(pace),
        "required": decimal(pace.required),
        "recent": _recent(pace.recent),
        "weeks_since_session": pace.weeks_silent,
        "silent": pace.silent,
        "basis": {
            "complete_months": basis.months,
            "sessions": basis.sessions,
            "minimum_months": basis.minimum.months,
            "minimum_sessions": basis.minimum.sessions,
            "enough": basis.enough,
        },
        "projection": _projection(pace.usual),
        "planned": {
            "sessions": planned.sessions,
            "projection": _projection(planned.projection),
        },
        "french_share": french_share(pace.french_share),
        "what_if": _what_if(pace.what_if),
        "sentences": dict(sentences),
        "counting": dict(counting),
    }


def _youth(pace: Pace) -> Json:
    target = pace.target
    return marked(
        {
            "participations": pace.reached,
            "target": target.value if target else None,
            "due": target.due.isoformat() if target else None,
            "target_to_date": float(round(pace.planned, 1)) if pace.planned is not None else None,
            "status": pace.status,
            "reached_in": pace.reached_in,
        },
        hidden=pace.reached is None,
    )


def _recent(recent: Recent | None) -> Json | None:
    if recent is None:
        return None
    found: Json = {"months": recent.months, "youth": decimal(recent.youth)}
    return marked(found, hidden=recent.youth is None)


def _projection(projection: Projection | None) -> Json | None:
    if projection is None:
        return None
    chance = projection.chance
    return {
        "months": [asdict(band) for band in projection.bands],
        "chance_percent": None if chance is None else _never_certain(round(100 * chance, 1)),
        "finish": asdict(projection.finish) if projection.finish else None,
    }


def _never_certain(percent: float) -> float:
    return min(max(percent, 0.1), 99.9)


def _what_if(found: WhatIf | None) -> Json | None:
    if found is None:
        return None
    scenario = found.scenario
    return {
        "add": scenario.sessions,
        "add_kind": scenario.kind,
        "add_language": scenario.language,
        "add_venue_type": scenario.venue_type,
        "sessions": found.sessions,
        "projection": _projection(found.projection),
        "french_share": french_share(found.french_share),
    }
