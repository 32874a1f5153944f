"""JSON bodies, validated strictly, and the answers to them.

``settled`` turns a desk's outcome into an answer; all routes that write use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, TypeVar

import orjson
from flask import request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import TypedDict
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from dashboard.i18n import text
from dashboard.web.shared.differing import differs_by
from dashboard.web.shared.errors import of_another_version
from dashboard.web.shared.failures import Message, both
from dashboard.web.shared.fields import answer_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.i18n import Locale
    from dashboard.importers.faults import Fault

CONFLICT, UNPROCESSABLE = 409, 422
ANEW = text("In the browser, reload the page and try again.")


class Body(BaseModel):
    """What is sent: no more than is named, and of no other type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class QuickJson(DefaultJSONProvider):
    """How Flask reads JSON, for all who ask it for a body: the doors, our answers and Dash."""

    def loads(self, s: str | bytes, **_: Any) -> Any:  # noqa: ANN401 - any JSON
        """What stands there; ``ValueError`` if it is none."""
        return orjson.loads(s)


class CellFault(TypedDict):
    """What is wrong in one cell, and how to mend it."""

    column: str
    """Its code; empty of the whole."""
    value: str
    name: NotRequired[str]
    """What people call the session, where it is one of several."""
    reason: Message
    remedy: Message


@answer_model
class Faults(TypedDict):
    """Something is wrong with it; nothing was saved."""

    faults: list[CellFault]


B = TypeVar("B", bound=Body)


def body_of(model: type[B]) -> B:
    """The validated body.

    Raises:
        werkzeug.exceptions.HTTPException: It is not as described.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        raise of_another_version(ANEW) from error


def answered(content: object, status: int = 200) -> Response:
    """An answer in JSON; ``headers.cache`` marks it as not to be stored."""
    return Response(orjson.dumps(content), status, mimetype="application/json")


def settled(
    saved: Callable[[], object],
    *,
    faults: Iterable[Fault] = (),
    conflicts: Sequence[Mapping[str, object]] = (),
    warnings: Sequence[object] = (),
) -> Response:
    """The answer to a request for a change.

    ``saved`` makes the answer if the change was saved; it is not called otherwise. Then the answer
    has the first of these that is given: faults (422), conflicts with what others saved (409),
    warnings to confirm (409).
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
    """Mark the response's language as one that depends on the reader's request."""
    response.headers["Content-Language"] = locale.tag
    differs_by(response, "Accept-Language")
    return response


def _cell_fault(fault: Fault) -> CellFault:
    found: CellFault = {
        "column": fault.column,
        "value": fault.value,
        "reason": both(fault.problem),
        "remedy": both(fault.remedy),
    }
    return {**found, "name": fault.name} if fault.name else found
