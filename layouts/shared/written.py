"""Drawings in JSON, so that what is kept is written only once, and takes few bytes."""

from typing import Any

import orjson
from dash.development.base_component import Component

from layouts.shared.drawing import Drawing
from layouts.shared.store import PageStore

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
    """A component for orjson, as our script draws it.

    Raises:
        TypeError: It is no component.
    """
    if not isinstance(found, Component):
        raise TypeError(type(found))
    return {"type": found._type, "props": props_of(found)}


def for_react(found: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """A component for orjson, as React draws it: of one of several libraries.

    Raises:
        TypeError: It is no component.
    """
    said = jsonable(found)
    return {**said, "namespace": found._namespace}  # type: ignore[attr-defined] # a component


def props_of(component: Component) -> dict[str, Any]:
    """What a component was given, always in the same order.

    Ours keep it as it was written. Dash's own gather it in the order of hashes, which differs from
    process to process.
    """
    given = vars(component)
    if "_prop_names" not in given and not isinstance(component, PageStore):
        return given
    known = [name for name in component._prop_names if name in given]
    wildcards = sorted(name for name in given if name.startswith(WILDCARDS))
    return {name: given[name] for name in (*known, *wildcards)}
