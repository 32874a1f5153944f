"""The places for the scripts' messages about a change; the scripts fill in the placeholders."""

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import data


def said(place: str, locale: Locale) -> Component:
    """The place in one tab, with all its possible messages."""
    words = {name: each.say(locale) for name, each in _words().items()}
    return html.P(
        id=place, className="desk__said", role="status", tabIndex="-1", **data(says="", **words)
    )


def _words() -> dict[str, Text]:
    return {
        "none": text("Select sessions in the list first."),
        "done": text("Changed: {count}.", count="{count}"),
        "saved": text("Saved: {session}.", session="{session}"),
        "undone": text("Undone: {session}.", session="{session}"),
        "restored": text("Restored."),
        "cancelled": text("Cancelled: {session}.", session="{session}"),
        "planned": text("Planned again: {session}.", session="{session}"),
        "undo": text("Undo"),
        "right": text("Checked: no longer on the list."),
        "open": text("Back on the list."),
        "ended": text("The link no longer works; calendars get nothing from it."),
        "conflict": text(
            "Nothing was changed: someone else has changed {sessions}. The list is now up to date.",
            sessions="{sessions}",
        ),
        "offline": text("There is no connection, so nothing was changed."),
        "failed": text("Nothing was changed. Try again in a moment."),
        "forbidden": text("You can no longer change sessions. Ask an administrator."),
    }
