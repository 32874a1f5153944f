"""What the browser draws of an answer, by the id of each place."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

Drawing = dict[str, Any]
"""A drawing of a page.

``parts`` (text or small components), ``pictures`` (HTML with SVG, as ``cards.face`` makes it),
``tables``, ``grids`` (of cells) and ``figures`` are by the id of their place. ``stale``: the shown
figures are old. ``empty``: the answer has nothing. ``edition`` is the data's, ``tab`` is the open
one. Places that a drawing does not name stay as they are.
"""

KINDS = ("parts", "pictures", "tables", "grids", "figures")


@cache  # of some hundred places, and in each answer of most of them
def slot(name: str, part: str = "") -> str:
    """The id of a place that a filter change fills."""
    return "-".join(("view", *name.split("_"), *filter(None, [part])))


def drawing_of(
    parts: Drawing,
    edition: str,
    *,
    tables: Drawing | None = None,
    figures: Drawing | None = None,
) -> Drawing:
    """The drawing of an answer from this edition of the data."""
    return {
        "parts": parts,
        "tables": tables or {},
        "figures": figures or {},
        "stale": False,
        "empty": False,
        "edition": edition,
    }


def with_parts(drawing: Drawing, more: Mapping[str, Any]) -> Drawing:
    """The drawing with further parts first, because other places may lie within them."""
    return drawing | {"parts": {**more, **drawing["parts"]}}


def merged(drawings: Iterable[Drawing]) -> Drawing:
    """Several drawings of one page merged into one."""
    found: Drawing = {kind: {} for kind in KINDS}
    for drawing in drawings:
        for kind in found:
            found[kind] |= drawing.get(kind, {})
    return found
