"""Tables that a narrow page shows as cards, one for each record.

On cards, each cell shows its heading. Roles keep the table a table for screen readers, because
browsers forget that once cells are laid out differently.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dash.development.base_component import Component

from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.written import shared

CELLS_KEPT, DAYS_KEPT = 1024, 512
"""Most answers have those of others."""
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


def cell(content: Content, title: str) -> Component:
    """What a record has under a title."""
    return html.Td(content, role="cell", **data(label=title))


@lru_cache(CELLS_KEPT)
def kept_cell(words: str, title: str) -> Component:
    """A cell with words that a process may keep for other readers."""
    return shared(cell(words, title))


def row(
    name: Content,
    titles: Iterable[str],
    cells: Iterable[Content],
    *,
    of_words: Callable[[str, str], Component] = cell,
    **attributes: Any,  # noqa: ANN401 - attributes
) -> Component:
    """A record: its name, then a cell under each title of the other columns.

    ``of_words`` makes the cells of words alone: ``kept_cell`` where they are nobody's secret.
    """
    head = html.Th(name, scope="row", role="rowheader")
    others = [
        of_words(content, title) if type(content) is str else cell(content, title)
        for title, content in zip(titles, cells, strict=True)
    ]
    return html.Tr([head, *others], role="row", **attributes)


@lru_cache(DAYS_KEPT)
def day(when: date) -> Component:
    """A day in ISO form, as in all tables."""
    return shared(html.Span(when.isoformat(), className="day"))
