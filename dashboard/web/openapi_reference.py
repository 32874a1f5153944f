"""Reference data in the description of the API."""

from collections.abc import Mapping

from dashboard.domain.reference.reference import VERSION_DIGITS, kinds
from dashboard.web.openapi_parts import ID, TEXT, Json, content, failures, object_of, or_null

CELLS: Json = {
    "type": "object",
    "additionalProperties": TEXT,
    "description": "By column code, as files state them: days in ISO form, flags as yes or no.",
}
VERSION: Json = TEXT | {
    "pattern": f"^[0-9a-f]{{{VERSION_DIGITS}}}$",
    "description": "Another one whenever the record is another.",
}
KNOWING: Json = {
    "type": "boolean",
    "default": False,
    "description": "Whether the warnings are known; without it a change of past figures waits.",
}


def reference_paths() -> Json:
    """What administrators may do to each kind."""
    one = {"parameters": [_kind(), _in_path("key", "The key of the record.")]}
    code = {"parameters": [_in_path("code", "The code of the venue.")]}
    return {
        "/reference/{kind}": {
            "parameters": [_kind()],
            "get": _operation("referenceRecords", "The records of a kind", None, "Records"),
            "post": _operation("addReference", "Add a record", {"cells": CELLS}),
        },
        "/reference/{kind}/{key}": one
        | {
            "put": _operation(
                "editReference", "Change a record", {"version": VERSION, "cells": CELLS}
            ),
            "delete": _operation(
                "removeReference", "Take out a record that nothing uses", {"version": VERSION}
            ),
        },
        "/reference/{kind}/{key}/restore": one
        | {
            "post": _operation(
                "restoreReference",
                "A record as it was before an entry of its history; what differs is told first",
                {"entry": ID, "version": or_null(VERSION)},
                optional=("version",),
            )
        },
        "/reference/venues/{code}/merge": code
        | {"post": _operation("mergeVenues", "Merge a venue into another of its type", _merge())},
        "/reference/venues/{code}/unmerge": code
        | {"post": _operation("unmergeVenues", "Take a merge back", {})},
    }


def reference_schemas() -> Json:
    """The bodies of the answers."""
    message = {"$ref": "#/components/schemas/Message"}
    record = object_of({"key": TEXT, "version": VERSION, "cells": CELLS})
    fault = object_of({"column": TEXT, "value": TEXT, "reason": message, "remedy": message})
    clash = object_of({"key": TEXT, "now": or_null(record)})
    conflicts = {"type": "array", "items": clash}
    warnings = {"type": "array", "items": message}
    return {
        "Records": object_of({"records": {"type": "array", "items": record}}),
        "Done": object_of(
            {"key": TEXT, "version": TEXT | {"description": "Empty when the record is gone."}}
        ),
        "Faults": object_of({"faults": {"type": "array", "items": fault}}),
        "NotYet": object_of(
            {"conflicts": conflicts, "warnings": warnings}, optional=("conflicts", "warnings")
        ),
    }


def _merge() -> Json:
    versions = {"type": "object", "additionalProperties": VERSION}
    return {"into": TEXT, "versions": versions | {"description": "Those seen of both, by code."}}


def _operation(
    name: str,
    summary: str,
    body: Mapping[str, object] | None,
    answer: str = "Done",
    optional: tuple[str, ...] = (),
) -> Json:
    found: Json = {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": "The answer.", "content": content(answer)},
            "404": {"description": "There is no such kind.", "content": content("Error")},
            **failures(),
        },
    }
    if body is None:
        return found
    schema = object_of({**body, "knowing": KNOWING}, optional=("knowing", *optional))
    responses: Json = {
        "400": {"description": "The body is not as described.", "content": content("Error")},
        "409": {
            "description": "Nothing was saved: it changed meanwhile, or changes past figures.",
            "content": content("NotYet"),
        },
        "422": {"description": "Nothing was saved: it cannot be.", "content": content("Faults")},
    }
    found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    found["responses"] = {**responses, **found["responses"]}  # type: ignore[dict-item]
    return found


def _kind() -> Json:
    codes = {"enum": [kind.code for kind in kinds()]}
    return {"name": "kind", "in": "path", "required": True, "schema": TEXT | codes}


def _in_path(name: str, what: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": what, "schema": TEXT}
