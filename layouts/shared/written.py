"""Components and what places hold, which are written only once, and take few bytes."""

from functools import cache
from typing import Any, TypeVar

import orjson
from dash.development.base_component import Component

WILDCARDS = ("data-", "aria-")
NO_LARGER = b"%b"
"""Copies bytes without orjson’s room to write: 4 kB, or ten times their length."""
SharedT = TypeVar("SharedT", bound=Component)


class WrittenOnce:
    """A part of many pages, written once: as HTML, and as JSON for React.

    Nobody changes it. It has no place that a drawing fills, and no address, which might lie below a
    path. Dash would tell the browser of it if it were a component.
    """

    __slots__ = ("component", "html", "react")

    def __init__(self, component: Component, html: str) -> None:
        self.component = component
        self.html = html
        self.react = orjson.Fragment(NO_LARGER % orjson.dumps(component, default=for_react))


def in_json(content: object) -> bytes:
    """What a place holds, as JSON."""
    return NO_LARGER % orjson.dumps(content, default=jsonable, option=orjson.OPT_NON_STR_KEYS)


def shared(component: SharedT) -> SharedT:
    """One of ours that many answers have, and that nobody changes: its JSON is written once."""
    component.json = orjson.Fragment(in_json(component))  # type: ignore[attr-defined]
    return component


def jsonable(found: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """A component for orjson, as our script draws it.

    Raises:
        TypeError: It is no component.
    """
    # asked here, since most are ours, and a call more would take as long as this
    if _is_ours(type(found)):  # type: ignore[arg-type] # a class has a hash
        return found.json or {"type": found._type, "props": found.__dict__}  # type: ignore[attr-defined]
    return _described(found)  # type: ignore[arg-type] # a component


def for_react(found: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """A component for orjson, as React draws it: of one of several libraries.

    Raises:
        TypeError: It is no component.
    """
    if type(found) is WrittenOnce:
        return found.react
    return {**_described(found), "namespace": found._namespace}  # type: ignore[arg-type,attr-defined]


def props_of(component: Component) -> dict[str, Any]:
    """What a component was given, always in the same order.

    Ours keep it as it was written. Dash's own gather it in the order of hashes, which differs from
    process to process.
    """
    given = vars(component)
    if _is_ours(type(component)):
        return given
    known = [name for name in component._prop_names if name in given]
    wildcards = sorted(name for name in given if name.startswith(WILDCARDS))
    return {name: given[name] for name in (*known, *wildcards)}


@cache  # of few classes; to ask an abstract class about each component takes as long as to write it
def _is_ours(kind: type) -> bool:
    """Whether components of a class are those of ``html``, which keep what they were given.

    Raises:
        TypeError: It is no class of components.
    """
    if not issubclass(kind, Component):
        raise TypeError(kind)
    return hasattr(kind, "json")


def _described(component: Component) -> dict[str, Any]:
    props = props_of(component)
    return {"type": component._type, "props": props}
