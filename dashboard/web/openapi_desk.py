"""The description of what coordinators' programs and pages send: the desk, calendars, the template.

The bodies are described by the models that check them.
"""

from dashboard.web.bodies import Body
from dashboard.web.calendar import Wanted
from dashboard.web.desk import Adding, Editing, Logging, Restoring, Statuses
from dashboard.web.openapi_parts import (
    COUNT,
    ID,
    MESSAGE,
    TEXT,
    Json,
    answer,
    failures,
    in_path,
    list_of,
    object_of,
    or_null,
    refusals,
    takes,
)
from dashboard.web.template import XLSX

CELLS: Json = {
    "type": "object",
    "additionalProperties": TEXT,
    "description": "By column code, as a session file states them.",
}


def desk_paths() -> Json:
    """Every path that changes something, and the workbook to fill in."""
    return {
        "/sessions": {"post": _change("logSession", "Log a session", Logging)},
        "/sessions/{reference}": {
            "parameters": [in_path("reference", TEXT | {"minLength": 1})],
            "put": _change("editSession", "A session as all its cells state it", Editing),
        },
        "/sessions/status": {
            "post": _change("setStatus", "Several sessions get a status, or none", Statuses)
        },
        "/sessions/restore": {
            "post": _change("restoreSession", "Bring back what was before a change", Restoring)
        },
        "/imports/{import_id}/undo": {
            "parameters": [in_path("import_id", ID)],
            "post": _change("undoImport", "Take back what a session file changed", None),
        },
        "/venues": {"post": _venue()},
        "/calendars": {"post": _calendar()},
        "/calendars/{feed_id}/revoke": {
            "parameters": [in_path("feed_id", ID)],
            "post": _revoke(),
        },
        "/template.xlsx": {"get": _template()},
    }


def desk_schemas() -> Json:
    """What the answers are made of."""
    fault = object_of({"column": TEXT, "value": TEXT, "reason": MESSAGE, "remedy": MESSAGE})
    stored = object_of(
        {
            "cells": CELLS,
            "version": ID,
            "updated_at": TEXT | {"format": "date-time"},
            "author": TEXT,
        }
    )
    return {
        "Saved": object_of(
            {
                "saved": list_of(object_of({"reference": TEXT, "version": ID})),
                "remarks": list_of(MESSAGE),
                "changed": COUNT,
            }
        ),
        "Faults": object_of({"faults": list_of(fault)}),
        "Conflicts": object_of(
            {"conflicts": list_of(object_of({"reference": TEXT, "stored": or_null(stored)}))}
        ),
        "ConflictsOrWarnings": {
            "oneOf": [
                {"$ref": "#/components/schemas/Conflicts"},
                object_of({"warnings": list_of(object_of({"column": TEXT, "message": MESSAGE}))}),
            ]
        },
        "NewVenue": object_of({"code": TEXT}),
        "NewCalendar": object_of({"path": TEXT | {"pattern": r"^/calendar/[\w-]+\.ics$"}}),
        "Revoked": object_of({"revoked": {"type": "boolean"}}),
    }


def _change(operation: str, summary: str, model: type[Body] | None) -> Json:
    return {
        "operationId": operation,
        "summary": summary,
        **takes(model),
        "responses": {
            "200": answer("Done; what was so already counts as done.", "Saved"),
            "409": answer(
                "Somebody else changed it meanwhile; or it had better be looked at again, and can "
                "be sent again, “knowing”. Nothing was saved.",
                "ConflictsOrWarnings",
            ),
            "422": answer("Something is wrong with it; nothing was saved.", "Faults"),
            **refusals(model),
        },
    }


def _venue() -> Json:
    return {
        "operationId": "addVenue",
        "summary": "A new venue, under the next code of its type",
        **takes(Adding),
        "responses": {
            "200": answer("The code of the venue.", "NewVenue"),
            "422": answer("Something is wrong with it; nothing was saved.", "Faults"),
            **refusals(Adding),
        },
    }


def _calendar() -> Json:
    return {
        "operationId": "createCalendar",
        "summary": "A secret address at which a calendar reads the planned sessions",
        "description": "For people who are signed in. The address is told this once.",
        **takes(Wanted),
        "responses": {
            "200": answer("The path of the address.", "NewCalendar"),
            **refusals(Wanted),
        },
    }


def _revoke() -> Json:
    return {
        "operationId": "revokeCalendar",
        "summary": "End an address of one’s own",
        "responses": {
            "200": answer("Whether it was in use.", "Revoked"),
            **refusals(None),
        },
    }


def _template() -> Json:
    return {
        "operationId": "template",
        "summary": "The workbook to fill in with sessions",
        "parameters": [
            {
                "name": "lang",
                "in": "query",
                "description": "Its language; without it, the reader’s.",
                "schema": {"enum": ["en", "fr"]},
            }
        ],
        "responses": {
            "200": {"description": "An XLSX file.", "content": {XLSX: {}}},
            **failures(),
        },
    }
