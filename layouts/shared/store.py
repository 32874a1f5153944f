"""A place where Dash keeps what callbacks pass on; nothing of it is seen.

``dcc.Store`` does the same, in a library of which nothing else is needed: it would be a third of
what a phone loads before the filters work. ``assets/shared/store.js`` is the other half of this.
"""

from typing import Any

from dash.development.base_component import Component


class PageStore(Component):
    """What a page keeps in memory under an id."""

    id: str
    data: Any

    _namespace = "impact"
    _type = "PageStore"
    _prop_names = ["id", "data"]  # noqa: RUF012 - as Dash generates components
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, id: str, data: Any = None) -> None:  # noqa: A002, ANN401 - Dash's names
        given = {} if data is None else {"data": data}
        super().__init__(id=id, **given)  # type: ignore[no-untyped-call] # Dash's own
