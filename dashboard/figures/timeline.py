"""The sessions of a venue in time: a line for each language, a sign for each status."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.domain.shared.periods import month_of, months_between
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.venues import VenueHistory, VenueSession, session_status
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise, long_date, month

CHARACTER_WIDTH = 7.4
LINE_HEIGHT, AXIS_HEIGHT = 34, 52
TICKS = 4
ROOM = timedelta(days=20)  # on either side, so that no sign is cut
SIGNS = {
    "delivered": ("circle", theme.REACHED),
    "planned": ("circle-open", theme.REACHED),
    "overdue": ("triangle-up-open", theme.SESSIONS),
    "cancelled": ("x-thin-open", theme.PLAN),
}


def timeline(history: VenueHistory, vocabulary: Vocabulary, locale: Locale) -> Figure:
    """Place every session on its day; a language without sessions keeps an empty line."""
    lines = [capitalise(language.label(locale)) for language in vocabulary.languages]
    by_status = {
        status: [session for session in history.sessions if session.status == status]
        for status in SIGNS
    }
    return {
        "data": [
            _signs(status, sessions, vocabulary, locale)
            for status, sessions in by_status.items()
            if sessions
        ],
        **theme.frame(locale),
        "layout": {
            "height": LINE_HEIGHT * len(lines) + AXIS_HEIGHT,
            "margin": {
                "l": round(16 + CHARACTER_WIDTH * max(map(len, lines), default=0)),
                "r": 8,
                "t": 8,
                "b": 44,
            },
            "hovermode": "closest",
            "xaxis": _months([session.held_on for session in history.sessions], locale),
            "yaxis": {
                "type": "category",
                "categoryarray": lines,
                "range": [len(lines) - 0.5, -0.5],
                "ticklabelstandoff": 6,
            },
        },
    }


def _signs(
    status: str, sessions: Sequence[VenueSession], vocabulary: Vocabulary, locale: Locale
) -> Figure:
    symbol, colour = SIGNS[status]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": capitalise(session_status(status).say(locale)),
        "x": [session.held_on.isoformat() for session in sessions],
        "y": [capitalise(vocabulary.languages[s.language].label(locale)) for s in sessions],
        "marker": {
            "symbol": symbol,
            "size": 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "cliponaxis": False,
        "text": [
            f"{long_date(session.held_on, locale)} – {vocabulary.kinds[session.kind].label(locale)}"
            for session in sessions
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _months(days: Sequence[date], locale: Locale) -> Figure:
    """Labels of our own for the months, so that plotly needs no locale file."""
    if not days:
        return {"visible": False}
    first, last = min(days), max(days)
    months = months_between(month_of(first), month_of(last))
    shown = months[:: -(-len(months) // TICKS)]
    return {
        "type": "date",
        "tickvals": [f"{code}-01" for code in shown],
        "ticktext": [month(code, locale, short=True).replace(" ", "<br>") for code in shown],
        "tickangle": 0,
        "range": [(min(first, first.replace(day=1)) - ROOM).isoformat(), (last + ROOM).isoformat()],
    }
