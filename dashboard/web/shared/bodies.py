"""What comes in as JSON, taken strictly, and what is answered.

``settled`` turns what a desk did into an answer; all routes that write use it.
"""

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
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.i18n import Locale
    from dashboard.importers.faults import Fault

CONFLICT, UNPROCESSABLE = 409, 422


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


def answered(content: object, status: int = 200) -> Response:
    """An answer in JSON; ``headers.cache`` forbids to keep it."""
    return Response(orjson.dumps(content), status, mimetype="application/json")


def settled(
    saved: Callable[[], object],
    *,
    faults: Iterable[Fault] = (),
    conflicts: Sequence[Mapping[str, object]] = (),
    warnings: Sequence[object] = (),
) -> Response:
    """The answer to somebody who wanted to change something.

    ``saved`` makes the answer if it was done. It is not called where anything else is given: then
    nothing was saved, and the answer tells the first of these that there are: faults (422),
    conflicts with what others saved (409), warnings to confirm (409).
    """
    if found := [_cell_fault(one) for one in faults]:
        return answered(Faults(faults=found), UNPROCESSABLE)
    if conflicts:
        return answered({"conflicts": conflicts}, CONFLICT)
    if warnings:
        return answered({"warnings": warnings}, CONFLICT)
    return answered(saved())


def in_words(content: object, locale: Locale) -> Response:
    """An answer with sentences in the reader's language."""
    return marked_in(answered(content), locale)


def marked_in(response: Response, locale: Locale) -> Response:
    """The response, which says that its words are in this language because the reader asked."""
    response.headers["Content-Language"] = locale.tag
    response.vary.add("Accept-Language")
    return response


def _cell_fault(fault: Fault) -> CellFault:
    return {
        "column": fault.column,
        "value": fault.value,
        "reason": both(fault.problem),
        "remedy": both(fault.remedy),
    }
