"""What comes in as JSON, taken strictly, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import orjson
from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import TypedDict
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response

from dashboard.web.shared.failures import Message, both
from dashboard.web.shared.fields import answer_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.importers.faults import Fault


class Body(BaseModel):
    """What is sent: no more than is named, and of no other type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CellFault(TypedDict):
    """What is wrong in one cell, and how to mend it."""

    column: str
    """Its code; empty of the whole."""
    value: str
    reason: Message
    remedy: Message


@answer_model
class Faults(TypedDict):
    """Something is wrong with it; nothing was saved."""

    faults: list[CellFault]


B = TypeVar("B", bound=Body)


def body_of(model: type[B]) -> B:
    """The body as described.

    Raises:
        werkzeug.exceptions.HTTPException: It is not.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        raise BadRequest from error


def told(faults: Iterable[Fault]) -> Faults:
    """Faults in both languages."""
    return {
        "faults": [
            {
                "column": fault.column,
                "value": fault.value,
                "reason": both(fault.problem),
                "remedy": both(fault.remedy),
            }
            for fault in faults
        ]
    }


def answered(content: object, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(orjson.dumps(content), status, mimetype="application/json")
