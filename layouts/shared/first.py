"""The first HTML of a page, complete without scripts, and the state that scripts start from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

import orjson
from dash.development.base_component import Component

from layouts.shared import html
from layouts.shared.changes import marks
from layouts.shared.frame import DRAWING, QUERY
from layouts.shared.markup import markup
from layouts.shared.store import PageStore
from layouts.shared.written import for_react

if TYPE_CHECKING:
    from layouts.shared.drawing import Drawing

REACT, TAKEN, TOOK = "shell-react", "shell-taken", "shell-took"
STANDS = ("parts", "pictures", "tables")
"""The parts of a drawing that the first HTML contains, and that are sent again as a whole."""
IS_REACT = "data-react"
"""Marks the part of a page that React draws: the controls that callbacks use."""


class FirstPaint(NamedTuple):
    """A page as it is sent."""

    html: str
    state: str
    """JSON that is safe within a script element."""


def root() -> Component:
    """The layout that Dash starts with; a script adds the part of the page that React draws."""
    return html.Div(html.Div(id=REACT))


def first_paint(page: Component) -> FirstPaint:
    """A page with its first drawing as HTML; only figures are left to the browser."""
    parts = list(_components(page))
    stores = {one.id: one for one in parts if isinstance(one, PageStore)}
    first = stores.pop(DRAWING, None)
    drawing: Drawing = first.data if first is not None else {}
    kept = [*stores.values(), *map(PageStore, (DRAWING, TAKEN, TOOK))]
    state = {
        "react": [*kept, *(one for one in parts if hasattr(one, IS_REACT))],
        "drawing": {k: v for k, v in drawing.items() if k not in STANDS},
        "marks": marks(drawing),
    }
    query = str(stores[QUERY].data) if QUERY in stores else ""
    asked = dict(reversed(parse_qsl(query)))  # the first of a name, as scripts read it
    return FirstPaint(markup(page, drawing, asked), _json(state))


def _components(node: object) -> Iterator[Component]:
    if isinstance(node, list | tuple):
        for one in node:
            yield from _components(one)
    elif isinstance(node, Component):
        yield node
        if not hasattr(node, IS_REACT):  # it has neither stores nor another part of this kind
            yield from _components(getattr(node, "children", None))


def _json(value: object) -> str:
    """JSON without characters that could close the script element."""
    said = orjson.dumps(value, default=for_react).decode()
    return said.replace("<", "\\u003c")
