"""Walking a component tree as a test reads a page."""

from collections.abc import Iterator

from dash.development.base_component import Component


def walk(node: object) -> Iterator[Component]:
    """Every component in it, from the top."""
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from walk(child)
    elif isinstance(node, Component):
        yield node
        yield from walk(getattr(node, "children", None))


def words(node: object) -> str:
    """All its text, in reading order."""
    if isinstance(node, (list, tuple)):
        return " ".join(filter(None, map(words, node)))
    if isinstance(node, Component):
        return words(getattr(node, "children", None))
    return "" if node is None else str(node)


def ids(node: object) -> list[object]:
    """Every id in it."""
    return [component.id for component in walk(node) if getattr(component, "id", None)]
