"""A planned session as a calendar outside tells it: of a sensitive venue, its type alone."""

from dashboard.domain.sessions.calendar import CalendarSession
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, text


def name() -> Text:
    """What the calendar is called."""
    return text("imPACT sessions")


def title(plan: CalendarSession, words: Vocabulary) -> Text:
    """What is planned, and where."""
    where = place(plan, words) or venue_type(plan, words)
    return Text("{what} – {place}", {"what": _what(plan, words), "place": where})


def place(plan: CalendarSession, words: Vocabulary) -> Text | None:
    """The venue by its label; ``None`` where even its code would be too much."""
    venue = words.venues[plan.venue]
    if words.venue_types[venue.venue_type].sensitive:
        return None
    return Text("{venue}", {"venue": venue})


def venue_type(plan: CalendarSession, words: Vocabulary) -> Text:
    """What kind of place it is."""
    return Text("{type}", {"type": words.venue_types[words.venues[plan.venue].venue_type]})


def reminder(plan: CalendarSession, words: Vocabulary) -> Text:
    """What to do afterwards."""
    return text(
        "Venue type: {type}. After the session, report in the dashboard whether it took place.",
        type=venue_type(plan, words),
    )


def _what(plan: CalendarSession, words: Vocabulary) -> Text:
    return text(
        "{kind}, {language}", kind=words.kinds[plan.kind], language=words.languages[plan.language]
    )
