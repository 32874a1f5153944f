"""The way to the brief, in one language or in both."""

from collections.abc import Iterator

from dash.development.base_component import Component

from dashboard.addresses import BRIEF, BRIEF_SLIDES, FIGURES, MESSAGES, WORKBOOK, with_query
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import data

BESIDE, AFTER = text("Both, side by side"), text("Both, one after the other")


def menu(filters: Filters, locale: Locale) -> Component:
    """A fold with links to the documents and to the slides, under these filters."""
    return html.Details(
        [
            html.Summary(text("Brief").say(locale), className="tabs__tab"),
            html.Div(
                [
                    *_ways(BRIEF, text("To print or to attach (PDF)"), BESIDE, filters, locale),
                    *_ways(BRIEF_SLIDES, text("Slides (PowerPoint)"), AFTER, filters, locale),
                    html.P(text("For calculations").say(locale)),
                    html.Ul([html.Li(one) for one in _files(filters, locale)]),
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


def _ways(
    address: str, heading: Text, both: Text, filters: Filters, locale: Locale
) -> list[Component]:
    """The heading of a kind of file, and its links: each language, and both."""
    kind = html.Span(f" – {heading.say(locale)}", className="visually-hidden")
    alone = [
        _way(address, filters, [html.Span(one.native_name, lang=one.value), kind], one)
        for one in (locale, locale.other)
    ]
    together = _way(address, filters, [both.say(locale), kind], locale, locale.other)
    items = [html.Li(one) for one in (*alone, together)]
    return [html.P(heading.say(locale)), html.Ul(items)]


def _files(filters: Filters, locale: Locale) -> Iterator[Component]:
    """All figures as a workbook, and as CSV."""
    for words, address in (
        (text("Workbook (XLSX)"), WORKBOOK),
        (text("CSV files (ZIP)"), FIGURES),
    ):
        yield _way(address, filters, words.say(locale), locale)


def _way(
    address: str, filters: Filters, words: str | list[Component | str], *languages: Locale
) -> Component:
    """A link that keeps the filters, also when they change in the browser."""
    said = "&".join(f"lang={one.value}" for one in languages)
    query = "&".join(filter(None, (filters.to_query(), said)))
    return html.A(words, href=with_query(address, query), download="", **data(keep=said))
