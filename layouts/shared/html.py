"""Dash's HTML components, made in a tenth of the time: ``html.Div(…)`` as in ``dash.html``.

Dash writes the list of all attributes into each component and checks each value against it. An
answer has a thousand components, so here the list belongs to the class, and a name is checked when
it is first used. Attributes stay in the order in which they were given.
"""

from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component

OF_DASH = (
    "_prop_names",
    "_valid_wildcard_attributes",
    "_namespace",
    "_children_props",
    "available_properties",
    "available_wildcard_properties",
)


def __getattr__(tag: str) -> Callable[..., Component]:
    """The class of an element, made when it is first used.

    Raises:
        AttributeError: HTML has no such element.
    """
    made = _light(getattr(html, tag))
    globals()[tag] = made
    return made


def _light(of: Any) -> type[Component]:  # noqa: ANN401 - Dash makes classes without types
    """A class of components that are of Dash's class too."""
    wildcards = tuple(of()._valid_wildcard_attributes)
    known = {"children"}

    def begin(self: Component, children: object = None, **props: object) -> None:
        if children is not None:
            props = {"children": children, **props}
        if not known.issuperset(props):
            _check(self, props.keys() - known, wildcards)
            known.update(props)
        self.__dict__ = props  # nobody else has it
        self.json = None  # type: ignore[attr-defined] # not among them: see ``written.shared``

    fixed = {name: getattr(of(), name) for name in OF_DASH}
    ours = {"__slots__": ("json",), "__init__": begin, "__module__": of.__module__}
    return type(of.__name__, (of,), fixed | ours)


def _check(component: Any, names: set[str], wildcards: tuple[str, ...]) -> None:  # noqa: ANN401
    wrong = sorted(names - {*component._prop_names})
    wrong = [name for name in wrong if not name.startswith(wildcards)]
    if wrong:
        msg = f"{component._type} has no attribute {', '.join(wrong)}"
        raise TypeError(msg)
