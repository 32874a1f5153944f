"""The filters as native controls, which work with keyboard, screen reader and phone.

On a phone, one button opens them in a sheet. The browser's script moves the same folds there, so
each control exists once for the callbacks.
"""

from functools import lru_cache

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard.domain.shared.dimensions import DIMENSIONS, terms_of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.offered import Offered, offered, said
from dashboard.domain.shared.periods import DateRange
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale, Text, plural, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.shared import choices
from dashboard.sentences.shared.choices import found
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, OPENS_DIALOG, data, label, labelled_by
from layouts.shared.controls import chip
from layouts.shared.days import period_fold
from layouts.shared.drawing import Drawing, slot
from layouts.shared.fold import CONTROLS, KEPT, count, fold
from layouts.shared.links import choices_address
from layouts.shared.markup import written_once
from layouts.shared.written import WrittenOnce, shared

SHEET, SHEET_TITLE = "filters-sheet", "filters-sheet-title"
SEARCH_FROM = 12  # terms
BADGES_KEPT = 256


def filter_bar(
    locale: Locale, reading: Reading, *, beside_period: Component | None = None
) -> Component:
    """All controls, and their button on a phone.

    ``beside_period`` ends the fold of days, which is kept by it: so it is the same on all pages.
    This is the only part of a page that React draws.
    """
    filters, vocabulary = reading.filters, reading.vocabulary
    days = DateRange(filters.start, filters.end)
    of_data = DateRange(reading.state.first_session, reading.state.data_as_of)
    groups = [period_fold(locale, filters.period, days, of_data, beside_period)]
    groups += [
        _group(locale, name, tuple(filters.codes(name)), terms_of(name, vocabulary))
        for name in DIMENSIONS
    ]
    words = text("Filters").say(locale)
    return html.Div(
        [
            html.Button(
                [words, " ", count(locale)],
                type="button",
                className="filters__open",
                **OPENS_DIALOG,
            ),
            html.Div(
                groups,
                className="filters__groups",
                role="group",
                **label(words),
            ),
            _sheet(locale, words),
        ],
        className="filters__choose",
        **data(react=""),
    )


def _sheet(locale: Locale, words: str) -> Component:
    """The sheet that holds the folds on a phone."""
    return html.Dialog(
        [
            html.Div(
                [
                    html.H2(words, id=SHEET_TITLE, tabIndex="-1"),
                    chip(text("Close").say(locale), close=""),
                ],
                className="sheet__head",
            ),
            html.P(id=slot("sheet", "said"), className="visually-hidden", role="status"),
            html.Div(
                [
                    _clear_all(locale),
                    html.Button(
                        text("Show the sessions").say(locale),
                        id=slot("sheet", "show"),
                        type="button",
                        className="sheet__show",
                        **data(close=""),
                    ),
                ],
                className="sheet__foot",
            ),
        ],
        id=SHEET,
        className="sheet",
        **labelled_by(SHEET_TITLE),
    )


def kept(locale: Locale, sessions: int, of: int) -> Drawing:
    """How many of all delivered sessions the filters keep, where that is shown."""
    said = choices.kept(sessions, of).say(locale)
    places = {slot("kept"): said, slot("sheet", "said"): said}
    return places | way_to_sessions(locale, sessions)


def way_to_sessions(locale: Locale, sessions: int) -> Drawing:
    """The words of the button that closes the sheet on a phone."""
    show = plural("Show {count} session", "Show {count} sessions", sessions)
    return {slot("sheet", "show"): show.say(locale)}


def badges(locale: Locale, filters: Filters, vocabulary: Vocabulary) -> list[Component]:
    """A button for each choice that removes it, and one that removes all."""
    buttons = [
        _badge(locale, one.name, one.value, one.words.say(locale))
        for one in choices.choices(filters, vocabulary)
    ]
    return [html.Div(buttons, className="chips__each"), _clear_all(locale)] if buttons else []


@lru_cache(BADGES_KEPT)  # most are those of one of the last answers
def _badge(locale: Locale, name: str, value: str, words: str) -> Component:
    button = chip(
        [
            html.Span(text("Remove filter:").say(locale) + " ", className="visually-hidden"),
            html.Span(capitalise(words), className="chip__words"),
            html.Span("×", className="chip__x", **HIDDEN_FROM_READERS),
        ],
        remove=name,
        value=value,
    )
    return shared(button)


def _clear_all(locale: Locale) -> Component:
    return html.Button(
        text("Clear all").say(locale),
        type="button",
        className="chip chip--clear",
        **data(remove="", value=""),
    )


@lru_cache(KEPT)
def _group(locale: Locale, name: str, chosen: tuple[str, ...], terms: Terms[Term]) -> WrittenOnce:
    """Made of nothing but these words and choices: who else has the same ones sees the same."""
    if not terms:
        return written_once(_without_terms(name))
    title, find = DIMENSIONS[name].label, DIMENSIONS[name].find
    some = offered(terms, locale, chosen=chosen)
    body: list[Component | None] = [
        html.Legend(capitalise(title.say(locale)), className="visually-hidden"),
        _search(locale, name, find, some) if find and len(terms) > SEARCH_FROM else None,
        dbc.Checklist(
            id=CONTROLS[name],
            options=[{"label": said(term, locale), "value": term.code} for term in some.terms],
            value=list(chosen),
            className="checks",
        ),
    ]
    return written_once(fold(locale, name, title, html.Fieldset(body)))


def _without_terms(name: str) -> Component:
    """A hidden control, because scripts keep the address and every control equal."""
    return html.Div(dbc.Checklist(id=CONTROLS[name], options=[], value=[]), hidden=True)


def _search(locale: Locale, name: str, words: Text, some: Offered) -> Component:
    """The search of a long list; where only a part is offered, the server looks for the others."""
    search = f"{CONTROLS[name]}-search"
    asks = data(choices=choices_address(name, locale)) if some.is_part else {}
    return html.Div(
        [
            html.Label(words.say(locale), htmlFor=search),
            dbc.Input(id=search, type="search", autocomplete="off", size="sm"),
            html.P(found(some).say(locale), className="filter__found", role="status")
            if some.is_part
            else None,
        ],
        className="field",
        **asks,
    )
