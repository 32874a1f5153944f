"""What is sent as JSON, checked before anything looks at it."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType


class Body(BaseModel):
    """What is sent: no more than is named, and of no other type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


B = TypeVar("B", bound=Body)


def body(model: type[B]) -> B:
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
