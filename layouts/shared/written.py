"""Drawings in JSON, so that what is kept is written only once, and takes few bytes."""

from typing import Any

import orjson
from dash.development.base_component import Component

from layouts.shared.drawing import Drawing

WILDCARDS = ("data-", "aria-")
WHOLE = ("parts", "pictures", "tables")
"""The kinds of places whose content is written as a whole; of others, each part by itself."""


def written(drawing: Drawing) -> Drawing:
    """The same drawing with JSON in its places; Dash and orjson write it as it is."""
    return {
        kind: _places(kind, held) if isinstance(held, dict) else held
        for kind, held in drawing.items()
    }


def weight(drawing: Drawing) -> int:
    """About how many bytes a written drawing takes in memory."""
    return 2 * len(orjson.dumps(drawing))


def _places(kind: str, held: Drawing) -> Drawing:
    if kind in WHOLE:
        return {place: _json(content) for place, content in held.items()}
    return {
        place: {part: _json(one) for part, one in content.items()}
        if isinstance(content, dict)
        else _json(content)
        for place, content in held.items()
    }


def _json(content: object) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(content, default=jsonable, option=orjson.OPT_NON_STR_KEYS))


def jsonable(found: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """A component for orjson, as its own ``to_plotly_json`` gives it, in a quarter of the time.

    Raises:
        TypeError: It is no component.
    """
    if not isinstance(found, Component):
        raise TypeError(type(found))
    given = vars(found)
    props = {name: given[name] for name in found._prop_names if name in given}
    props |= {name: value for name, value in given.items() if name.startswith(WILDCARDS)}
    return {"props": props, "type": found._type, "namespace": found._namespace}
