"""Where the scripts say what came of a change in a tab; they fill in the places."""

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from layouts.shared.attributes import data


def said(place: str, locale: Locale) -> Component:
    """The place of a tab, with all that may be said there."""
    words = {name: each.say(locale) for name, each in _words().items()}
    return html.P(
        id=place, className="desk__said", role="status", tabIndex="-1", **data(says="", **words)
    )


def _words() -> dict[str, Text]:
    return {
        "none": text("Choose sessions in the list first."),
        "done": text("Changed: {count}.", count="{count}"),
        "saved": text("Saved: {session}.", session="{session}"),
        "restored": text("Restored."),
        "cancelled": text("Cancelled: {session}.", session="{session}"),
        "planned": text("Planned again: {session}.", session="{session}"),
        "undo": text("Undo"),
        "right": text("Checked: it has left the list."),
        "open": text("It is on the list again."),
        "ended": text("The address is of no use any more; calendars get nothing from it."),
        "conflict": text(
            "Nothing was changed: somebody else changed {sessions} meanwhile. The list is now as "
            "it stands.",
            sessions="{sessions}",
        ),
        "offline": text("There is no connection, so nothing was changed."),
        "failed": text("Nothing was changed. Try again in a moment."),
        "forbidden": text("You may not change sessions any more. Ask an administrator."),
    }
