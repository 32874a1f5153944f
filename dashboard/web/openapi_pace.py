"""The description of ``/pace``."""

from dashboard.domain.progress.scenario import CODES, MOST, NUMBER
from dashboard.domain.shared.audience import Audience
from dashboard.web.openapi_parts import (
    COUNT,
    HIDDEN,
    TEXT,
    Json,
    accept_language,
    answers,
    filter_parameters,
    filters,
    object_of,
    or_null,
    single,
)

DAY: Json = TEXT | {"format": "date"}
MONTH: Json = TEXT | {"pattern": r"^\d{4}-\d{2}$"}
A_MONTH: Json = {"type": "number", "minimum": 0, "description": "Participations of youth a month."}


def pace() -> Json:
    """The path."""
    return {
        "operationId": "pace",
        "summary": "The pace to the target, what may come, and what more sessions would do",
        "description": (
            "Of the whole project: of the filters only the last day counts. A projection is null "
            "when it is too early for one, or when what it would be made from is hidden."
        ),
        "parameters": [
            *filter_parameters(),
            single(
                NUMBER,
                "What if so many sessions more were held a month; 0 is no such question.",
                type="integer",
                minimum=0,
                maximum=MOST,
            ),
            *(single(name, "Of those, by code; the first one when not given.") for name in CODES),
            accept_language(),
        ],
        "responses": answers("Pace"),
    }


def pace_schemas() -> Json:
    """The schemas that only this path has."""
    projection: Json = {"$ref": "#/components/schemas/Projection"}
    or_none: Json = {"oneOf": [projection, {"type": "null"}]}
    share: Json = {"$ref": "#/components/schemas/FrenchShare"}
    return {
        "Pace": object_of(
            {
                "as_of": DAY | {"description": "The day on which the pace is judged."},
                "until": DAY | {"description": "The last day projected."},
                "audience": {"enum": [audience.value for audience in Audience]},
                "filters": filters(),
                "youth": _youth(),
                "required": or_null(A_MONTH)
                | {"description": "A month until the target is due; null when that has passed."},
                "recent": _recent(),
                "weeks_since_session": or_null(COUNT),
                "silent": {"type": "boolean"},
                "basis": _basis(),
                "projection": or_none,
                "planned": object_of({"sessions": COUNT, "projection": or_none}),
                "french_share": share,
                "what_if": _what_if(or_none, share),
                "sentences": object_of(
                    {"pace": TEXT, "what_if": or_null(TEXT), "scope": or_null(TEXT)}
                ),
                "counting": object_of(
                    {"participations": TEXT, "distinct_youth": TEXT, "pace": TEXT}
                ),
            }
        ),
        "Projection": _projection(),
    }


def _youth() -> Json:
    return object_of(
        {
            "participations": or_null(COUNT),
            "target": or_null(COUNT),
            "due": or_null(DAY),
            "target_to_date": or_null({"type": "number", "minimum": 0}),
            "status": or_null(TEXT),
            "reached_in": or_null(MONTH)
            | {"description": "The month in which the target was reached, where it can be told."},
            "hidden": HIDDEN,
        },
        optional=("hidden",),
    )


def _recent() -> Json:
    found = {"months": COUNT, "youth": or_null(A_MONTH), "hidden": HIDDEN}
    return or_null(object_of(found, optional=("hidden",))) | {
        "description": "The last complete months; null when there are too few."
    }


def _basis() -> Json:
    names = ("complete_months", "sessions", "minimum_months", "minimum_sessions")
    return object_of(dict.fromkeys(names, COUNT) | {"enough": {"type": "boolean"}})


def _what_if(projection: Json, share: Json) -> Json:
    found: Json = {NUMBER: COUNT, **dict.fromkeys(CODES, TEXT)}
    found |= {"sessions": COUNT, "projection": projection, "french_share": share}
    return or_null(object_of(found)) | {
        "description": "`sessions` are all those added by the last day; `french_share` then."
    }


def _projection() -> Json:
    """In eight of ten cases a total lies from low to high."""
    band = object_of({"month": MONTH, "low": COUNT, "median": COUNT, "high": COUNT})
    finish = object_of({name: or_null(MONTH) for name in ("early", "median", "late")})
    chance: Json = {"type": "number", "minimum": 0.1, "maximum": 99.9}
    return object_of(
        {
            "months": {"type": "array", "items": band},
            "chance_percent": or_null(chance)
            | {"description": "Of the target by its day; null when it is reached or has passed."},
            "finish": or_null(finish)
            | {"description": "As early in 1, 5 and 9 cases of 10; null within is not in 5 years."},
        }
    ) | {"description": "Totals at the end of each month; 80% of cases lie from low to high."}
