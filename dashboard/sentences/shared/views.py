"""What the views are called."""

from dashboard.addresses import EXPLORE, PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VENUES, View
from dashboard.i18n import Text, text


def name(view: View) -> Text:
    """The word that leads to the view, and that stands above it."""
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
    """What a browser's tab says: the same word first, so that it is read on a narrow tab, too."""
    return titled(name(view))


def titled(words: Text) -> Text:
    """The same for a page that is no view."""
    return text("{view} – imPACT", view=words)
