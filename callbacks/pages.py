"""Find the page at an address."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks import views
from callbacks.types import Ask
from dashboard.addresses import locale_of, view_at
from dashboard.i18n import Locale, text
from dashboard.queries.answers import Answers
from layouts.shared import first, shell
from layouts.shared.first import FirstPaint, first_paint
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
    """The page that says that there is no such page."""
    return shell.notice(
        locale,
        text("Page not found").say(locale),
        [html.P(html.A(text("Go to the home page").say(locale), href="/"))],
    )


def opener(ask: Ask, path: str) -> Callable[[str], FirstPaint]:
    """A function that makes the first HTML of an address for a reader; ``path`` is the site's."""
    return lambda address: first_paint(mounted(path, page(address, ask())))


def register(app: Dash) -> None:
    """Let Dash take over the page that the first HTML drew."""
    app.clientside_callback(
        ClientsideFunction("shell", "begin"),
        Output(first.REACT, "children"),
        Input(first.REACT, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("shell", "take"),
        Output(first.TOOK, "data"),  # or it would not run for new components
        Input(first.TAKEN, "id"),
    )
