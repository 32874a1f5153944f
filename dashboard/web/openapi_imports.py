"""Files brought in, in the description of the API.

Their answers are lines of JSON: how far it is, again and again, and what came of it last.
"""

from pydantic import BaseModel

from dashboard.domain.sessions.options import LONGEST
from dashboard.web.importing.requests import Bringing, Looking, Mending, Remembering
from dashboard.web.importing.template import XLSX
from dashboard.web.openapi_parts import (
    COUNT,
    ID,
    TEXT,
    Json,
    answer,
    failures,
    in_lines,
    in_path,
    list_of,
    object_of,
    refusals,
    single,
    takes,
)

FORM = "multipart/form-data"
FILE: Json = TEXT | {"format": "binary", "description": "A session file, of at most 64 MB."}


def import_paths() -> Json:
    """Each step brings the file anew; see the README for what they do."""
    name = {"parameters": [in_path("name", TEXT)]}
    return {
        "/imports": {
            "get": _past(),
            "post": _lines("importFile", "Bring a file in that was looked at", Bringing),
        },
        "/imports/preview": {
            "post": _lines("previewFile", "What a file would change; nothing is written", Looking)
        },
        "/imports/faulty": {"post": _to_mend()},
        "/mappings": {"get": _mappings()},
        "/mappings/{name}": name
        | {
            "put": {
                "operationId": "rememberMapping",
                "summary": "Remember what headers and values of such files mean",
                **takes(Remembering),
                "responses": {
                    "200": answer("It is remembered.", "Mapped"),
                    "422": answer("It cannot be; nothing was saved.", "Faults"),
                    **refusals(Remembering),
                },
            },
            "delete": {
                "operationId": "forgetMapping",
                "summary": "Forget it",
                "responses": {
                    "200": answer("It is forgotten.", "Mapped"),
                    "404": answer("There is none of that name.", "Error"),
                    **failures(),
                },
            },
        },
    }


def import_schemas() -> Json:
    """What the answers are made of."""
    meanings = {"type": "object", "additionalProperties": TEXT}
    counts = dict.fromkeys(("added", "changed", "unchanged", "left_out"), COUNT)
    flag = {"type": "boolean"}
    words = dict.fromkeys(("subject", "file_name", "author"), TEXT)
    moment = TEXT | {"format": "date-time"}
    told = list_of({"type": "object", "additionalProperties": TEXT})
    one = object_of(
        {
            "id": ID,
            **words,
            "imported_at": moment,
            **counts,
            "undone": flag,
            "can_undo": flag,
            "constants": meanings,
            "said": told | {"description": "What was said of all rows, in both languages."},
        }
    )
    mapping = object_of(
        {
            "name": TEXT,
            "headers": list_of(TEXT),
            "columns": meanings,
            "values": {"type": "object", "additionalProperties": meanings},
            "constants": meanings,
        }
    )
    return {
        "Imports": object_of({"imports": list_of(one), "page": COUNT, "pages": COUNT}),
        "Mappings": object_of({"mappings": list_of(mapping)}),
        "Mapped": object_of({"name": TEXT}),
    }


def _lines(operation: str, summary: str, model: type[BaseModel]) -> Json:
    ends = in_lines("`done`, `refused` with its faults, or `stale`")
    return {
        "operationId": operation,
        "summary": summary,
        **_brings(model),
        "responses": ends | refusals(model),
    }


def _to_mend() -> Json:
    return {
        "operationId": "faultyRows",
        "summary": "The rows that cannot go in, with reasons beside them",
        **_brings(Mending),
        "responses": {
            "200": {"description": "An XLSX file.", "content": {XLSX: {}}},
            "422": answer("The file cannot be read.", "Faults"),
            **refusals(Mending),
        },
    }


def _past() -> Json:
    return {
        "operationId": "imports",
        "summary": "The files that went in, the newest first",
        "parameters": [
            single("page", "From 1.", pattern="^[0-9]{1,6}$"),
            single("find", "A part of the file’s or the author’s name.", maxLength=LONGEST),
        ],
        "responses": {
            "200": answer("A page of them.", "Imports"),
            "400": answer("The page is no number, or what to find no text.", "Error"),
            **failures(),
        },
    }


def _mappings() -> Json:
    return {
        "operationId": "mappings",
        "summary": "What is remembered of files’ headers and values",
        "responses": {"200": answer("All of them.", "Mappings"), **failures()},
    }


def _brings(model: type[BaseModel]) -> Json:
    """A form with the file and the model's fields."""
    schema = model.model_json_schema()
    schema["properties"] = {"file": FILE, **schema["properties"]}
    schema["required"] = ["file", *schema.get("required", [])]
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}
