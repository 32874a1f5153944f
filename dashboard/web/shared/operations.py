"""What each route of the API takes and gives, declared where it is; ``openapi`` describes it so.

::

    @routes.put("/sessions/<path:reference>")
    @Operation("Change a session", takes=EditSession, gives=Saved, refuses={422: Faults})
    def edit(wanted: EditSession, reference: str) -> Response: ...

Method and address are the route's own, and who may use it is in ``doors``.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from dashboard.web.shared.bodies import Body, body_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel
    from werkzeug.wrappers import Response

    View = Callable[..., Response]

DECLARED = "impact_operation"
OK = 200


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is not one JSON value; for lines of JSON, ``model`` is that of each line."""

    kind: str
    says: str
    model: Any = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address (an OpenAPI operation); as a decorator, it declares a view.

    ``gives`` is the model of its answer, or a ``Content``. ``refuses`` are the models of other
    answers by HTTP status, besides the errors that any address may return. ``takes`` is the model
    of its body; a JSON body becomes the view's first argument. ``path`` and ``query`` are models
    for the parts of the address. ``in_words``: the answer is in the reader's language.
    """

    summary: str
    _: KW_ONLY
    gives: Any
    refuses: Mapping[int, Any] = field(default_factory=dict)
    takes: type[BaseModel] | None = None
    path: Any = None
    query: Any = None
    in_words: bool = False
    description: str = ""

    @property
    def answers(self) -> dict[int, Any]:
        """The models, or contents, by HTTP status."""
        return {OK: self.gives, **self.refuses}

    def __call__(self, view: View) -> View:
        """Attach this declaration to the view."""
        wanted = self.takes
        made = _taking(view, wanted) if wanted and issubclass(wanted, Body) else view
        setattr(made, DECLARED, self)
        return made


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """A view's declaration; ``None`` if it has none."""
    found: Operation | None = getattr(view, DECLARED, None)
    return found


def _taking(view: View, model: type[Body]) -> View:
    @wraps(view)
    def answer(**values: object) -> Response:
        return view(body_of(model), **values)

    return answer
