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
    """An answer that is not one piece of JSON; of lines of JSON, ``model`` is that of each."""

    kind: str
    says: str
    model: Any = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, as OpenAPI calls it; put over a view, it declares it.

    ``gives`` is the model of its answer, or a ``Content``; ``refuses`` are those of other answers,
    by HTTP status, beside the errors that come from any address. ``takes`` is the model of its
    body: where that is JSON, the view gets it as its first argument. ``path`` and ``query`` are
    the models of what stands in its address; ``in_words``: in the reader's language.
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
        """Models, or contents, by HTTP status."""
        return {OK: self.gives, **self.refuses}

    def __call__(self, view: View) -> View:
        """The view, which from now on is known to be of this operation."""
        wanted = self.takes
        made = _taking(view, wanted) if wanted and issubclass(wanted, Body) else view
        setattr(made, DECLARED, self)
        return made


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """What a view was declared to be; ``None`` for one that was not."""
    found: Operation | None = getattr(view, DECLARED, None)
    return found


def _taking(view: View, model: type[Body]) -> View:
    @wraps(view)
    def answer(**values: object) -> Response:
        return view(body_of(model), **values)

    return answer
