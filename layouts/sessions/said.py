"""The places for the scripts' messages about a change."""

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from layouts.shared.attributes import data
from layouts.shared.script_words import said_place, templates


def said(place: str, locale: Locale) -> Component:
    """The place in one tab, with all its possible messages."""
    return said_place(place, data(says="", **templates(_words(), locale)))


def _words() -> dict[str, Text]:
    return {
        "none": text("Select sessions in the list first."),
        "done": text("Changed: {count}."),
        "saved": text("Saved: {session}."),
        "undone": text("Undone: {session}."),
        "restored": text("Restored."),
        "cancelled": text("Cancelled: {session}."),
        "planned": text("Planned again: {session}."),
        "undo": text("Undo"),
        "right": text("Checked: no longer on the list."),
        "open": text("Back on the list."),
        "ended": text("The link no longer works; calendars get nothing from it."),
        "conflict": text(
            "Nothing was changed: someone else has changed {sessions}. The list is now up to date."
        ),
        "offline": text("There is no connection, so nothing was changed."),
        "failed": text("Nothing was changed. Try again in a moment."),
        "forbidden": text("You can no longer change sessions. Ask an administrator."),
    }
