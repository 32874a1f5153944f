"""What the browser draws of an answer, each thing by the id of its place."""

from collections.abc import Iterable
from typing import Any

Drawing = dict[str, Any]
"""``parts`` (text or small components), ``tables`` and ``figures``, each by the id of its place;
whether what stands there is ``stale``, or the answer ``empty``; and the data's ``version``.
What it does not name stays.
"""


def slot(name: str, part: str = "") -> str:
    """The id of a place that a filter change fills."""
    return "-".join(("view", *name.split("_"), *filter(None, [part])))


def merged(drawings: Iterable[Drawing]) -> Drawing:
    """Several drawings of one page as one."""
    found: Drawing = {"parts": {}, "tables": {}, "figures": {}}
    for drawing in drawings:
        for kind in found:
            found[kind] |= drawing.get(kind, {})
    return found
