"""A planned session in the words of a calendar; a sensitive venue shows its type only."""

from dashboard.domain.sessions.calendar import CalendarSession
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, text


def name() -> Text:
    """The name of the calendar."""
    return text("imPACT sessions")


def title(plan: CalendarSession, words: Vocabulary) -> Text:
    """The kind of session and its place."""
    where = place(plan, words) or venue_type(plan, words)
    return Text("{what} – {place}", {"what": _what(plan, words), "place": where})


def place(plan: CalendarSession, words: Vocabulary) -> Text | None:
    """The venue's label; ``None`` for a sensitive venue, whose code is not shown either."""
    venue = words.venues[plan.venue]
    if words.venue_types[venue.venue_type].sensitive:
        return None
    return Text("{venue}", {"venue": venue})


def venue_type(plan: CalendarSession, words: Vocabulary) -> Text:
    """The type of the venue."""
    return Text("{type}", {"type": words.venue_types[words.venues[plan.venue].venue_type]})


def reminder(plan: CalendarSession, words: Vocabulary) -> Text:
    """A reminder to report on the session."""
    return text(
        "Venue type: {type}. After the session, report in the dashboard whether it took place.",
        type=venue_type(plan, words),
    )


def _what(plan: CalendarSession, words: Vocabulary) -> Text:
    return text(
        "{kind}, {language}", kind=words.kinds[plan.kind], language=words.languages[plan.language]
    )
