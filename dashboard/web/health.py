"""Whether the program runs, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from dashboard.database import failure, reading
from dashboard.migrations import is_current
from dashboard.queries.state import state
from dashboard.web.logs import report

if TYPE_CHECKING:
    from sqlalchemy import Engine

Answer = tuple[dict[str, str], int]


def blueprint(engine: Engine) -> Blueprint:
    """/healthz and /readyz."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Answer:
        return {"status": "alive"}, 200

    @routes.get("/readyz")
    def readyz() -> Answer:
        return readiness(engine)

    return routes


def readiness(engine: Engine) -> Answer:
    """Ready when the database has the newest schema and its data can be read; else 503 and why."""
    try:
        with reading(engine) as connection:
            migrated = is_current(connection)
            if migrated:
                state(connection)
    except Exception as error:
        if failure(error) is None:
            raise
        return {"status": "unavailable", "reason": "database", "reference": report(error)}, 503
    if not migrated:
        return {"status": "unavailable", "reason": "migrations"}, 503
    return {"status": "ready"}, 200
