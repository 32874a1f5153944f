"""Tables that a narrow page shows as cards, one for each record.

On cards, each cell shows its heading. Roles keep the table a table for screen readers, because
browsers forget that once cells are laid out differently.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from dash.development.base_component import Component

from layouts.shared import html
from layouts.shared.attributes import data

Content = str | Component | Sequence[str | Component] | None


def table(
    caption: str,
    headings: Sequence[Component],
    rows: Sequence[Component],
    css: str,
    **of_headings: Any,  # noqa: ANN401 - attributes
) -> Component:
    """Rows made by ``row`` under headings made by ``heading``."""
    return html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr(headings, role="row", **of_headings), role="rowgroup"),
            html.Tbody(rows, role="rowgroup"),
        ],
        className=css,
        role="table",
    )


def heading(content: Content, **attributes: Any) -> Component:  # noqa: ANN401 - attributes
    """The heading of a column."""
    return html.Th(content, scope="col", role="columnheader", **attributes)


def row(
    name: Content,
    titles: Iterable[str],
    cells: Iterable[Content],
    **attributes: Any,  # noqa: ANN401 - attributes
) -> Component:
    """A record: its name, then a cell under each title of the other columns."""
    head = html.Th(name, scope="row", role="rowheader")
    others = (
        html.Td(cell, role="cell", **data(label=title))
        for title, cell in zip(titles, cells, strict=True)
    )
    return html.Tr([head, *others], role="row", **attributes)
