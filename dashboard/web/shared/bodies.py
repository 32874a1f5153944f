"""What comes in as JSON, taken strictly, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import orjson
from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response

from dashboard.web.shared.errors import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.importers.faults import Fault

WITHOUT_NUL = r"^[^\x00]*$"  # PostgreSQL keeps none
Code = Annotated[str, Field(max_length=200, pattern=WITHOUT_NUL)]
Words = Annotated[str, Field(max_length=5_000, pattern=WITHOUT_NUL)]
Cells = Annotated[dict[Code, Words], Field(max_length=100)]
Id = Annotated[int, Field(ge=1, lt=2**31)]


class Body(BaseModel):
    """What is sent: no more than is named, and of no other type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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


def told(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """Faults in both languages."""
    return [
        {
            "column": fault.column,
            "value": fault.value,
            "reason": both(fault.problem),
            "remedy": both(fault.remedy),
        }
        for fault in faults
    ]


def answered(content: object, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(orjson.dumps(content), status, mimetype="application/json")
