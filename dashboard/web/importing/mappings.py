"""Mappings of session files, remembered by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint
from werkzeug.exceptions import NotFound

from dashboard.database import reading
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.queries.importing.mappings import mappings
from dashboard.web.importing.requests import Remembering
from dashboard.web.shared.bodies import answered, body_of, told

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.web.access.readers import People


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The routes."""
    routes = Blueprint("mappings", __name__, url_prefix="/api/v1/mappings")

    @routes.get("")
    def remembered() -> Response:
        with reading(engine) as connection:
            return answered({"mappings": [asdict(one) for one in mappings(connection)]})

    @routes.put("/<name>")
    def remember(name: str) -> Response:
        said = body_of(Remembering)
        record = MappingRecord(name, tuple(said.headers), said.columns, said.values, said.constants)
        outcome = people.desk().remember_mapping(record)
        if outcome.faults:
            return answered({"faults": told(outcome.faults)}, 422)
        return answered({"name": name})

    @routes.delete("/<name>")
    def forget(name: str) -> Response:
        if not people.desk().forget_mapping(name):
            raise NotFound
        return answered({"name": name})

    return routes
