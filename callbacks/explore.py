"""The explore view: one request a filter change."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from callbacks.content import content
from callbacks.types import Ask, Report
from dashboard.addresses import EXPLORE
from dashboard.domain.filters import NAMES
from dashboard.i18n import Locale, text
from dashboard.queries.answers import Answer
from layouts import explore as view
from layouts import shell
from layouts.filter_bar import CONTROLS, LAST_DAYS, REMOVE, Options

OUTPUTS = {name: Output(*place) for name, place in view.OUTPUTS.items()}


def page(answer: Answer, locale: Locale) -> Component:
    """The whole view for a first load."""
    filters, vocabulary, state = answer.progress.filters, answer.vocabulary, answer.state
    options = Options(vocabulary, state.first_session, state.data_as_of, answer.hidden_up_to)
    about = shell.Surroundings(vocabulary, state.demonstration, state.data_as_of)
    main = view.layout(locale, filters, options, update(answer, locale))
    return shell.page(EXPLORE, locale, filters.to_query(), about, main)


def update(answer: Answer, locale: Locale) -> view.Content:
    """What a filter change redraws."""
    problems = tuple(p for p in answer.problems if p.parameter in NAMES)
    return content(
        answer.progress, answer.vocabulary, locale, problems=problems, without=answer.without
    )


def failed(reference: str, locale: Locale) -> view.Content:
    """The old figures stay, marked as such, under a message."""
    message = text(
        "The figures could not be updated: those below are from before your last change. "
        "Try again in a moment; if it goes on, tell us this reference: {reference}.",
        reference=reference,
    )
    return {
        **dict.fromkeys(view.OUTPUTS, no_update),
        "failure": message.say(locale),
        "results_class": "results results--stale",
    }


def register(app: Dash, ask: Ask, report: Report) -> None:
    """Wire the view's callbacks."""

    def on_error(error: Exception) -> view.Content:
        return failed(report(error), _locale(ctx.states.get(f"{view.LOCALE}.data")))

    @app.callback(
        output=OUTPUTS,
        inputs={"query": Input(view.QUERY, "data"), "locale": State(view.LOCALE, "data")},
        prevent_initial_call=True,
        on_error=on_error,
    )
    def _update(query: object, locale: object) -> view.Content:
        return update(ask(str(query or "")), _locale(locale))

    _register_browser_side(app)


def _register_browser_side(app: Dash) -> None:
    """What needs no request: the address follows the controls, and they follow it back.

    Scripts in the browser get their values in a row, in the order of ``CONTROLS``.
    """
    app.clientside_callback(
        ClientsideFunction("explore", "address"),
        [Output(view.QUERY, "data"), Output(shell.LANGUAGE_LINK, "href")],
        [Input(control, "value") for control in CONTROLS.values()],
        State(shell.LANGUAGE_LINK, "href"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("explore", "restore"),
        [Output(control, "value") for control in CONTROLS.values()],
        Input(view.RESTORE, "data"),
        Input({"type": REMOVE, "name": ALL, "value": ALL}, "n_clicks"),
        Input(LAST_DAYS, "n_clicks"),
        State(LAST_DAYS, "value"),
        [State(control, "value") for control in CONTROLS.values()],
        prevent_initial_call=True,
    )


def _locale(value: object) -> Locale:
    return Locale.FR if value == Locale.FR.value else Locale.EN
