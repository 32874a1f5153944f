"""Put the host's path before the links of a page, for a program that is served below a path."""

from copy import copy
from typing import Any, TypeVar

from dash.development.base_component import Component

from dashboard.addresses import under

LEADING = ("href", "src", "action")
HOLDING = ("children", "data")
"""The properties with addresses, and those that may contain components with some."""


Drawn = TypeVar("Drawn", Component, dict[str, Any])


def mounted(path: str, drawn: Drawn) -> Drawn:
    """The same components with the path added; without a path, they are returned unchanged."""
    found: Drawn = _mounted(path, drawn) if path else drawn
    return found


def _mounted(path: str, drawn: Any) -> Any:  # noqa: ANN401 - whatever Dash takes
    if isinstance(drawn, Component):
        return _component(path, drawn)
    if isinstance(drawn, dict):
        return {name: _mounted(path, part) for name, part in drawn.items()}
    if isinstance(drawn, list | tuple):
        return [_mounted(path, part) for part in drawn]
    return drawn


def _component(path: str, component: Component) -> Component:
    made = copy(component)
    if getattr(made, "json", None):
        made.json = None  # type: ignore[attr-defined] # written with the links of before
    for name in LEADING:
        if isinstance(address := getattr(made, name, None), str):
            setattr(made, name, under(path, address))
    for name in HOLDING:
        if (held := getattr(made, name, None)) is not None:
            setattr(made, name, _mounted(path, held))
    return made
