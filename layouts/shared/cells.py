"""Tables of cells that open a dialog, as data and as HTML.

``assets/shared/cells.js`` draws the same in the browser. As data, a change of the filters sends the
cells' numbers and neither their names nor their tags.
"""

from collections.abc import Iterator, Sequence
from typing import TypedDict
from urllib.parse import urlencode

from dash.development.base_component import Component

from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, OPENS_DIALOG, data

Value = tuple[str, str, str]
"""What a cell says: its number, its level or nothing, and its state: ``CHOSEN`` or others."""
ASIDE, ALONE = "aside", "chosen"


class Head(TypedDict):
    """A table without its cells' numbers."""

    caption: str
    note: str
    """Stands beside the caption, if anything does."""
    rows: list[str]
    names: list[str]
    """Of each cell, row by row, for screen readers."""
    keys: list[str]
    """The same: the codes that a cell filters by, in the order of ``filters``."""


class Headings(TypedDict):
    """What the tables have in common, and each table."""

    columns: list[str]
    filters: list[str]
    levels: dict[str, tuple[str, str]]
    """The sign and the words of each level."""
    aside: str
    """What is said of a cell that the filters leave out."""
    tables: list[Head]


class Cells(TypedDict):
    """Tables of cells; the parts are sent apart, as the first seldom changes."""

    frame: Headings
    values: list[list[Value]]


def tables(cells: Cells) -> list[Component]:
    """The tables as components."""
    frame = cells["frame"]
    return [
        _table(frame, head, values, is_first=at == 0)
        for at, (head, values) in enumerate(zip(frame["tables"], cells["values"], strict=True))
    ]


def _table(frame: Headings, head: Head, values: Sequence[Value], *, is_first: bool) -> Component:
    width = len(frame["columns"])
    columns = [html.Th(words, scope="col") for words in frame["columns"]]
    rows = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(
                    html.Td(_cell(frame, head, at, values[at], is_first=is_first and at == 0))
                    for at in range(row * width, (row + 1) * width)
                ),
            ]
        )
        for row, name in enumerate(head["rows"])
    ]
    note = [html.Span(head["note"], className="grid__aside")] if head["note"] else []
    return html.Table(
        [
            html.Caption([head["caption"], *note]),
            html.Thead(html.Tr([html.Td(), *columns])),
            html.Tbody(rows),
        ],
        className="grid",
        role="grid",
    )


def _cell(frame: Headings, head: Head, at: int, value: Value, *, is_first: bool) -> Component:
    """A button that opens the dialog; Tab stops at the first cell, arrow keys move on."""
    _, level, state = value
    key = head["keys"][at]
    codes = zip(frame["filters"], key.split(), strict=True)
    return html.Button(
        [*_inside(frame, head["names"][at], value)],
        type="button",
        className=" ".join(
            ("grid__cell", f"grid__cell--{level or 'other'}", *_states(state)),
        ),
        tabIndex="0" if is_first else "-1",
        **data(key=key, opens=urlencode(list(codes))),
        **OPENS_DIALOG,
    )


def _states(state: str) -> tuple[str, ...]:
    return (f"grid__cell--{state}",) if state else ()


def _inside(frame: Headings, name: str, value: Value) -> Iterator[Component]:
    number, level, state = value
    sign, words = frame["levels"].get(level, ("", ""))
    marked = [html.Span(sign, className="sign", **HIDDEN_FROM_READERS)] if sign else []
    yield html.Span(f"{name} ", className="visually-hidden")
    yield html.Span([number, *marked], className="grid__count")
    if words:
        yield html.Span(f" {words}", className="grid__level visually-hidden")
    if state == ASIDE:
        yield html.Span(f", {frame['aside']}", className="visually-hidden")
