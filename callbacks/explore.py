"""The explore view: one request a filter change."""

from dash.development.base_component import Component

from callbacks.content import drawing
from dashboard.addresses import EXPLORE
from dashboard.i18n import Locale
from dashboard.queries.answers import Answer, Answers
from dashboard.sentences import charts
from layouts import explore as view
from layouts import shell
from layouts.drawing import Drawing, merged, slot


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(answers.progress(query), locale)


def page_of(answer: Answer, locale: Locale) -> Component:
    """The view of an answer; what never changes is drawn with it, once."""
    reading = answer.reading
    still = {
        view.CARDS: view.cards(locale, reading),
        shell.FOOTER: shell.footer(locale, reading),
    }
    drawn = drawing(answer, locale)
    first = drawn | merged([{"parts": still}, drawn])
    query = reading.filters.to_query()
    main = view.layout(locale, query, reading, first)
    return shell.page(EXPLORE, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What a filter change redraws, with a word for those who hear the page."""
    return update_of(answers.progress(query), locale)


def update_of(answer: Answer, locale: Locale) -> Drawing:
    """The drawing of an answer, announced."""
    said = charts.announcement(answer.progress).say(locale)
    drawn = drawing(answer, locale)
    return drawn | merged([drawn, {"parts": {slot("announcement"): said}}])
