"""Whether the program runs, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint

from dashboard.database import reading, trouble
from dashboard.migrations import is_current, is_newest
from dashboard.queries.shared.ready import NOT_THERE, ready
from dashboard.trouble import Trouble
from dashboard.web.shared.failures import both
from dashboard.web.shared.logs import report
from dashboard.web.shared.unavailable import said

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.web.shared.trial import WriteTrial

Answer = tuple[dict[str, Any], int]


def blueprint(engine: Engine, trial: WriteTrial) -> Blueprint:
    """/healthz and /readyz."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Answer:
        return {"status": "alive"}, 200

    @routes.get("/readyz")
    def readyz() -> Answer:
        return readiness(engine, trial)

    return routes


def readiness(engine: Engine, trial: WriteTrial) -> Answer:
    """200 if the schema is the newest, data can be read and written, as the latest trial has it.

    Otherwise 503 with ``reason`` for machines and ``message`` for people in both languages.
    """
    try:
        migrated, read_only = _found(engine)
    except Exception as error:
        kind = trouble(error)
        if kind is None:
            raise
        trial.soon()  # which begins this process anew if only that helps
        return _unavailable(kind, report(error))
    if not migrated:
        return {"status": "unavailable", "reason": "migrations"}, 503
    if read_only:
        return _unavailable(Trouble.READ_ONLY, "")
    if found := trial.found:
        trial.soon()  # it may be over
        return _unavailable(*found)
    return {"status": "ready"}, 200


def _found(engine: Engine) -> tuple[bool, bool]:
    """Whether the schema is the newest, and whether the database takes no writes."""
    try:
        found = ready(engine)
    except NOT_THERE[engine.dialect.name]:
        with reading(engine) as connection:
            if is_current(connection):
                raise
        return False, False
    return is_newest(found.revisions), found.read_only


def _unavailable(found: Trouble, reference: str) -> Answer:
    answer = {"status": "unavailable", "reason": found.value, "message": both(said(found))}
    return answer | ({"reference": reference} if reference else {}), 503
