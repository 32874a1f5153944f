"""What the browser draws of an answer, each thing by the id of its place."""

from collections.abc import Iterable, Mapping
from typing import Any

Drawing = dict[str, Any]
"""``parts`` (text or small components), ``pictures`` (HTML with SVG, as ``cards.face`` makes it),
``tables`` and ``figures``, each by the id of its place; whether what stands there is ``stale``, or
the answer ``empty``; the data's ``edition``; and which ``tab`` is open. What it does not name
stays.
"""


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
    """Everything that an answer of this edition of the data draws."""
    return {
        "parts": parts,
        "tables": tables or {},
        "figures": figures or {},
        "stale": False,
        "empty": False,
        "edition": edition,
    }


def with_parts(drawing: Drawing, more: Mapping[str, Any]) -> Drawing:
    """With further parts before the others, whose places may lie in them."""
    return drawing | {"parts": {**more, **drawing["parts"]}}


def merged(drawings: Iterable[Drawing]) -> Drawing:
    """Several drawings of one page as one."""
    found: Drawing = {"parts": {}, "pictures": {}, "tables": {}, "figures": {}}
    for drawing in drawings:
        for kind in found:
            found[kind] |= drawing.get(kind, {})
    return found
