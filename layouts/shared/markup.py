"""Write a page as HTML, exactly as React and the browser's script would draw it.

Readers see the first HTML before either has started. Both then find what they would have drawn.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from typing import Any

from dash.development.base_component import Component

from dashboard.figures.tables import Table
from layouts.shared import cells, html
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing
from layouts.shared.frame import RESULTS
from layouts.shared.native import native
from layouts.shared.store import PageStore
from layouts.shared.written import WrittenOnce, props_of

HTML = "dash_html_components"
VOID = frozenset(("br", "hr", "img", "input", "wbr"))
FIELDS = frozenset(("input", "option", "select"))
WRITTEN = {"className": "class", "htmlFor": "for"}
ATTRIBUTES_KEPT = 2048
Node = Any
"""A component, a dict in place of one, text, or several of these."""


def markup(node: Node, drawing: Drawing, asked: Mapping[str, str] | None = None) -> str:
    """The HTML of a component, with the drawing in its places.

    ``asked`` are the values of the address by name, which its fields begin with.

    Raises:
        TypeError: A component is neither HTML nor one of our controls.
    """
    writer = _Writer(drawing, asked or {})
    writer.write(node, "")
    return "".join(writer.written)


def written_once(component: Component) -> WrittenOnce:
    """The same component, written for all pages that have it."""
    return WrittenOnce(component, markup(component, {}))


class _Writer:
    """Writes nodes as HTML; ``title`` is the title of the card around a node.

    All goes into one list: each part that a generator hands on would pass all elements around it.
    """

    def __init__(self, drawing: Drawing, asked: Mapping[str, str]) -> None:
        self.written: list[str] = []
        self._asked = asked
        self._chosen: str | None = None
        self._parts = drawing.get("parts", {})
        self._pictures = drawing.get("pictures", {})
        self._tables = drawing.get("tables", {})
        self._grids = drawing.get("grids", {})
        self._figures = drawing.get("figures", {})
        self._tab = drawing.get("tab")
        self._empty = drawing.get("empty", False)

    def write(self, node: Node, title: str) -> None:
        """By the exact type first: patterns ask an abstract class about each, for half the time."""
        kind = type(node)
        if kind is str:  # most are
            self.written.append(escape(node, quote=False))
        elif kind is list or kind is tuple:
            for one in node:
                self.write(one, title)
        elif tag := _tag(kind):  # type: ignore[arg-type] # a class has a hash
            self._element(tag, props_of(node), title)
        elif node is not None:
            self._write_rare(node, title)

    def _write_rare(self, node: Node, title: str) -> None:
        match node:
            case {"type": kind, "props": props}:
                self._element(kind.lower(), props, title)
            case WrittenOnce():
                self.written.append(node.html)
            case PageStore():  # what it stores is never visible
                return
            case Component():
                self.write(native(node), title)
            case list() | tuple():
                self.write([*node], title)
            case _:
                self.written.append(escape(f"{node}", quote=False))

    def _element(self, tag: str, props: Mapping[str, Any], title: str) -> None:
        children, classes = props.get("children"), props.get("className")
        if classes and "card" in classes and "card" in classes.split():
            title = _heading(children)
        title = props.get("data-caption", title)
        place = props.get("id")
        hidden = self._hidden(place, props)
        given = {**props, **hidden} if hidden else props
        if tag in FIELDS:
            given = self._begun(tag, given)
        self.written.append(f"<{tag}{_attributes(given)}>")
        if tag in VOID:
            return
        if place is None:
            self.write(children, title)
        else:
            self._within(place, children, title)
        self.written.append(f"</{tag}>")

    def _begun(self, tag: str, props: Mapping[str, Any]) -> Mapping[str, Any]:
        """A field with its value of the address; of a list, the option is chosen that has it."""
        if tag == "option":
            is_chosen = self._chosen is not None and props.get("value") == self._chosen
            return {**props, "selected": True} if is_chosen else props
        value = self._asked.get(props.get("data-field", ""))
        if tag == "select":
            self._chosen = value
            return props
        return props if value is None else {**props, "value": value}

    def _hidden(self, place: object, props: Mapping[str, Any]) -> dict[str, bool]:
        """Hides closed tabs, and the results of an empty answer."""
        if place == RESULTS:
            return {"hidden": self._empty}
        if self._tab and "data-tab" in props:
            return {"hidden": props["data-tab"] != self._tab}
        return {}

    def _within(self, place: object, children: Node, title: str) -> None:
        if place in self._pictures:
            self.written.append(self._pictures[place])  # drawn by the server: it is HTML already
        elif place in self._tables:
            self._table(self._tables[place], title)
        elif place in self._grids:
            self.write(cells.tables(self._grids[place]), title)
        elif place in self._figures:
            self.written.append(_awaited(self._figures[place]))
        else:
            self.write(self._parts.get(place, children), title)

    def _table(self, table: Table | None, title: str) -> None:
        """As HTML at once: a page has a thousand cells, most of which are closed."""
        if table is None:
            return
        rows, seen = table["rows"], table.get("caption")
        toggles = table.get("toggles") or [None] * len(rows)
        unseen = "" if seen else ' class="visually-hidden"'
        self.written.append('<table class="numbers">')
        self._cell(f"<caption{unseen}>", seen or title, "</caption><thead><tr>")
        for words in table["headings"]:
            self._cell('<th scope="col">', words, "</th>")
        self.written.append("</tr></thead><tbody>")
        for (first, *others), at in zip(rows, toggles, strict=True):
            self.written.append("<tr>")
            self._cell('<th scope="row">', _name(first, at), "</th>")
            for words in others:
                self._cell("<td>", words, "</td>")
            self.written.append("</tr>")
        self.written.append("</tbody></table>")

    def _cell(self, begins: str, words: Node, ends: str) -> None:
        if type(words) is str:
            self.written.append(f"{begins}{escape(words, quote=False)}{ends}")
        else:
            self.written.append(begins)
            self.write(words, "")
            self.written.append(ends)


@cache  # of few classes
def _tag(kind: type) -> str:
    """The element that components of a class are; empty for those that are none."""
    is_element = issubclass(kind, Component) and getattr(kind, "_namespace", "") == HTML
    return str(getattr(kind, "_type", "")).lower() if is_element else ""


def _attributes(props: Mapping[str, Any]) -> str:
    said = ""
    for name, value in props.items():
        if name == "children" or value is None or value is False:
            continue
        said += _attribute(name, "" if value is True else f"{value}")
    return said


@lru_cache(ATTRIBUTES_KEPT)  # a page has most of the one before
def _attribute(name: str, words: str) -> str:
    return f' {WRITTEN.get(name) or name.lower()}="{escape(words)}"'


def _awaited(figure: Drawing) -> str:
    """An empty picture of the figure's height, so that nothing moves when the figure comes."""
    height = figure["layout"].get("height")
    return f'<svg class="awaited" width="100%" height="{int(height)}"></svg>' if height else ""


def _name(words: Node, toggle: str | None) -> Node:
    """The name of a row; a button if it sets a filter."""
    if toggle is None:
        return words
    return html.Button(words, type="button", className="cell-button", **data(toggle=toggle))


def _heading(node: Node) -> str:
    """The text of the first heading of a card."""
    if isinstance(node, list | tuple):
        return next(filter(None, map(_heading, node)), "")
    if not isinstance(node, Component):
        return ""
    children = getattr(node, "children", None)
    return f"{children}" if node._type in ("H2", "H3") else _heading(children)
