"""The venues view: quick questions, the table, and the history of one venue."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, VENUES
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.options import LONGEST, Show, VenuePage, school_year_of
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.progress import definitions
from dashboard.sentences.venues import venues as sentences
from layouts.progress.grid import SECTION as GRID
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.cards import Labels, definition
from layouts.shared.controls import chip, labelled
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import filter_bar
from layouts.shared.frame import frame
from layouts.venues.links import Here, way

COVERAGE = "coverage"  # the former place of the grid: old addresses with ``#coverage`` lead there
SEARCH, AREA, SHOW = "venues-search", "venues-area", "venues-show"


def layout(
    locale: Locale, query: str, reading: Reading, drawing: Drawing
) -> list[Component | None]:
    """The frame with its places, which the first drawing fills."""
    labels = Labels(text("The venues"), sentences.columns(reading.vocabulary))
    return frame(
        VENUES,
        locale,
        query,
        drawing,
        filters=filter_bar(locale, reading),
        results=[
            html.Section(
                [
                    html.H2(labels.title.say(locale)),
                    html.Div(id=slot("questions"), className="questions"),
                    _fields(locale),
                    html.P(id=slot("venues", "sentence"), className="sentence", tabIndex="-1"),
                    html.Div(
                        id=slot("opened"),
                        role="region",
                        tabIndex="-1",
                        **label(text("History of a venue").say(locale)),
                    ),
                    html.Div(id=slot("venues", "table")),
                    html.Div(id=slot("venues", "pager")),
                    definition(locale, labels),
                    html.P(_signs(reading).say(locale), className="symbols"),
                ]
            ),
            html.Section(
                [
                    html.H2(text("Who has not been reached").say(locale)),
                    html.P(_way_to_the_grid(locale)),
                ],
                id=COVERAGE,
            ),
        ],
    )


def _way_to_the_grid(locale: Locale) -> Component:
    """A link to the grid in the Explore view, with the same filters."""
    words = text("See which languages, venue types and ages are missing")
    return html.A(words.say(locale), href=f"{EXPLORE[locale]}#{GRID}", **data(keep=""))


def questions(here: Here, vocabulary: Vocabulary, today: date) -> list[Component]:
    """Links for the most common questions, and the venue types to ask them for."""
    ways = [
        way(
            to.address,
            words.say(here.locale),
            f"venues-{key}",
            chosen=(to.filters, to.options.show) == (here.filters, here.options.show),
            css="chip",
        )
        for key, words, to in _questions(here, vocabulary, today)
    ]
    types = [
        chip(capitalise(term.label(here.locale)), toggle=urlencode({"venue_type": term.code}))
        for term in vocabulary.venue_types
    ]
    return [
        html.Ul([html.Li(one) for one in chips], className="chips", **label(words.say(here.locale)))
        for words, chips in ((text("Questions"), ways), (text("Venue types"), types))
    ]


def search() -> dict[str, object]:
    """The search field, for the browser's script; Dash's own inputs accept no such attributes."""
    attributes = data(field="search") | {"autocomplete": "off", "maxlength": str(LONGEST)}
    props = {"id": SEARCH, "type": "search", "className": "form-control", **attributes}
    return {"type": "Input", "props": props}


def areas(page: VenuePage, locale: Locale) -> Component:
    """The choice of an area, from those of the table's venues."""
    return labelled(
        text("Area").say(locale),
        AREA,
        html.Select(
            [
                html.Option(text("all areas").say(locale), value=""),
                *(html.Option(area, value=area) for area in page.areas),
            ],
            id=AREA,
            className="form-select",
            autoComplete="off",
            **data(field="area"),
        ),
    )


def _questions(here: Here, vocabulary: Vocabulary, today: date) -> list[tuple[str, Text, Here]]:
    """The key, the words and the link of each question; the chosen venues stay."""
    venues = here.filters.of_venues
    options = replace(here.options, opened="", page=1)
    year = school_year_of(today)
    found = [
        (
            f"without-{language.code}",
            text("No session in {language} this school year", language=language),
            replace(venues, language=(language.code,), period=year),
            Show.WITHOUT,
        )
        for language in vocabulary.languages
        if language.trains
    ]
    found += [
        ("silent", text("Inactive venues"), venues, Show.SILENT),
        ("no-report", text("Planned sessions without a report"), venues, Show.NO_REPORT),
        ("all", text("All venues"), venues, Show.ALL),
    ]
    return [
        (key, words, Here(here.locale, filters, replace(options, show=show)))
        for key, words, filters, show in found
    ]


def _fields(locale: Locale) -> Component:
    options = {
        Show.ALL: text("all venues"),
        Show.WITHOUT: text("without a session"),
        Show.SILENT: text("inactive"),
        Show.NO_REPORT: text("no report"),
    }
    show = html.Select(
        [html.Option(words.say(locale), value=show.value) for show, words in options.items()],
        id=SHOW,
        className="form-select",
        autoComplete="off",
        **data(field="show", default=Show.ALL.value),
    )
    return html.Div(
        [
            labelled(
                text("Find a venue by name or code").say(locale),
                SEARCH,
                html.Div(id=slot("search")),
            ),
            html.Div(id=slot("areas")),
            labelled(text("Show").say(locale), SHOW, show),
        ],
        className="venue-fields",
    )


def _signs(reading: Reading) -> Text:
    """What the signs in the table mean; areas may show an x to every reader."""
    return sequence(definitions.symbols(reading.hidden_up_to), sentences.sensitive())
