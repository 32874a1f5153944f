"""The list of all sessions, with search, sorting, and a status for several at once."""

from dataclasses import replace

from dash.development.base_component import Component

from dashboard.domain.sessions.options import LONGEST, STATUSES
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.sessions.list import SessionPage
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions.words import showing, status
from layouts.sessions.calendar import calendar, made
from layouts.sessions.history import history
from layouts.sessions.rows import table
from layouts.sessions.rows_edit import controls
from layouts.sessions.said import said
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import check_box, labelled, native_input, sent_by_script
from layouts.shared.drawing import Drawing, slot
from layouts.shared.links import session_address
from layouts.shared.pager import pager

SEARCH, STATUS, NEW_STATUS = "sessions-search", "sessions-status", "sessions-new-status"


def places(locale: Locale) -> list[Component]:
    """The places of the list; text typed into its fields survives a redrawing."""
    return [
        html.Div(
            id=slot("sessions", "history"),
            role="region",
            tabIndex="-1",
            **label(text("History of a session").say(locale)),
        ),
        html.Div(id=slot("sessions", "fields")),
        html.Div(id=slot("sessions", "bulk")),
        said("desk-list-said", locale),
        html.Div(id=slot("sessions", "controls"), hidden=True),
        html.Div(id=slot("sessions", "table")),
        html.Div(id=slot("sessions", "pager")),
        html.Details(
            [
                html.Summary(text("The planned sessions in your own calendar").say(locale)),
                html.Div(id=slot("sessions", "calendar-made")),
                html.Div(id=slot("sessions", "calendar")),
            ],
            className="desk__new calendar",
        ),
    ]


def drawing(shown: SessionsView, page: SessionPage, locale: Locale) -> Drawing:
    """The list as chosen, below the history of one session."""
    return {
        slot("sessions", "history"): history(shown, locale),
        slot("sessions", "fields"): _fields(locale),
        slot("sessions", "bulk"): _bulk(locale) if page.sessions else None,
        slot("sessions", "controls"): controls(shown.reading.vocabulary, locale),
        slot("sessions", "table"): _table(shown, page, locale) if page.sessions else None,
        slot("sessions", "pager"): _pager(shown, page, locale),
        slot("sessions", "calendar"): calendar(shown.feeds, shown.reading.vocabulary, locale),
        slot("sessions", "calendar-made"): made(locale),
    }


def _table(shown: SessionsView, page: SessionPage, locale: Locale) -> list[Component]:
    """The table, on paper with what was chosen: the fields that tell it stay on the screen."""
    of = showing(shown.reading.filters, shown.options, shown.reading.vocabulary)
    told = [html.P(of.say(locale), className="worklist__of")] if of else []
    return [*told, table(shown, page, locale)]


def _fields(locale: Locale) -> Component:
    search = data(field="search") | {"maxlength": str(LONGEST), "className": "form-control"}
    chosen = html.Select(
        [html.Option(text("any").say(locale), value=""), *_statuses(locale)],
        id=STATUS,
        className="form-select",
        autoComplete="off",
        **data(field="status"),
    )
    return html.Div(
        [
            labelled(
                text("Find by reference or venue").say(locale),
                SEARCH,
                native_input({"id": SEARCH, "type": "search", **search}),
            ),
            labelled(capitalise(text("status").say(locale)), STATUS, chosen),
        ],
        className="venue-fields",
    )


def _bulk(locale: Locale) -> Component:
    """The actions for all selected rows."""
    dropping = text(
        "Include sessions with attendance (their counts are cleared; the history keeps them)"
    ).say(locale)
    form = sent_by_script(
        locale,
        [
            html.Div(
                labelled(
                    text("Change status of selected sessions to").say(locale),
                    NEW_STATUS,
                    html.Select(_statuses(locale)[::-1], id=NEW_STATUS, className="form-select"),
                )
            ),
            html.Label(
                [check_box({"id": "sessions-dropping"}), html.Span(dropping)], className="desk__box"
            ),
            html.Button(text("Change the status").say(locale), type="submit", className="chip"),
        ],
        id="sessions-bulk",
        className="desk__bulk",
    )
    title = text("Change the status of several sessions").say(locale)
    return html.Details([html.Summary(title), form], className="desk__new")


def _statuses(locale: Locale) -> list[Component]:
    return [html.Option(capitalise(status(code).say(locale)), value=code) for code in STATUSES]


def _pager(shown: SessionsView, page: SessionPage, locale: Locale) -> Component | None:
    filters, options = shown.reading.filters, shown.options

    def address(number: int) -> str:
        return session_address(filters, replace(options, page=number), locale)

    return pager("sessions", page.page, page.pages, address, locale, focus=slot("showing"))
