"""Attributes whose names Python can't spell."""

from typing import Any

HIDDEN_FROM_READERS: dict[str, Any] = {"aria-hidden": "true"}
OPENS_DIALOG: dict[str, Any] = {"aria-haspopup": "dialog"}


def labelled_by(component_id: str) -> dict[str, Any]:
    """The id of the component whose text is this one's name for screen readers."""
    return {"aria-labelledby": component_id}


def label(words: str) -> dict[str, Any]:
    """A name for screen readers, where no name is visible."""
    return {"aria-label": words}


def opener(component_id: str) -> dict[str, Any]:
    """For a button that shows and hides a component; tells screen readers which."""
    return {"aria-expanded": "false", "aria-controls": component_id}


def current_page(*, is_current: bool) -> dict[str, Any]:
    """Marks the link to the present page."""
    return {"aria-current": "page"} if is_current else {}


def current(*, is_current: bool) -> dict[str, Any]:
    """Marks the chosen one of several that are no pages."""
    return {"aria-current": "true"} if is_current else {}


def pressed(*, is_pressed: bool) -> dict[str, Any]:
    """Whether a toggle button is pressed."""
    return {"aria-pressed": "true" if is_pressed else "false"}


def data(**values: str) -> dict[str, Any]:
    """Data attributes for the browser's scripts: ``data(remove=…)`` becomes ``data-remove``."""
    return {f"data-{name}": value for name, value in values.items()}
