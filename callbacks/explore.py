"""The explore view: one request a filter change."""

from dash import ClientsideFunction, Dash, Input, Output, State, ctx
from dash.development.base_component import Component

from callbacks.content import drawing
from callbacks.types import Ask, Report
from dashboard.addresses import EXPLORE
from dashboard.domain.filters import NAMES
from dashboard.i18n import Locale
from dashboard.queries.answers import Answer
from dashboard.sentences import charts
from layouts import explore as view
from layouts import shell
from layouts.filter_bar import CONTROLS, Options


def page(answer: Answer, locale: Locale) -> Component:
    """The whole view for a first load."""
    filters, vocabulary, state = answer.progress.filters, answer.vocabulary, answer.state
    options = Options(vocabulary, state.first_session, state.data_as_of, answer.hidden_up_to)
    about = shell.Surroundings(vocabulary, state.demonstration, state.data_as_of)
    drawn = _drawing(answer, locale)
    still = {view.RESULTS: view.cards(locale, options), shell.FOOTER: shell.footer(locale, about)}
    drawing = drawn | {"parts": still | drawn["parts"]}
    main = view.layout(locale, filters, options, drawing)
    return shell.page(EXPLORE, locale, filters.to_query(), about, main)


def update(answer: Answer, locale: Locale) -> view.Drawing:
    """What a filter change redraws, with a word for those who hear the page."""
    drawn = _drawing(answer, locale)
    said = charts.announcement(answer.progress).say(locale)
    return drawn | {"parts": drawn["parts"] | {view.slot("announcement"): said}}


def failed(reference: str, locale: Locale) -> view.Drawing:
    """The old figures stay, marked as such, under a message."""
    return {"parts": {view.slot("failure"): view.failure(reference, locale)}, "stale": True}


def register(app: Dash, ask: Ask, report: Report) -> None:
    """Wire the view's callbacks."""

    def on_error(error: Exception) -> view.Drawing:
        return failed(report(error), _locale(ctx.states.get(f"{view.LOCALE}.data")))

    @app.callback(
        Output(view.DRAWING, "data"),
        inputs={"query": Input(view.QUERY, "data"), "locale": State(view.LOCALE, "data")},
        prevent_initial_call=True,
        on_error=on_error,
    )
    def _update(query: object, locale: object) -> view.Drawing:
        return update(ask(str(query or "")), _locale(locale))

    _register_browser_side(app)


def _register_browser_side(app: Dash) -> None:
    """What needs no request: drawing, and keeping address and controls together."""
    controls = list(CONTROLS.values())  # scripts get their values in this order
    app.clientside_callback(
        ClientsideFunction("explore", "draw"),
        Output(view.DRAWN, "data"),  # without an output it would not run for a page just put in
        Input(view.DRAWING, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("explore", "address"),
        [Output(view.QUERY, "data"), Output(shell.LANGUAGE_LINK, "href")],
        [Input(control, "value") for control in controls],
        State(shell.LANGUAGE_LINK, "href"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("explore", "restore"),
        [Output(control, "value") for control in controls],
        Input(view.RESTORE, "data"),
        prevent_initial_call=True,
    )


def _drawing(answer: Answer, locale: Locale) -> view.Drawing:
    # Foreign names, such as those that mailings add to links, are no one's mistake.
    problems = tuple(p for p in answer.problems if p.parameter in NAMES)
    return drawing(
        answer.progress, answer.vocabulary, locale, problems=problems, without=answer.without
    )


def _locale(value: object) -> Locale:
    return Locale.FR if value == Locale.FR.value else Locale.EN
