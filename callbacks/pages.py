"""Which page stands at an address."""

from dash import ClientsideFunction, Dash, Input, Output, ctx, html
from dash.development.base_component import Component

from callbacks import views
from callbacks.types import Ask, Report
from dashboard.addresses import locale_of, view_at
from dashboard.i18n import Locale, text
from dashboard.queries.answers import Answers
from layouts.shared import shell
from layouts.shared.mounted import mounted


def page(address: str, answers: Answers) -> Component:
    """The page at a path with its query, as the browser shows it."""
    path, _, query = address.partition("?")
    found = view_at(path)
    if found is None:
        return unknown(locale_of(path) or Locale.EN)
    view, locale = found
    return views.page(view, answers, query, locale)


def unknown(locale: Locale) -> Component:
    """There is no such page."""
    return shell.notice(
        locale,
        text("Page not found").say(locale),
        [html.P(html.A(text("Go to the home page").say(locale), href="/"))],
    )


def failed(reference: str, locale: Locale) -> Component:
    """The page can't be made now."""
    return shell.notice(
        locale,
        text("The dashboard cannot read its data at the moment").say(locale),
        [
            html.P(
                text(
                    "Nothing is lost. Try again in a moment. If the problem persists, "
                    "give us this reference: {reference}.",
                    reference=reference,
                ).say(locale)
            ),
            html.P(html.A(text("Try again").say(locale), href="")),
        ],
    )


def register(app: Dash, ask: Ask, report: Report) -> None:
    """Wire the frame to the pages."""
    path = app.config.requests_pathname_prefix.rstrip("/")

    def on_error(error: Exception) -> Component:
        address = str(ctx.inputs.get(f"{shell.ADDRESS}.data") or "")
        return mounted(path, failed(report(error), locale_of(address) or Locale.EN))

    app.clientside_callback(
        ClientsideFunction("shell", "address"),
        Output(shell.ADDRESS, "data"),
        Input(shell.PAGE, "id"),
    )

    @app.callback(
        Output(shell.PAGE, "children"),
        Input(shell.ADDRESS, "data"),
        prevent_initial_call=True,
        on_error=on_error,
    )
    def _page(address: object) -> Component:
        return mounted(path, page(str(address or ""), ask()))
