"""Attributes whose names Python can't spell."""

from typing import Any

HIDDEN_FROM_READERS: dict[str, Any] = {"aria-hidden": "true"}


def labelled_by(component_id: str) -> dict[str, Any]:
    """The component whose text names this one, for people who hear the page."""
    return {"aria-labelledby": component_id}


def data(**values: str) -> dict[str, Any]:
    """What the browser's scripts read: ``data(remove=…)`` is ``data-remove``."""
    return {f"data-{name}": value for name, value in values.items()}
