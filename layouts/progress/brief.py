"""The way to the brief, in one language or in both."""

from dash.development.base_component import Component

from dashboard.addresses import BRIEF, MESSAGES, with_query
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from layouts.shared import html
from layouts.shared.attributes import data

NAMES = {Locale.EN: "English", Locale.FR: "Français"}
"""Of the languages, each in itself."""


def menu(filters: Filters, locale: Locale) -> Component:
    """A fold with links to the documents, under these filters."""
    alone = [
        html.Span(_way(filters, NAMES[one], one), lang=one.value) for one in (locale, locale.other)
    ]
    together = _way(filters, text("Both, side by side").say(locale), locale, locale.other)
    return html.Details(
        [
            html.Summary(text("Brief").say(locale), className="tabs__tab"),
            html.Div(
                [
                    html.P(text("To print or to attach (PDF)").say(locale)),
                    html.Ul([html.Li(one) for one in (*alone, together)]),
                    html.P(_by_email(filters, locale)),
                ],
                className="drop__panel",
            ),
        ],
        className="drop",
    )


def _by_email(filters: Filters, locale: Locale) -> Component:
    """The way to a subscription to these filters."""
    address = with_query(MESSAGES[locale], filters.to_query())
    return html.A(text("By email, regularly").say(locale), href=address, **data(keep=""))


def _way(filters: Filters, words: str, *languages: Locale) -> Component:
    """A link that keeps the filters, also when they change in the browser."""
    said = "&".join(f"lang={one.value}" for one in languages)
    query = "&".join(filter(None, (filters.to_query(), said)))
    return html.A(words, href=with_query(BRIEF, query), download="", **data(keep=said))
