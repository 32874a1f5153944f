"""The filters as native controls: keyboard, screen reader and phone work unaided."""

from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.filters import NAMES, Filters
from dashboard.domain.shared.periods import PROJECT, Period, last_days, presets
from dashboard.domain.shared.state import State
from dashboard.domain.shared.vocabulary import Term, Venue, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.shared import choices
from layouts.shared.attributes import HIDDEN_FROM_READERS, data

CONTROLS = {name: f"filter-{name}" for name in NAMES}
LAST_DAYS = "filter-last-days"
SEARCH_FROM = 12  # terms


def filter_bar(
    locale: Locale, reading: Reading, *, beside_period: Component | None = None
) -> Component:
    """All controls; on a phone they fold into one. ``beside_period`` ends the fold of days.

    React draws them, and nothing else of a page.
    """
    groups = [_period(locale, reading, beside_period)]
    groups += [_group(locale, name, reading.filters, reading.vocabulary) for name in DIMENSIONS]
    return html.Section(
        [
            html.H2(text("Filters").say(locale), className="visually-hidden"),
            html.Div(groups, className="filters__groups"),
        ],
        className="filters",
        **data(react=""),
    )


def badges(locale: Locale, filters: Filters, vocabulary: Vocabulary) -> list[Component]:
    """A button a choice that takes it out of the address, and one that takes out all."""
    chosen = choices.choices(filters, vocabulary)
    buttons: list[Component] = [
        html.Button(
            [
                html.Span(text("Remove filter:").say(locale) + " ", className="visually-hidden"),
                capitalise(choice.words.say(locale)),
                html.Span("×", className="chip__x", **HIDDEN_FROM_READERS),
            ],
            type="button",
            className="chip",
            **data(remove=choice.name, value=choice.value),
        )
        for choice in chosen
    ]
    if chosen:
        buttons.append(
            html.Button(
                text("Clear all").say(locale),
                type="button",
                className="chip chip--clear",
                **data(remove="", value=""),
            )
        )
    return buttons


def _group(locale: Locale, name: str, filters: Filters, vocabulary: Vocabulary) -> Component:
    terms = terms_by_filter(vocabulary)[name]
    if not terms:
        return _without_terms(name)
    chosen = list(filters.codes(name))
    title, find = DIMENSIONS[name].label, DIMENSIONS[name].find
    body: list[Component | None] = [
        html.Legend(capitalise(title.say(locale)), className="visually-hidden"),
        _search(locale, name, find) if find and len(terms) > SEARCH_FROM else None,
        dbc.Checklist(
            id=CONTROLS[name],
            options=[_option(term, locale) for term in terms],
            value=chosen,
            className="checks",
        ),
    ]
    return _fold(locale, name, title, html.Fieldset(body))


def _without_terms(name: str) -> Component:
    """Scripts keep the address and every control together, so it is there and nobody sees it."""
    return html.Div(dbc.Checklist(id=CONTROLS[name], options=[], value=[]), hidden=True)


def _option(term: Term, locale: Locale) -> dict[str, Any]:
    label = term.label(locale)
    if isinstance(term, Venue):
        label = label if label == term.code else f"{label} ({term.code})"
        return {"label": label, "value": term.code}
    return {"label": capitalise(label), "value": term.code}


def _search(locale: Locale, name: str, words: Text) -> Component:
    search = f"{CONTROLS[name]}-search"
    return html.Div(
        [
            html.Label(words.say(locale), htmlFor=search),
            dbc.Input(id=search, type="search", autocomplete="off", size="sm"),
        ],
        className="field",
    )


def _period(locale: Locale, reading: Reading, beside: Component | None) -> Component:
    title, filters = choices.dimension("period"), reading.filters
    return _fold(
        locale,
        "period",
        title,
        html.Fieldset(
            [
                html.Legend(capitalise(title.say(locale)), className="visually-hidden"),
                _field(
                    capitalise(title.say(locale)),
                    CONTROLS["period"],
                    dbc.Select(
                        id=CONTROLS["period"],
                        options=_periods(locale, filters, reading.state),
                        value=(filters.period or PROJECT).code,
                    ),
                ),
                _last_days(locale, reading.state.data_as_of),
                html.Div(
                    [
                        _date(locale, "from", filters.start),
                        _date(locale, "to", filters.end),
                    ],
                    className="field-pair",
                ),
                beside,
            ]
        ),
    )


def _periods(locale: Locale, filters: Filters, state: State) -> list[dict[str, str]]:
    offered: list[Period] = [PROJECT, *presets(state.first_session, state.data_as_of)]
    if filters.period and filters.period not in offered:
        offered.append(filters.period)
    return [
        {"label": capitalise(choices.period(period).say(locale)), "value": period.code}
        for period in offered
    ]


def _last_days(locale: Locale, data_as_of: date | None) -> Component:
    days = last_days(data_as_of) if data_as_of else None
    return html.Button(
        text("Last 90 days of the data").say(locale),
        id=LAST_DAYS,
        type="button",
        value=f"{days.start}..{days.end}" if days else "",
        disabled=days is None,
        className="btn btn-outline-secondary btn-sm",
    )


def _date(locale: Locale, name: str, value: date | None) -> Component:
    return _field(
        capitalise(choices.dimension(name).say(locale)),
        CONTROLS[name],
        dbc.Input(
            id=CONTROLS[name],
            type="date",
            value=value.isoformat() if value else "",
            debounce=True,
        ),
    )


def _field(label: str, control_id: str, control: Component) -> Component:
    return html.Div([html.Label(label, htmlFor=control_id), control], className="field")


def _fold(locale: Locale, name: str, title: Text, body: Component) -> Component:
    count = html.Span(
        [html.Span(), html.Span(" " + text("chosen").say(locale), className="visually-hidden")],
        className="filter__count",
        hidden=True,
    )
    return html.Details(
        [
            html.Summary([capitalise(title.say(locale)), " ", count]),
            html.Div(body, className="filter__panel"),
        ],
        className=f"filter filter--{name.replace('_', '-')}",
        **data(filter=name),
    )
