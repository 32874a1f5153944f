"""The parts from which the script makes a form of a row, to correct a session in the list."""

import json

from dash.development.base_component import Component

from dashboard.addresses import SIGN_IN
from dashboard.domain.sessions.column import ColumnType, FormPart, SessionColumn
from dashboard.domain.sessions.columns import BY_CODE, COUNTS, in_form
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.sessions.words import column
from layouts.sessions.words import in_rows
from layouts.shared import html, suggested
from layouts.shared.attributes import data, label
from layouts.shared.controls import Control, native_input

VENUES = "rows-venues"
CHANGEABLE = ("date", "venue", "kind", "language", "status")  # the columns of the list


def edit_here(reference: str, name: str, locale: Locale) -> Component:
    """The button that turns a row into a form; a double click on a cell does the same."""
    return html.Button(
        text("Quick edit").say(locale),
        type="button",
        className="rows__edit",
        **data(edit="", key=f"edit {reference}"),
        **label(text("Quick edit: {session}", session=name).say(locale)),
    )


def controls(words: Vocabulary, locale: Locale) -> Component:
    """One control of each kind for the script to copy into rows, with the names of all columns."""
    counts = (*(one.code for one in COUNTS), *words.ages.codes)
    others = (one.code for part in FormPart for one in in_form(part))
    titles = {
        code: capitalise(column(code, words).say(locale))
        for code in dict.fromkeys((*CHANGEABLE, *counts, *others))
    }
    return html.Div(
        [
            *(_control(BY_CODE[code], titles[code], words, locale) for code in CHANGEABLE),
            suggested.venues(words, VENUES, locale),
        ],
        id="rows-controls",
        **data(
            titles=json.dumps(titles, ensure_ascii=False),
            words=json.dumps(in_rows(locale), ensure_ascii=False, sort_keys=True),
            counts=" ".join(counts),
            signin=SIGN_IN[locale],
        ),
    )


def _control(declared: SessionColumn, title: str, words: Vocabulary, locale: Locale) -> Control:
    code = declared.code
    match declared.type:
        case ColumnType.DATE:
            return _entry(code, title, type="date")
        case ColumnType.VENUE:
            return _entry(code, title, type="text", list=VENUES, maxlength="100")
    terms = declared.terms(words) if declared.terms else ()
    return _choice(code, title, {one.code: capitalise(one.label(locale)) for one in terms})


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
