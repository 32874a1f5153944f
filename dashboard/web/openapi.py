"""The API described in OpenAPI 3.1, beside the code that it describes."""

from dashboard import program_version
from dashboard.domain.shared.audience import Audience
from dashboard.web.access.cookies import secure_name
from dashboard.web.openapi_desk import desk_paths, desk_schemas
from dashboard.web.openapi_embeds import embed_paths, embed_schemas
from dashboard.web.openapi_imports import import_paths, import_schemas
from dashboard.web.openapi_pace import pace, pace_schemas
from dashboard.web.openapi_parts import (
    AS_OF,
    COUNT,
    HIDDEN,
    ID,
    PERCENT,
    TEXT,
    Json,
    accept_language,
    answers,
    failures,
    filter_parameters,
    filters,
    object_of,
    or_null,
)
from dashboard.web.openapi_people import people_paths, people_schemas
from dashboard.web.openapi_publishing import publishing_paths, publishing_schemas
from dashboard.web.openapi_reference import reference_paths, reference_schemas


def document(root: str = "") -> Json:
    """The whole description; ``root`` is the path of the host that leads to the site."""
    security = _security(root)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "imPACT dashboard",
            "version": program_version(),
            "description": "How far the imPACT project is from its target.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{root}/api/v1"}],
        "paths": {
            "/progress": {"get": _progress()},
            "/pace": {"get": pace()},
            "/freshness": {"get": _freshness()},
            **reference_paths(),
            "/openapi.json": {"get": _description()},
            **desk_paths(),
            **import_paths(),
            **people_paths(),
            **publishing_paths(),
            **embed_paths(),
        },
        "components": {"schemas": _schemas(), "securitySchemes": security},
        "security": [{name: []} for name in security],
    }


def _security(root: str) -> Json:
    return {
        "token": {"type": "http", "scheme": "bearer"},
        "account": {
            "type": "apiKey",
            "in": "cookie",
            "name": secure_name(root),
            "description": "Whoever is signed in; a browser’s own, so never from another site’s "
            "page.",
        },
    }


def _progress() -> Json:
    return {
        "operationId": "progress",
        "summary": "The four gauges and their breakdowns, under the filters",
        "description": (
            "For people and API tokens, of the sessions; for the key of a grant as the token, of "
            "a publication, and no more than the grant gives. "
            "An age filter keeps the sessions with a participation in a chosen age group and "
            "counts only those groups. `period` and `from`/`to` intersect. A name or a value "
            "that is not known is refused, and nothing is counted."
        ),
        "parameters": [*filter_parameters(), accept_language()],
        "responses": answers("Progress", "PartnerProgress"),
    }


def _freshness() -> Json:
    return {
        "operationId": "freshness",
        "summary": "Whether there are newer data",
        "description": (
            "`edition` is another one after every change to the data, and after a restore."
        ),
        "responses": {
            "200": {
                "description": "The state of the data",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["edition", "data_as_of"],
                            "properties": {
                                "edition": {"type": "string"},
                                "data_as_of": {"type": ["string", "null"], "format": "date"},
                            },
                        }
                    }
                },
            },
            **failures(),
        },
    }


def _description() -> Json:
    return {
        "operationId": "openapi",
        "summary": "This description",
        "description": "For everybody, without signing in.",
        "security": [],
        "responses": {
            "200": {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **failures(),
        },
    }


def _figures() -> Json:
    """The gauges and their breakdowns."""
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Tally"}}
    return {
        "youth": _youth(),
        "french_share": {"$ref": "#/components/schemas/FrenchShare"},
        "age_groups": _age_groups(),
        "facilitators": _facilitators(),
        "by_month": rows,
        "by_language": rows,
        "by_venue_type": rows,
        "by_age_group": rows,
    }


def _facilitators() -> Json:
    return {
        "type": "object",
        "properties": {"people": or_null(COUNT)},
        "required": ["people"],
        "additionalProperties": COUNT,
        "description": "People with a completed training, each once, and by the code of each "
        "language of training, which may add up to more. Publications that tell the languages "
        "only have null for the people.",
    }


def _about() -> Json:
    """What stands around them."""
    return {
        "data_as_of": or_null(TEXT | {"format": "date"}),
        "audience": {"enum": [audience.value for audience in Audience]},
        "filters": filters(),
        "sentences": _sentences(),
        "counting": object_of({"participations": TEXT, "distinct_youth": TEXT})
        | {"description": "The rules that people are counted by, in words."},
    }


def _schemas() -> Json:
    return {
        "Progress": object_of(_figures() | _about()),
        "PartnerProgress": object_of(
            {"publication": ID, **_figures(), **_about()},
            optional=(*_figures(), "counting"),
        )
        | {"description": "Of what the grant's views show, and of nothing else."},
        "Tally": object_of(
            {
                "code": TEXT,
                "sessions": or_null(COUNT)
                | {"description": "Null where it is not available: by age, in a publication."},
                "participations": or_null(COUNT),
                "youth": or_null(COUNT),
                "hidden": HIDDEN,
                "as_of": AS_OF,
                "youth_as_of": AS_OF | {"description": "The same of the youth."},
            },
            optional=("hidden", "as_of", "youth_as_of"),
        ),
        "FrenchShare": object_of({"french": COUNT, "sessions": COUNT, "percent": PERCENT}),
        **pace_schemas(),
        **desk_schemas(),
        **import_schemas(),
        **people_schemas(),
        **publishing_schemas(),
        **embed_schemas(),
        **reference_schemas(),
        "Message": object_of({"en": TEXT, "fr": TEXT}),
        "Error": _error(),
    }


def _youth() -> Json:
    return object_of(
        {
            "participations": or_null(COUNT),
            "target": or_null(COUNT),
            "percent": PERCENT,
            "status": or_null(TEXT)
            | {
                "description": "A status level's code; null under a filter the plan knows not, "
                "and of a count of an earlier day."
            },
            "distinct": _distinct(),
            "hidden": HIDDEN,
            "as_of": AS_OF,
        },
        optional=("hidden", "as_of"),
    )


def _distinct() -> Json:
    """Beside the participations: what first-time counts tell of different youth."""
    found = object_of(
        {
            "low": or_null(COUNT),
            "high": or_null(COUNT),
            "sessions_with_first_time": COUNT,
            "sessions": COUNT,
            "hidden": HIDDEN,
        },
        optional=("hidden",),
    )
    return or_null(found) | {
        "description": "Null without first-time counts, and under an age filter."
    }


def _age_groups() -> Json:
    group = object_of(
        {
            "code": TEXT,
            "participations": or_null(COUNT),
            "reached": {"type": ["boolean", "null"]},
            "hidden": HIDDEN,
            "as_of": AS_OF,
            "reached_as_of": AS_OF
            | {
                "description": "Present only where coverage is known of that earlier day alone: "
                "`reached` is then true, or null beside a zero, which may have changed since."
            },
        },
        optional=("hidden", "as_of", "reached_as_of"),
    )
    return object_of(
        {
            "reached": or_null(COUNT),
            "total": COUNT,
            "groups": {"type": "array", "items": group},
            "hidden": HIDDEN,
            "as_of": AS_OF
            | {"description": "The oldest `reached_as_of` of the groups that were reached."},
        },
        optional=("hidden", "as_of"),
    )


def _sentences() -> Json:
    names = ("youth", "distinct_youth", "french_share", "age_groups", "facilitators", "filters")
    said: Json = {name: or_null(TEXT) for name in names}
    return object_of(said, optional=names) | {
        "description": "In the language asked for; null when hidden."
    }


def _error() -> Json:
    message = {"$ref": "#/components/schemas/Message"}
    detail = object_of({"parameter": TEXT, "value": TEXT, "message": message})
    error = object_of(
        {
            "code": TEXT,
            "message": message,
            "details": {"type": "array", "items": detail},
            "reference": TEXT | {"description": "Where the cause stands in the log."},
        },
        optional=("reference",),
    )
    return object_of({"error": error})
