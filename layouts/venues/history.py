"""The history of the open venue: a timeline, and its sessions one by one."""

from typing import Any

from dash.development.base_component import Component

from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.venues import VenueHistory, VenueSession, session_status
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.venues import venues as sentences
from layouts.shared import html, records
from layouts.shared.attributes import HIDDEN_FROM_READERS, label
from layouts.shared.cards import graph
from layouts.shared.drawing import slot
from layouts.shared.links import session_address
from layouts.venues.links import Here, way
from layouts.venues.table import signed

SIGNS = {"delivered": "●", "planned": "○", "overdue": "△", "cancelled": "✕"}


def panel(history: VenueHistory, here: Here, reading: Reading, focus: str) -> list[Component]:
    """The card of a venue; closing it moves the focus to ``focus``."""
    locale, exact = here.locale, reading.audience is Audience.COORDINATOR
    return [
        html.Article(
            [
                html.Div(
                    [
                        html.H3(_title(history, locale)),
                        html.Div(
                            [
                                _booking(history, here) if reading.records else None,
                                way(
                                    here.choosing(opened="").address,
                                    text("Close this history").say(locale),
                                    "venues-close",
                                    css="chip",
                                    focus=focus,
                                ),
                            ],
                            className="history__ways",
                        ),
                    ],
                    className="history__head",
                ),
                html.P(
                    sentences.history(history).say(locale),
                    id=slot("timeline", "sentence"),
                    className="sentence",
                ),
                _key(history, locale) if history.sessions else None,
                graph("timeline", "history__figure") if history.sessions else None,
                _sessions(history, reading.vocabulary, locale, exact=exact)
                if history.sessions
                else None,
                None
                if exact
                else html.P(
                    text("The committee’s views do not show each session’s participations.").say(
                        locale
                    ),
                    className="symbols",
                ),
            ],
            className="card history",
        )
    ]


def _booking(history: VenueHistory, here: Here) -> Component:
    """The way to the form with this venue, and with the language if the filters name one."""
    languages = here.filters.language
    options = SessionOptions(
        book_language=languages[0] if len(languages) == 1 else "", book_venue=history.venue.code
    )
    words = text("Book a session: {terms}", terms=_title(history, here.locale))
    return html.A(
        text("Book a session").say(here.locale),
        href=session_address(Filters(), options, here.locale),
        className="chip",
        **label(words.say(here.locale)),
    )


def _key(history: VenueHistory, locale: Locale) -> Component:
    """The meanings of the timeline's signs; screen readers find them in the table."""
    statuses = {session.status for session in history.sessions}
    return html.P(
        [_status(status, locale) for status in SIGNS if status in statuses],
        className="history__key",
        **HIDDEN_FROM_READERS,
    )


def _status(status: str, locale: Locale) -> Component:
    return signed(SIGNS[status], session_status(status), locale)


def _title(history: VenueHistory, locale: Locale) -> str:
    code, label = history.venue.code, history.venue.label(locale)
    return code if label == code else f"{label} ({code})"


def _sessions(
    history: VenueHistory, vocabulary: Vocabulary, locale: Locale, *, exact: bool
) -> Component:
    headings = [
        text("Date"),
        text("Session kind"),
        text("Language"),
        text("status"),
        text("Age groups"),
        *([text("Participations")] if exact else []),
    ]
    said = [capitalise(heading.say(locale)) for heading in headings]
    return records.table(
        text("The sessions of this venue").say(locale),
        [records.heading(words) for words in said],
        [_session(each, said, vocabulary, locale, exact=exact) for each in history.sessions],
        "venues",
    )


def _session(
    session: VenueSession,
    headings: list[str],
    vocabulary: Vocabulary,
    locale: Locale,
    *,
    exact: bool,
) -> Component:
    ages = ", ".join(vocabulary.ages[code].label(locale) for code in session.ages)
    # users type references, so only readers who see exact counts see them
    place: dict[str, Any] = {"id": f"session-{session.reference}", "tabIndex": "-1"}
    cells: list[records.Content] = [
        capitalise(vocabulary.kinds[session.kind].label(locale)),
        capitalise(vocabulary.languages[session.language].label(locale)),
        _status(session.status, locale),
        ages or NOT_AVAILABLE,
    ]
    if exact:
        counted = session.participations
        cells.append(NOT_AVAILABLE if counted is None else count(counted, locale))
    day = session.held_on.isoformat()
    return records.row(day, headings[1:], cells, **(place if exact else {}))
