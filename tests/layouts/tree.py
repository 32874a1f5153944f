"""Walking a component tree as a test reads a page, with what its store has the browser draw."""

from collections.abc import Iterator
from types import SimpleNamespace

from dash.development.base_component import Component

from layouts.shared.written import WrittenOnce


def walk(node: object) -> Iterator[Component | SimpleNamespace]:
    """Every component in it, from the top, with the controls that only the script can draw."""
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from walk(child)
    elif isinstance(node, WrittenOnce):
        yield from walk(node.component)
    elif isinstance(node, Component):
        yield node
        yield from walk(_within(node))
    elif isinstance(node, dict) and "props" in node:
        yield SimpleNamespace(**node["props"])


def words(node: object) -> str:
    """All its text, in reading order."""
    if isinstance(node, (list, tuple)):
        return " ".join(filter(None, map(words, node)))
    if isinstance(node, WrittenOnce):
        return words(node.component)
    if isinstance(node, Component):
        return words(_within(node))
    return "" if node is None or isinstance(node, dict) else str(node)


def ids(node: object) -> list[object]:
    """Every id in it."""
    return [component.id for component in walk(node) if getattr(component, "id", None)]


def _within(node: Component) -> object:
    data = getattr(node, "data", None)
    if isinstance(data, dict) and "parts" in data:
        return list(data["parts"].values())
    return getattr(node, "children", None)
