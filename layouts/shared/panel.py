"""The parts of a panel that is opened beside a list: its head, and the steps of a history."""

from collections.abc import Iterable, Sequence

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import chip
from layouts.shared.drawing import slot


def head(title: str | list[Component | str], closed: str, locale: Locale) -> Component:
    """A title, and the way to the address where it is closed."""
    close = html.A(
        text("Close").say(locale),
        href=closed,
        className="chip",
        **data(stay="", focus=slot("showing")),
    )
    return html.Div([html.H2(title), close], className="history__head")


def step(done: Text, when: Text, parts: Sequence[Component | None], locale: Locale) -> Component:
    """A step of a history: what was done, when, and the ``parts`` that tell it."""
    said = html.P(when.say(locale), className="steps__when")
    return html.Li([html.H3(done.say(locale)), said, *parts])


def states(
    rows: Iterable[tuple[str, list[Component]]], locale: Locale, *, had_before: bool = True
) -> Component:
    """What a step changed, by the title of each cell; what is new has one cell a row."""
    headings = (text("Item"), *([text("Before")] if had_before else []), text("After"))
    body = [html.Tr([html.Th(title, scope="row"), *cells]) for title, cells in rows]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(one.say(locale), scope="col") for one in headings])),
            html.Tbody(body),
        ],
        className="states",
    )


def restore_button(when: Text, locale: Locale, **does: str) -> Component:
    """The button to restore a state; its label has the time, for screen readers."""
    words = text("Restore the previous version").say(locale)
    return chip(words, f"{words} ({when.say(locale)})", **does)
