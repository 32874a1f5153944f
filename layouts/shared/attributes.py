"""Attributes whose names Python can't spell."""

from typing import Any

HIDDEN_FROM_READERS: dict[str, Any] = {"aria-hidden": "true"}
OPENS_DIALOG: dict[str, Any] = {"aria-haspopup": "dialog"}


def labelled_by(component_id: str) -> dict[str, Any]:
    """The component whose text names this one, for people who hear the page."""
    return {"aria-labelledby": component_id}


def label(words: str) -> dict[str, Any]:
    """A name for people who hear the page, where none is seen."""
    return {"aria-label": words}


def opener(component_id: str) -> dict[str, Any]:
    """Of a button that shows and hides a component, for people who hear the page."""
    return {"aria-expanded": "false", "aria-controls": component_id}


def current_page(*, is_current: bool) -> dict[str, Any]:
    """Marks the link to the page that is open."""
    return {"aria-current": "page"} if is_current else {}


def current(*, is_current: bool) -> dict[str, Any]:
    """Marks the one of several that is chosen, where they are not pages."""
    return {"aria-current": "true"} if is_current else {}


def pressed(*, is_pressed: bool) -> dict[str, Any]:
    """Whether a button that stays down is down."""
    return {"aria-pressed": "true" if is_pressed else "false"}


def data(**values: str) -> dict[str, Any]:
    """What the browser's scripts read: ``data(remove=…)`` is ``data-remove``."""
    return {f"data-{name}": value for name, value in values.items()}
