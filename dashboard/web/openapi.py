"""The API described in OpenAPI 3.1, beside the code that it describes."""

from dashboard import program_version
from dashboard.domain.audience import Audience

Json = dict[str, object]

TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
HIDDEN: Json = {
    "const": True,
    "description": "Present only when a number beside it is hidden to protect privacy.",
}
PERCENT: Json = {
    "type": ["number", "null"],
    "minimum": 0,
    "description": "One decimal, half up, and never 100 while below; null over zero or hidden.",
}


def document() -> Json:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "imPACT dashboard",
            "version": program_version(),
            "description": "How far the imPACT project is from its target.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            "/progress": {"get": _progress()},
            "/freshness": {"get": _freshness()},
            "/openapi.json": {"get": _description()},
        },
        "components": {"schemas": _schemas()},
    }


def _progress() -> Json:
    return {
        "operationId": "progress",
        "summary": "The four gauges and their breakdowns, under the filters",
        "description": (
            "An age filter keeps the sessions with a participation in a chosen age group and "
            "counts only those groups. `period` and `from`/`to` intersect. A name or a value "
            "that is not known is refused, and nothing is counted."
        ),
        "parameters": [
            *(_codes(name, what) for name, what in _CODED.items()),
            _single("from", "First day kept, included.", format="date"),
            _single("to", "Last day kept, included.", format="date"),
            _single(
                "period",
                "The whole project, a federal fiscal year or its quarter, or a school year.",
                pattern=r"^(project|\d{4}-\d{2}(-q[1-4])?|school-\d{4}-\d{2})$",
                examples=["project", "2014-15", "2014-15-q3", "school-2014-15"],
            ),
            {
                "name": "Accept-Language",
                "in": "header",
                "description": "The language of the sentences: `en` (default) or `fr`.",
                "schema": TEXT,
            },
        ],
        "responses": {
            "200": {
                "description": "The answer for this audience.",
                "headers": {"Content-Language": {"schema": {"enum": ["en-CA", "fr-CA"]}}},
                "content": _json("Progress"),
            },
            "400": {"description": "A filter is not valid.", "content": _json("Error")},
            **_failures(),
        },
    }


def _freshness() -> Json:
    return {
        "operationId": "freshness",
        "summary": "Whether there are newer data",
        "description": "`version` grows with every change to the data.",
        "responses": {
            "200": {
                "description": "The state of the data",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["version", "data_as_of"],
                            "properties": {
                                "version": {"type": "integer", "minimum": 0},
                                "data_as_of": {"type": ["string", "null"], "format": "date"},
                            },
                        }
                    }
                },
            },
            **_failures(),
        },
    }


def _description() -> Json:
    return {
        "operationId": "openapi",
        "summary": "This description",
        "responses": {
            "200": {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **_failures(),
        },
    }


_CODED = {
    "language": "Language of the session, by code.",
    "age": "Age group, by code.",
    "venue_type": "Venue type, by code.",
    "venue": "Venue, by code.",
    "kind": "Session kind, by code.",
}


def _codes(name: str, what: str) -> Json:
    return {
        "name": name,
        "in": "query",
        "description": f"{what} Repeat the name for several; none means all.",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": TEXT, "uniqueItems": True},
    }


def _single(name: str, what: str, **schema: object) -> Json:
    return {"name": name, "in": "query", "description": what, "schema": TEXT | schema}


def _failures() -> Json:
    return {
        "403": {"description": "Asked from another machine.", "content": _json("Error")},
        "405": {"description": "Only GET is answered.", "content": _json("Error")},
        "414": {"description": "The query is too long.", "content": _json("Error")},
        "421": {"description": "Asked under another host name.", "content": _json("Error")},
        "500": {"description": "An unexpected error.", "content": _json("Error")},
        "503": {"description": "The database cannot be read.", "content": _json("Error")},
    }


def _json(schema: str) -> Json:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"application/json": {"schema": reference}}


def _object(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _or_null(schema: Json) -> Json:
    return schema | {"type": [schema["type"], "null"]}


def _schemas() -> Json:
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Tally"}}
    return {
        "Progress": _object(
            {
                "data_as_of": _or_null(TEXT | {"format": "date"}),
                "audience": {"enum": [audience.value for audience in Audience]},
                "filters": _filters(),
                "youth": _youth(),
                "french_share": _object({"french": COUNT, "sessions": COUNT, "percent": PERCENT}),
                "age_groups": _age_groups(),
                "facilitators": {"type": "object", "additionalProperties": COUNT},
                "by_month": rows,
                "by_language": rows,
                "by_venue_type": rows,
                "by_age_group": rows,
                "sentences": _sentences(),
                "counting": _object({"participations": TEXT, "distinct_youth": TEXT})
                | {"description": "The rules that people are counted by, in words."},
            }
        ),
        "Tally": _object(
            {
                "code": TEXT,
                "sessions": COUNT,
                "participations": _or_null(COUNT),
                "youth": _or_null(COUNT),
                "hidden": HIDDEN,
            },
            optional=("hidden",),
        ),
        "Message": _object({"en": TEXT, "fr": TEXT}),
        "Error": _error(),
    }


def _filters() -> Json:
    codes = {"type": "array", "items": TEXT, "minItems": 1}
    found: Json = dict.fromkeys(_CODED, codes)
    found |= {name: TEXT | {"format": "date"} for name in ("from", "to")} | {"period": TEXT}
    return _object(found, optional=tuple(found)) | {"description": "The filters, as understood."}


def _youth() -> Json:
    return _object(
        {
            "participations": _or_null(COUNT),
            "target": _or_null(COUNT),
            "percent": PERCENT,
            "status": _or_null(TEXT)
            | {"description": "A status level's code; null under a filter the plan knows not."},
            "distinct": _distinct(),
            "hidden": HIDDEN,
        },
        optional=("hidden",),
    )


def _distinct() -> Json:
    """Beside the participations: what first-time counts tell of different youth."""
    found = _object(
        {
            "low": _or_null(COUNT),
            "high": _or_null(COUNT),
            "sessions_with_first_time": COUNT,
            "sessions": COUNT,
            "hidden": HIDDEN,
        },
        optional=("hidden",),
    )
    return _or_null(found) | {
        "description": "Null without first-time counts, and under an age filter."
    }


def _age_groups() -> Json:
    group = _object(
        {
            "code": TEXT,
            "participations": _or_null(COUNT),
            "reached": {"type": "boolean"},
            "hidden": HIDDEN,
        },
        optional=("hidden",),
    )
    return _object({"reached": COUNT, "total": COUNT, "groups": {"type": "array", "items": group}})


def _sentences() -> Json:
    names = ("youth", "distinct_youth", "french_share", "age_groups", "facilitators", "filters")
    said: Json = {name: _or_null(TEXT) for name in names}
    return _object(said) | {"description": "In the language asked for; null when hidden."}


def _error() -> Json:
    message = {"$ref": "#/components/schemas/Message"}
    detail = _object({"parameter": TEXT, "value": TEXT, "message": message})
    error = _object(
        {
            "code": TEXT,
            "message": message,
            "details": {"type": "array", "items": detail},
            "reference": TEXT | {"description": "Where the cause stands in the log."},
        },
        optional=("reference",),
    )
    return _object({"error": error})
