"""Components and what places hold in JSON, which is written only once, and takes few bytes."""

from functools import cache
from typing import Any

import orjson
from dash.development.base_component import Component

from layouts.shared.store import PageStore

WILDCARDS = ("data-", "aria-")


def in_json(content: object) -> bytes:
    """What a place holds, as JSON."""
    return orjson.dumps(content, default=jsonable, option=orjson.OPT_NON_STR_KEYS)


def jsonable(found: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """A component for orjson, as our script draws it.

    Raises:
        TypeError: It is no component.
    """
    # asked here, since most are ours, and a call more would take as long as this
    keeps = _keeps_order(type(found))  # type: ignore[arg-type] # a class has a hash
    props = found.__dict__ if keeps else props_of(found)  # type: ignore[arg-type] # a component
    return {"type": found._type, "props": props}  # type: ignore[attr-defined]


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
    keeps_order = _keeps_order(type(component))
    given = vars(component)
    if keeps_order:
        return given
    known = [name for name in component._prop_names if name in given]
    wildcards = sorted(name for name in given if name.startswith(WILDCARDS))
    return {name: given[name] for name in (*known, *wildcards)}


@cache  # of few classes; to ask an abstract class about each component takes as long as to write it
def _keeps_order(kind: type) -> bool:
    """Whether components of a class keep what they were given as it was written.

    Raises:
        TypeError: It is no class of components.
    """
    if not issubclass(kind, Component):
        raise TypeError(kind)
    return hasattr(kind, "_prop_names") and not issubclass(kind, PageStore)
