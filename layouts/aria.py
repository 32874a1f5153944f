"""Attributes for people who hear the page; Python can't spell their names."""

from typing import Any

HIDDEN_FROM_READERS: dict[str, Any] = {"aria-hidden": "true"}


def labelled_by(component_id: str) -> dict[str, Any]:
    """The component whose text names this one."""
    return {"aria-labelledby": component_id}
