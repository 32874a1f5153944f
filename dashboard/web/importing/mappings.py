"""Mappings of session files, remembered by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint
from typing_extensions import TypedDict
from werkzeug.exceptions import NotFound

from dashboard.database import reading
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.queries.importing.mappings import mappings
from dashboard.web.importing.requests import RememberMapping
from dashboard.web.shared.bodies import Faults, answered, settled
from dashboard.web.shared.fields import answer_model
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.web.access.readers import People


class Mapping(TypedDict):
    """What headers and values of such files mean."""

    name: str
    headers: list[str]
    columns: dict[str, str]
    """The column’s code by header; empty for one that is left out."""
    values: dict[str, dict[str, str]]
    """The code by how it is written, column by column; empty for one that counts as blank."""
    constants: dict[str, str]
    """What holds in all rows, by the code of a column that the file lacks."""


@answer_model
class Mappings(TypedDict):
    """All that are remembered."""

    mappings: list[Mapping]


@answer_model
class MappingName(TypedDict):
    """It is done."""

    name: str


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The routes."""
    routes = Blueprint("mappings", __name__, url_prefix="/api/v1/mappings")

    @routes.get("")
    @Operation("List what is remembered of files’ headers and values", gives=Mappings)
    def remembered() -> Response:
        with reading(engine) as connection:
            return answered({"mappings": [asdict(one) for one in mappings(connection)]})

    @routes.put("/<path:name>")
    @Operation(
        "Remember what headers and values of such files mean",
        takes=RememberMapping,
        gives=MappingName,
        refuses={422: Faults},
    )
    def remember(said: RememberMapping, name: str) -> Response:
        record = MappingRecord(name, tuple(said.headers), said.columns, said.values, said.constants)
        outcome = people.desk().remember_mapping(record)
        return settled(lambda: MappingName(name=name), faults=outcome.faults)

    @routes.delete("/<path:name>")
    @Operation("Forget a mapping", gives=MappingName)
    def forget(name: str) -> Response:
        if not people.desk().forget_mapping(name):
            raise NotFound
        return answered(MappingName(name=name))

    return routes
