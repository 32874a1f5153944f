"""The names of the views."""

from dashboard.addresses import EXPLORE, PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VENUES, View
from dashboard.i18n import Text, text


def name(view: View) -> Text:
    """The name in the menu and in the heading of the view."""
    return {
        EXPLORE.name: text("Explore"),
        VENUES.name: text("Venues"),
        PLAN.name: text("Action plan"),
        PUBLISH.name: text("Publish"),
        SESSIONS.name: text("Sessions"),
        PEOPLE.name: text("People"),
        REFERENCE.name: text("Reference data"),
    }[view.name]


def title(view: View) -> Text:
    """The title of the browser tab; the view's name comes first, to fit a narrow tab."""
    return titled(name(view))


def titled(words: Text) -> Text:
    """The title of a page that is not a view."""
    return text("{view} – imPACT", view=words)
