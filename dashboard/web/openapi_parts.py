"""What the descriptions of all answers are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from dashboard.domain.shared.dimensions import Dimension

Json = dict[str, object]

LINES = "application/x-ndjson"
TEXT: Json = {"type": "string"}
ID: Json = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
MESSAGE: Json = {"$ref": "#/components/schemas/Message"}
COUNT: Json = {"type": "integer", "minimum": 0}
HIDDEN: Json = {
    "const": True,
    "description": "Present only when a number beside it is hidden to protect privacy.",
}
AS_OF: Json = {
    "type": "string",
    "format": "date",
    "description": "Present only in a publication, where the participations beside it (and what "
    "is worked out from them) are those of an earlier publication: the day of its data.",
}
PERCENT: Json = {
    "type": ["number", "null"],
    "minimum": 0,
    "description": "One decimal, half up, and never 100 while below; null over zero or hidden.",
}


def filter_parameters() -> list[Json]:
    """The filters of the address."""
    return [
        *map(_codes, DIMENSIONS.values()),
        single("from", "First day kept, included.", format="date"),
        single("to", "Last day kept, included.", format="date"),
        single(
            "period",
            "The whole project, a federal fiscal year or its quarter, or a school year.",
            pattern=r"^(project|\d{4}-\d{2}(-q[1-4])?|school-\d{4}-\d{2})$",
            examples=["project", "2014-15", "2014-15-q3", "school-2014-15"],
        ),
    ]


def accept_language() -> Json:
    """The header by which a reader chooses."""
    return {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of the sentences: `en` (default) or `fr`.",
        "schema": TEXT,
    }


def filters() -> Json:
    """The filters, as an answer repeats them."""
    codes = {"type": "array", "items": TEXT, "minItems": 1}
    found: Json = dict.fromkeys(DIMENSIONS, codes)
    found |= {name: TEXT | {"format": "date"} for name in ("from", "to")} | {"period": TEXT}
    return object_of(found, optional=tuple(found)) | {"description": "The filters, as understood."}


def _codes(dimension: Dimension) -> Json:
    called = capitalise(dimension.label.say(Locale.EN))
    whose = "" if Audience.COMMITTEE in dimension.audiences else " For coordinators only."
    return {
        "name": dimension.code,
        "in": "query",
        "description": f"{called}, by code.{whose} Repeat the name for several; none means all.",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": TEXT, "uniqueItems": True},
    }


def single(name: str, what: str, **schema: object) -> Json:
    """A parameter that is given once."""
    return {"name": name, "in": "query", "description": what, "schema": TEXT | schema}


def answers(*schemas: str) -> Json:
    """An answer in the reader's language, of one of these forms, and all that may come instead."""
    return {
        "200": {
            "description": "The answer for this audience.",
            "headers": {"Content-Language": {"schema": {"enum": ["en-CA", "fr-CA"]}}},
            "content": content(*schemas),
        },
        "400": {"description": "A filter is not valid.", "content": content("Error")},
        **failures(),
    }


def failures() -> Json:
    """What may go wrong with any answer."""
    return {
        "401": {"description": "Nobody says who asks.", "content": content("Error")},
        "403": {"description": "Not for whoever asks, or from there.", "content": content("Error")},
        "405": {"description": "Not by this method.", "content": content("Error")},
        "414": {"description": "The query is too long.", "content": content("Error")},
        "421": {"description": "Asked under another host name.", "content": content("Error")},
        "429": {
            "description": "Too many wrong tokens or keys from there; see `Retry-After`.",
            "content": content("Error"),
        },
        "500": {"description": "An unexpected error.", "content": content("Error")},
        "503": {"description": "The database cannot be read.", "content": content("Error")},
    }


def content(*schemas: str) -> Json:
    """A JSON body of one of the schemas."""
    references = [{"$ref": f"#/components/schemas/{schema}"} for schema in schemas]
    one = references[0] if len(references) == 1 else {"oneOf": references}
    return {"application/json": {"schema": one}}


def object_of(properties: Mapping[str, object], optional: tuple[str, ...] = ()) -> Json:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def or_null(schema: Json) -> Json:
    """The same, or null."""
    return schema | {"type": [schema["type"], "null"]}


def list_of(items: Json) -> Json:
    """A list of such things."""
    return {"type": "array", "items": items}


def in_path(name: str, schema: Json) -> Json:
    """A part of the address."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


def answer(description: str, schema: str) -> Json:
    """An answer whose body is one of the schemas."""
    return {"description": description, "content": content(schema)}


def in_lines(last: str) -> Json:
    """The answer of work that takes its time; ``last`` is what its last line may be."""
    said = f"Lines of JSON: progress, and last {last}."
    return {"200": {"description": said, "content": {LINES: {}}}}


def takes(model: type[BaseModel] | None, kind: str = "application/json") -> Json:
    """The body that a request must bring; the model that checks it describes it."""
    if model is None:
        return {}
    described = {kind: {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": described}}


def refusals(model: type[BaseModel] | None) -> Json:
    """Why a request may be turned away."""
    bodies: Json = {
        "400": answer("The body is not as described.", "Error"),
        "413": answer("The body is too large.", "Error"),
        "415": answer("The body is not of the kind described.", "Error"),
    }
    return (bodies if model else {}) | failures()
