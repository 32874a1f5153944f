"""What the script makes a form of, when a session is corrected where it stands in the list."""

import json

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import SIGN_IN
from dashboard.domain.sessions.options import STATUSES
from dashboard.domain.shared.vocabulary import Terms, TermT_co, Venue, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.sessions.words import column, status
from layouts.sessions.words import in_rows
from layouts.shared.attributes import data, label
from layouts.shared.controls import Control, native_input

VENUES = "rows-venues"
COUNTS = ("total", "first_time")
OTHERS = ("facilitators", "duration_minutes", "note")
CHANGEABLE = ("date", "venue", "kind", "language", "status")


def edit_here(reference: str, locale: Locale) -> Component:
    """Makes a row a form; a double click on one of its cells does the same."""
    return html.Button(
        text("Quick edit").say(locale),
        type="button",
        className="rows__edit",
        **data(edit="", key=f"edit {reference}"),
        **label(text("Quick edit: {session}", session=reference).say(locale)),
    )


def controls(words: Vocabulary, locale: Locale) -> Component:
    """One of each kind, to be copied into a row; with the names of all columns."""
    counts = (*COUNTS, *words.ages.codes)
    titles = {
        code: capitalise(column(code, words).say(locale))
        for code in (*CHANGEABLE, *counts, *OTHERS)
    }
    return html.Div(
        [
            _entry("date", titles["date"], type="date"),
            _entry("venue", titles["venue"], type="text", list=VENUES, maxlength="100"),
            _choice("kind", titles["kind"], _labels(words.kinds, locale)),
            _choice("language", titles["language"], _labels(words.languages, locale)),
            _choice("status", titles["status"], _statuses(locale)),
            html.Datalist([_offered(venue, locale) for venue in words.venues], id=VENUES),
        ],
        id="rows-controls",
        **data(
            titles=json.dumps(titles, ensure_ascii=False),
            words=json.dumps(in_rows(locale), ensure_ascii=False, sort_keys=True),
            counts=" ".join(counts),
            signin=SIGN_IN[locale],
        ),
    )


def _entry(code: str, title: str, **attributes: str) -> Control:
    return native_input(
        {"className": "form-control", **data(entry=code, title=title), **attributes}
    )


def _choice(code: str, title: str, options: dict[str, str]) -> Component:
    return html.Select(
        [html.Option(said, value=value) for value, said in options.items()],
        className="form-select",
        **data(entry=code, title=title),
    )


def _offered(venue: Venue, locale: Locale) -> Component:
    said = venue.label(locale)
    return html.Option(value=venue.code, label="" if said == venue.code else said)


def _labels(terms: Terms[TermT_co], locale: Locale) -> dict[str, str]:
    return {term.code: capitalise(term.label(locale)) for term in terms}


def _statuses(locale: Locale) -> dict[str, str]:
    words: dict[str, Text] = {code: status(code) for code in STATUSES}
    return {code: capitalise(said.say(locale)) for code, said in words.items()}
