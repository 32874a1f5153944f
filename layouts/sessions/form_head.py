"""What stands above the form of a session: its title, and the ways to other places."""

from dash.development.base_component import Component

from dashboard.addresses import TEMPLATE
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.sessions.record import SessionRecord
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.queries.sessions.desk import FormStart
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions.words import updated
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.links import session_address


def head(shown: SessionsView, begun: FormStart, locale: Locale) -> list[Component]:
    """What the form is for, whether the session is there, and the ways from here."""
    options, reference = shown.options, shown.options.edit
    if options.books:
        return _booking_head(shown, locale)
    if not reference:
        return [html.H2(text("Log a session").say(locale)), _template(locale)]
    if begun.edited is None:
        words = text("There is no session {reference}.", reference=reference)
        return [html.H2(words.say(locale)), _ways_back(shown, locale)]
    stored = begun.edited
    changed = updated(stored.updated_at, stored.author, shown.time_zone)
    return [
        html.H2(_title(stored.record, locale, is_report=options.held)),
        html.P(text("Last change: {change}", change=changed).say(locale)),
        _ways_back(shown, locale),
    ]


def _title(session: SessionRecord, locale: Locale, *, is_report: bool) -> list[Component | str]:
    """The session by its day and venue, and then by its reference."""
    took_place = text("It took place: {session}", session=session.name)
    words = took_place if is_report else text("Edit session: {session}", session=session.name)
    return [words.say(locale), " ", html.Span(session.reference, className="venues__code")]


def _booking_head(shown: SessionsView, locale: Locale) -> list[Component]:
    words, options = shown.reading.vocabulary, shown.options
    language = words.languages[options.book_language] if options.book_language else None
    venue_type = words.venue_types[options.book_venue_type] if options.book_venue_type else None
    venue = words.venues[options.book_venue] if options.book_venue else None
    terms = (Text("{term}", {"term": term}) for term in (language, venue_type, venue) if term)
    title = text("Book a session: {terms}", terms=sequence(*terms, between=", "))
    hint = (
        text("Replace the proposed date by the day that you agree on.")
        if venue
        else text("Choose the venue, and replace the proposed date by the day that you agree on.")
    )
    return [html.H2(title.say(locale)), html.P(hint.say(locale))]


def _template(locale: Locale) -> Component:
    """A link to the workbook for many sessions at once, which works offline."""
    words = text("Download the workbook to fill in").say(locale)
    return html.P(
        [
            text("Many sessions at once?").say(locale) + " ",
            html.A(words, href=f"{TEMPLATE}?lang={locale.value}", download=""),
        ],
        className="desk__template",
    )


def _ways_back(shown: SessionsView, locale: Locale) -> Component:
    ways = (
        (SessionOptions(), text("Log a new session")),
        (shown.options.of_list(), text("All sessions")),
        (shown.options.of_list(history=shown.options.edit), text("History")),
    )
    return html.P(
        [
            html.A(
                words.say(locale),
                href=session_address(shown.reading.filters, options, locale),
                **data(stay=""),
            )
            for options, words in ways
        ],
        className="desk__ways",
    )
