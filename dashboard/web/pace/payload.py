"""The pace as the API returns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dashboard.web.progress.payload import decimal, filters_of, french_share, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.domain.pace import pace as scenario
    from dashboard.domain.pace import projection as projected
    from dashboard.domain.pace.pace import Pace, Recent
    from dashboard.queries.shared.reading import Reading
    from dashboard.web.pace.answer import (
        BandAnswer,
        PaceAnswer,
        PaceCounting,
        PaceSentences,
        PaceYouth,
        ProjectionAnswer,
        RecentMonths,
        WhatIfAnswer,
    )


def pace_payload(
    pace: Pace, reading: Reading, sentences: Mapping[str, str | None], counting: Mapping[str, str]
) -> PaceAnswer:
    """The whole answer; a hidden number is ``null`` and has ``"hidden": true`` beside it."""
    basis, planned = pace.basis, pace.planned_sessions
    return {
        "as_of": pace.as_of.isoformat(),
        "until": pace.last.isoformat(),
        "audience": reading.audience,
        "filters": filters_of(reading.filters),
        "youth": _youth(pace),
        "required": decimal(pace.required),
        "recent": _recent(pace.recent) if pace.recent else None,
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
        "what_if": _what_if(pace.what_if) if pace.what_if else None,
        "sentences": cast("PaceSentences", sentences),
        "counting": cast("PaceCounting", counting),
    }


def _youth(pace: Pace) -> PaceYouth:
    target = pace.target
    return {
        "participations": pace.reached,
        "target": target.value if target else None,
        "due": target.due.isoformat() if target else None,
        "target_to_date": float(round(pace.planned, 1)) if pace.planned is not None else None,
        "status": pace.status,
        "reached_in": pace.reached_in,
        **mark(hidden=pace.reached is None),
    }


def _recent(recent: Recent) -> RecentMonths:
    return {
        "months": recent.months,
        "youth": decimal(recent.youth),
        **mark(hidden=recent.youth is None),
    }


def _projection(projection: projected.Projection | None) -> ProjectionAnswer | None:
    if projection is None:
        return None
    chance, finish = projection.chance, projection.finish
    return {
        "months": [_band(band) for band in projection.bands],
        "chance_percent": None if chance is None else _never_certain(round(100 * chance, 1)),
        "finish": {"early": finish.early, "median": finish.median, "late": finish.late}
        if finish
        else None,
    }


def _band(band: projected.Band) -> BandAnswer:
    return {
        "month": band.month,
        "low": band.low,
        "low_half": band.low_half,
        "median": band.median,
        "high_half": band.high_half,
        "high": band.high,
    }


def _never_certain(percent: float) -> float:
    return min(max(percent, 0.1), 99.9)


def _what_if(found: scenario.WhatIf) -> WhatIfAnswer:
    asked = found.scenario
    return {
        "add": asked.sessions,
        "add_kind": asked.kind,
        "add_language": asked.language,
        "add_venue_type": asked.venue_type,
        "sessions": found.sessions,
        "projection": _projection(found.projection),
        "french_share": french_share(found.french_share),
    }
