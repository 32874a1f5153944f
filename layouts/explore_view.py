"""The explore view: filters, gauges and charts, each with its words, and the indicators."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import EXPLORE
from dashboard.cards.panel import Panel
from dashboard.cards.panels import CHARTS, GAUGES, MULTIPLES
from dashboard.domain.progress.options import ExploreOptions, ExploreTab
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.progress import definitions
from layouts.pace import pace
from layouts.progress import grid, indicators, multiples
from layouts.progress.compare import compare_field
from layouts.shared.attributes import current_page, data, label
from layouts.shared.cards import Labels, definition, graph, table
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import filter_bar
from layouts.shared.frame import frame

CARDS = "explore-cards"
RUNNING = tuple(panel for panel in CHARTS if panel not in MULTIPLES)


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
        ),
        _section(
            text("Will the target be reached?").say(locale),
            "charts",
            [pace.card(locale, reading.vocabulary)],
        ),
        _section(
            text("Progress over time").say(locale),
            "charts",
            [_chart(locale, panel.code, _labels(panel, reading)) for panel in RUNNING],
        ),
        multiples.section(locale, reading.vocabulary),
        grid.section(locale, reading.vocabulary),
        html.P(definitions.symbols(reading.hidden_up_to).say(locale), className="symbols"),
    ]
    return [
        html.Div(figures, **data(tab=ExploreTab.FIGURES)),
        html.Div(indicators.section(locale), **data(tab=ExploreTab.INDICATORS)),
    ]


def tabs(locale: Locale, filters: Filters, options: ExploreOptions) -> Component:
    """The ways to the tabs; ordinary links, so that each has an address."""
    names = {ExploreTab.FIGURES: text("Figures"), ExploreTab.INDICATORS: text("Indicators")}
    return html.Nav(
        [
            html.A(
                words.say(locale),
                href=f"{EXPLORE[locale]}?{query_of(filters, replace(options, tab=tab))}",
                className="tabs__tab",
                **data(stay=""),
                **current_page(is_current=tab is options.tab),
            )
            for tab, words in names.items()
        ],
        className="tabs",
        **label(text("Parts of this view").say(locale)),
    )


def query_of(filters: Filters, options: ExploreOptions) -> str:
    """Filters and options as they stand in the address."""
    return "&".join(filter(None, (filters.to_query(), options.to_query())))


def _section(title: str, name: str, cards: list[Component]) -> Component:
    return html.Section([html.H2(title), html.Div(cards, className=name)])


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
            html.Div(graph(name, "chart__figure"), className="chart__stage"),
            table(locale, name, labels),
            definition(locale, labels),
        ],
        className=f"card chart chart--{name.replace('_', '-')}",
    )


def _labels(panel: Panel, reading: Reading) -> Labels:
    return Labels(panel.title, panel.definition(reading.vocabulary))
