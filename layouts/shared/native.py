"""The filters' controls as HTML, exactly as React will draw them."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from layouts.shared import html

Control = Any
"""A dash-bootstrap-components control; type checkers cannot see its properties."""
Node = Any
"""A component, or a dict in place of one."""


def native(control: Control) -> Node:
    """The elements that React makes of a control.

    Raises:
        TypeError: The filters have no control of this kind.
    """
    match control:
        case dbc.Checklist():
            return _checklist(control)
        case dbc.Select():
            return _select(control)
        case dbc.Input():
            return _input(control)
    raise TypeError(type(control))


def _checklist(control: Control) -> Component:
    boxes = [_box(f"{control.id}-{at}", one, control) for at, one in enumerate(control.options)]
    return html.Div(boxes, id=control.id, className=getattr(control, "className", None))


def _box(name: str, option: Mapping[str, str], control: Control) -> Component:
    chosen = option["value"] in (control.value or ())
    box: Node = {"id": name, "type": "checkbox", "value": option["value"], "checked": chosen}
    css = {"className": "form-check-input", "autocomplete": "off"}
    label = html.Label(option["label"], htmlFor=name, className="form-check-label")
    body: list[Node] = [{"type": "Input", "props": box | css}, label]
    return html.Div(body, className="form-check")


def _select(control: Control) -> Component:
    nothing = html.Option(value="", disabled=True, hidden=True)
    options = [
        html.Option(one["label"], value=one["value"], selected=one["value"] == control.value)
        for one in control.options
    ]
    return html.Select(
        [nothing, *options], id=control.id, className="form-select", autoComplete="off"
    )


def _input(control: Control) -> Node:
    small = " form-control-sm" if getattr(control, "size", None) else ""
    props = {"id": control.id, "type": control.type, "value": getattr(control, "value", None)}
    return {
        "type": "Input",
        "props": props | {"className": f"form-control{small}", "autocomplete": "off"},
    }
