"""A drawn page as browsers behind a path of the host need it: with that path before its links."""

from copy import copy
from typing import Any, TypeVar

from dash.development.base_component import Component

from dashboard.addresses import under

LEADING = ("href", "src", "action")
HOLDING = ("children", "data")
"""The properties that lead somewhere, and those that hold what may have such ones."""


Drawn = TypeVar("Drawn", Component, dict[str, Any])


def mounted(path: str, drawn: Drawn) -> Drawn:
    """The same components, or dict of them; without a path, the very same."""
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
    for name in LEADING:
        if isinstance(address := getattr(made, name, None), str):
            setattr(made, name, under(path, address))
    for name in HOLDING:
        if (held := getattr(made, name, None)) is not None:
            setattr(made, name, _mounted(path, held))
    return made
