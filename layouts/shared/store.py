"""A component that keeps values for callbacks; it is not visible.

``dcc.Store`` does the same, but its library has nothing else that we need, and would be a third of
what a phone loads before the filters work. ``assets/shared/begin.js`` has the browser's half.
"""

from typing import Any

from dash.development.base_component import Component


class PageStore(Component):
    """Keeps a value in the page's memory under an id."""

    id: str
    data: Any

    _namespace = "impact"
    _type = "PageStore"
    _prop_names = ["id", "data"]  # noqa: RUF012 - as Dash generates components
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, id: str, data: Any = None) -> None:  # noqa: A002, ANN401 - Dash's names
        # not by Dash's own, which looks for a library of our namespace in all folders, each time
        self.id = id
        if data is not None:
            self.data = data
