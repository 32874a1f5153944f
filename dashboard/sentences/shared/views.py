"""What the views are called."""

from dashboard.addresses import EXPLORE, PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VENUES, View
from dashboard.i18n import Text, text


def name(view: View) -> Text:
    """The word that leads to the view."""
    return _names()[view.name][0]


def title(view: View) -> Text:
    """What a browser's tab says."""
    return _names()[view.name][1]


def _names() -> dict[str, tuple[Text, Text]]:
    return {
        EXPLORE.name: (text("Explore"), text("imPACT – the project’s reach")),
        VENUES.name: (text("Venues"), text("imPACT – venues")),
        PLAN.name: (text("Action plan"), text("imPACT – action plan and facilitators")),
        PUBLISH.name: (text("Publish"), text("imPACT – publications")),
        SESSIONS.name: (text("Sessions"), text("imPACT – sessions")),
        PEOPLE.name: (text("People"), text("imPACT – people and tokens")),
        REFERENCE.name: (text("Reference data"), text("imPACT – reference data")),
    }
