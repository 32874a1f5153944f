"""The explore view: filters, gauges and charts, each with its words, and the indicators."""

from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import EXPLORE
from dashboard.cards.panel import Panel
from dashboard.cards.panels import CHARTS, GAUGES
from dashboard.domain.progress.options import ExploreOptions, ExploreTab
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from dashboard.queries.explore import ExploreView
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.headline import Evidence
from dashboard.sentences.progress import definitions
from layouts.pace import pace
from layouts.progress import coverage, equity, indicators, present
from layouts.progress.compare import compare_field
from layouts.shared.attributes import current_page, data, label
from layouts.shared.cards import Labels, definition, graph, table
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import filter_bar
from layouts.shared.frame import frame

CARDS = "explore-cards"


def layout(
    locale: Locale, query: str, reading: Reading, drawing: Drawing
) -> list[Component | None]:
    """The controls, and beside them the first drawing."""
    return frame(
        EXPLORE,
        locale,
        query,
        drawing,
        title=text("Explore the project’s reach").say(locale),
        controls=[
            html.Div(id=slot("headline")),
            filter_bar(locale, reading, beside_period=compare_field(locale)),
            html.Div(id=slot("tabs")),
        ],
        results=[html.Div(id=CARDS)],
    )


def cards(locale: Locale, reading: Reading) -> list[Component]:
    """All that is drawn once a page, with the places to draw in; one tab is shown at a time."""
    figures = [
        _section(
            text("Where the project stands").say(locale),
            "gauges",
            [_gauge(locale, panel.code, _labels(panel, reading)) for panel in GAUGES],
            Evidence.GAUGES,
        ),
        _section(
            text("Will the target be reached?").say(locale),
            "charts",
            [pace.card(locale, reading.vocabulary)],
            Evidence.CURVE,
        ),
        _section(
            text("For whom, and where next").say(locale),
            "charts",
            [equity.card(locale), coverage.strip(locale)],
            Evidence.GRID,
        ),
        _section(
            text("Progress over time").say(locale),
            "charts",
            [_chart(locale, panel.code, _labels(panel, reading)) for panel in CHARTS],
        ),
        html.P(definitions.symbols(reading.hidden_up_to).say(locale), className="symbols"),
    ]
    return [
        html.Div(figures, **data(tab=ExploreTab.FIGURES)),
        html.Div(indicators.section(locale), **data(tab=ExploreTab.INDICATORS)),
        present.section(),
    ]


def tabs(answer: ExploreView, locale: Locale) -> Component:
    """The ways to the tabs and to the meeting mode; links, so that each has an address."""
    filters, options = answer.reading.filters, answer.options
    names = {ExploreTab.FIGURES: text("Figures"), ExploreTab.INDICATORS: text("Indicators")}
    return html.Nav(
        [
            *(
                html.A(
                    words.say(locale),
                    href=f"{EXPLORE[locale]}?{query_of(filters, replace(options, tab=tab))}",
                    className="tabs__tab",
                    **data(stay=""),
                    **current_page(is_current=tab is options.tab),
                )
                for tab, words in names.items()
            ),
            present.way(answer, locale),
        ],
        className="tabs",
        **label(text("Parts of this view").say(locale)),
    )


def query_of(filters: Filters, options: ExploreOptions) -> str:
    """Filters and options as they stand in the address."""
    return "&".join(filter(None, (filters.to_query(), options.to_query())))


def _section(
    title: str, name: str, cards: list[Component], place: Evidence | None = None
) -> Component:
    """``place`` is where the headline leads to."""
    named: dict[str, Any] = {"id": place.value} if place else {}
    return html.Section([html.H2(title), html.Div(cards, className=name)], **named)


def _gauge(locale: Locale, name: str, labels: Labels) -> Component:
    """The number and its sentence first, the dial beside them."""
    return html.Article(
        [
            html.Div(
                [
                    html.H3(labels.title.say(locale)),
                    html.P(id=slot(name, "value"), className="value"),
                    html.Div(id=slot(name, "status")),
                ],
                className="gauge__head",
            ),
            graph(name, "gauge__dial"),
            html.P(id=slot(name, "sentence"), className="sentence"),
            definition(locale, labels),
        ],
        className=f"card gauge gauge--{name.replace('_', '-')}",
    )


def _chart(locale: Locale, name: str, labels: Labels) -> Component:
    """A captioned figure, with its table and its definition one click away."""
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H3(labels.title.say(locale)),
                    html.P(id=slot(name, "sentence"), className="sentence"),
                ]
            ),
            html.Div(
                [graph(name, "chart__figure"), html.Div(id=slot(name, "rows"))],
                className="chart__stage",
            ),
            table(locale, name, labels),
            definition(locale, labels),
        ],
        className=f"card chart chart--{name.replace('_', '-')}",
    )


def _labels(panel: Panel, reading: Reading) -> Labels:
    return Labels(panel.title, panel.definition(reading.vocabulary))
