"""Planned sessions as an iCalendar file (RFC 5545), which calendar programs fetch regularly."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from dashboard.domain.sessions.calendar import CalendarSession
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.sessions import calendar as sentences

PRODUCT = "-//PACT-Ottawa//imPACT dashboard//EN"
ASKED_AGAIN = timedelta(hours=1)


def ics(
    plans: Iterable[CalendarSession], words: Vocabulary, locale: Locale, host: str, page: str
) -> bytes:
    """The calendar file; the same plans give the same bytes.

    ``host`` makes the events' ids unique worldwide; ``page`` is the address for reporting sessions,
    empty if unknown.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.calendar_name = sentences.name().say(locale)  # in its old and its new form
    calendar.refresh_interval = ASKED_AGAIN
    calendar.add("x-published-ttl", "PT1H")
    for plan in plans:
        calendar.add_component(_event(plan, words, locale, host, page))
    content: bytes = calendar.to_ical()
    return content


def _event(plan: CalendarSession, words: Vocabulary, locale: Locale, host: str, page: str) -> Event:
    """An all-day event that does not mark its subscribers as busy."""
    event = Event()
    event.add("uid", f"session-{plan.session_id}@{host}")
    event.add("sequence", plan.version)
    event.add("dtstamp", plan.changed_at)
    event.add("last-modified", plan.changed_at)
    event.add("dtstart", plan.day)
    event.add("dtend", plan.day + timedelta(days=1))
    event.add("summary", capitalise(_line(sentences.title(plan, words), locale)))
    event.add("description", _line(sentences.reminder(plan, words), locale))
    if (place := sentences.place(plan, words)) is not None:
        event.add("location", _line(place, locale))
    event.add("status", "CANCELLED" if plan.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if page:
        event.add("url", page)
    return event


def _line(words: Text, locale: Locale) -> str:
    """The text on one line, without control characters, which iCalendar forbids."""
    return "".join(sign if sign.isprintable() else " " for sign in words.say(locale))
