"""The Explore view: filters, gauges and charts with their words, and the indicators."""

from dataclasses import replace
from functools import lru_cache

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE
from dashboard.domain.progress.options import ExploreOptions, ExploreTab
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, Text, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.progress import definitions
from layouts.pace import curve
from layouts.progress import brief, gauges, grid, indicators, multiples, present
from layouts.progress.compare import compare_field
from layouts.shared import html
from layouts.shared.attributes import current_page, data, label
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import filter_bar
from layouts.shared.frame import FILTERS, frame
from layouts.shared.links import LINKS_KEPT, keeping
from layouts.shared.written import shared

CARDS = "explore-cards"
HEADLINE = "headline"


def layout(
    locale: Locale, query: str, reading: Reading, drawing: Drawing
) -> list[Component | None]:
    """The headline, the controls, and the first drawing below them."""
    return frame(
        EXPLORE,
        locale,
        query,
        drawing,
        headline=html.Div(id=slot(HEADLINE), className=HEADLINE),
        controls=html.Div(
            [html.Div(id=slot("tabs")), brief.menu(reading.filters, locale)], className="ways"
        ),
        filters=filter_bar(locale, reading, beside_period=compare_field(locale)),
        results=[html.Div(id=CARDS)],
    )


def parts() -> dict[str, Text]:
    """The parts of the view that links lead to, by their ids."""
    return {
        slot(HEADLINE): text("In short"),
        FILTERS: text("Filters"),
        "gauges": text("Where the project stands"),
        "curve": text("Will the target be reached?"),
        "multiples": text("For whom, where and when"),
        "grid": text("Who has not been reached"),
    }


def cards(locale: Locale, reading: Reading) -> list[Component]:
    """The cards with places to draw in, made once a page; one tab is shown at a time."""
    figures = [
        gauges.section(locale, reading.vocabulary, reading.filters),
        html.Div(
            [
                curve.section(locale, reading.vocabulary, reading.filters),
                multiples.section(locale, reading.vocabulary, reading.filters),
            ],
            className="beside",
        ),
        grid.section(locale, reading.vocabulary, reading.filters, records=reading.records),
        html.P(definitions.symbols(reading.hidden_up_to).say(locale), className="symbols"),
    ]
    return [
        html.Div(figures, **data(tab=ExploreTab.FIGURES)),
        html.Div(indicators.section(locale), **data(tab=ExploreTab.INDICATORS)),
        present.section(),
    ]


@lru_cache(LINKS_KEPT)
def tabs(locale: Locale, filters: Filters, options: ExploreOptions) -> Component:
    """Links to the tabs and to the meeting mode, each with an address of its own."""
    names = {ExploreTab.FIGURES: text("Figures"), ExploreTab.INDICATORS: text("Indicators")}
    nav = html.Nav(
        [
            *(
                html.A(
                    words.say(locale),
                    className="tabs__tab",
                    **keeping(EXPLORE[locale], filters, replace(options, tab=tab)),
                    **current_page(is_current=tab is options.tab),
                )
                for tab, words in names.items()
            ),
            present.way(locale, filters, options),
        ],
        className="tabs",
        **label(text("Parts of this view").say(locale)),
    )
    return shared(nav)
