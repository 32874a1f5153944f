"""The explore view: one request a filter change."""

from dash.development.base_component import Component

from callbacks.content import drawing
from dashboard.addresses import EXPLORE
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.sentences.progress import charts
from layouts import explore_view as view
from layouts.pace import pace
from layouts.progress import equity, grid, indicators, multiples
from layouts.shared import shell
from layouts.shared.drawing import Drawing, merged, slot, with_parts


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(explore_view(answers, query), locale)


def page_of(answer: ExploreView, locale: Locale) -> Component:
    """The view of an answer; what never changes is drawn with it, once."""
    reading = answer.reading
    still = {
        view.CARDS: view.cards(locale, reading),
        shell.FOOTER: shell.footer(locale, reading),
    }
    query = view.query_of(reading.filters, answer.options)
    main = view.layout(locale, query, reading, with_parts(_drawing(answer, locale), still))
    return shell.page(EXPLORE, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What a filter change redraws, with a word for those who hear the page."""
    return update_of(explore_view(answers, query), locale)


def update_of(answer: ExploreView, locale: Locale) -> Drawing:
    """The drawing of an answer, announced."""
    said = charts.announcement(answer.progress).say(locale)
    return with_parts(_drawing(answer, locale), {slot("announcement"): said})


def _drawing(answer: ExploreView, locale: Locale) -> Drawing:
    vocabulary = answer.reading.vocabulary
    drawn = drawing(answer, locale)
    tabs = view.tabs(locale, answer.reading.filters, answer.options)
    numbers = multiples.numbers(locale, answer.reading.filters, answer.options)
    more = [
        {"parts": {slot("tabs"): tabs}},
        {"parts": {slot("multiples", "numbers"): numbers}},
        {"parts": grid.parts(answer, locale)},
        pace.parts(answer.pace, answer.reading.filters, vocabulary, locale),
        equity.parts(answer.equity, vocabulary, locale),
        indicators.parts(answer.tracking, vocabulary, locale),
    ]
    return drawn | merged([drawn, *more]) | {"tab": answer.options.tab.value}
