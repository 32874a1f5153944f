"""The description of what coordinators' programs and pages send: the desk, calendars, the template.

The bodies are described by the models that check them.
"""

from dashboard.domain.sessions.findings import Rule
from dashboard.web.importing.template import XLSX
from dashboard.web.openapi_parts import (
    COUNT,
    ID,
    MESSAGE,
    TEXT,
    Json,
    accept_language,
    answer,
    failures,
    in_path,
    list_of,
    object_of,
    or_null,
    refusals,
    takes,
)
from dashboard.web.sessions.calendar import Wanted
from dashboard.web.sessions.desk import Adding, Editing, Logging, Restoring, Statuses
from dashboard.web.sessions.findings import Checking
from dashboard.web.shared.bodies import Body

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
        "/findings": {"get": _findings()},
        "/findings/checked": {"post": _check()},
        "/findings/checked/{key}": {
            "parameters": [in_path("key", TEXT | {"minLength": 1})],
            "delete": _uncheck(),
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
    finding: Json = {
        "key": TEXT,
        "rule": {"enum": [rule.value for rule in Rule]},
        "references": list_of(TEXT),
        "versions": {"type": "object", "additionalProperties": ID},
        "venue": TEXT,
        "day": TEXT | {"format": "date"},
        "reason": TEXT,
        "remedy": TEXT,
    }
    right = object_of({"author": TEXT, "at": TEXT, "reason": TEXT})
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
        "Findings": object_of(
            {
                "open_items": COUNT,
                "checked_items": COUNT,
                "counts": {"type": "object", "additionalProperties": COUNT},
                "findings": list_of(object_of(finding)),
                "checked": list_of(object_of({**finding, "checked": right})),
            }
        ),
        "CheckedFinding": object_of({"key": TEXT}),
        "TakenBack": object_of({"taken_back": {"type": "boolean"}}),
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


def _findings() -> Json:
    return {
        "operationId": "findings",
        "summary": "What waits to be mended in the sessions, and what was checked and is right",
        "description": "All are counted; the first 200 of each rule are listed, and all checked.",
        "parameters": [accept_language()],
        "responses": {"200": answer("What every rule finds.", "Findings"), **failures()},
    }


def _check() -> Json:
    return {
        "operationId": "checkFinding",
        "summary": "Say why a finding is right; it is open again when one of its sessions changes",
        **takes(Checking),
        "responses": {
            "200": answer("The key of what is checked now.", "CheckedFinding"),
            "409": answer("It is not found any more; nothing was saved.", "Conflicts"),
            "422": answer("Something is wrong with it; nothing was saved.", "Faults"),
            **refusals(Checking),
        },
    }


def _uncheck() -> Json:
    return {
        "operationId": "uncheckFinding",
        "summary": "Let a finding wait to be mended again",
        "responses": {"200": answer("Whether it was checked.", "TakenBack"), **refusals(None)},
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
