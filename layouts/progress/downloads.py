"""The ways to the files of a chart: pictures for slides, and its numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dash.development.base_component import Component

from dashboard.addresses import CHARTS, with_query
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data


class Way(NamedTuple):
    """What a chart can be had as: in words, the end of its address, the rest of its query."""

    words: Text | str
    ending: str
    query: str = ""


PICTURE = (
    Way("PNG", "png"),
    Way(text("large PNG"), "png", "scale=2"),
    Way("SVG", "svg"),
)
NUMBERS = (
    Way("CSV", "csv"),
    Way(text("CSV for Excel"), "csv", "separator=semicolon"),
    Way(text("caption"), "txt"),
)
EVERY = (*PICTURE, *NUMBERS)


def menu(
    title: Text, charts: Mapping[str, tuple[Text, Sequence[Way]]], filters: Filters, locale: Locale
) -> Component:
    """A small fold in the corner of a card.

    Args:
        title: The card’s.
        charts: The names of its charts in addresses, each with its title and the ways to have it.
        filters: They stand in the links, and follow when they change in the browser.
        locale: The language of the page, and of the files.
    """
    named = text("Download: {title}", title=title).say(locale)
    rows = [
        html.Li([html.Strong(words.say(locale)), *_ways(name, words, ways, filters, locale)])
        for name, (words, ways) in charts.items()
    ]
    return html.Details(
        [
            html.Summary(
                [
                    html.Span("↓", **HIDDEN_FROM_READERS),
                    html.Span(named, className="visually-hidden"),
                ],
                title=named,
            ),
            html.Div([html.P(_hint(locale)), html.Ul(rows)], className="drop__panel"),
        ],
        className="drop downloads",
    )


def line(name: str, title: Text, filters: Filters, locale: Locale) -> Component:
    """The same ways in one line, for a card that has a fold already."""
    begin = html.Strong(text("Download").say(locale))
    return html.P([begin, *_ways(name, title, EVERY, filters, locale)], className="downloads__line")


def _hint(locale: Locale) -> str:
    return text("Pictures are the size of a slide and say what they show.").say(locale)


def _ways(
    name: str, title: Text, ways: Sequence[Way], filters: Filters, locale: Locale
) -> Iterator[Component | str]:
    """The links; for screen readers each says of what chart it is."""
    which = f" – {title.say(locale)}"
    for way in ways:
        said = "&".join(filter(None, (f"lang={locale.value}", way.query)))
        query = "&".join(filter(None, (filters.to_query(), said)))
        yield " "
        yield html.A(
            [_said(way.words, locale), html.Span(which, className="visually-hidden")],
            href=with_query(f"{CHARTS}/{name}.{way.ending}", query),
            download="",
            **data(keep=said),
        )


def _said(words: Text | str, locale: Locale) -> str:
    return words if isinstance(words, str) else words.say(locale)
