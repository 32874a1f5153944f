"""What is counted: the part of the Explore view that is drawn at every change."""

from dash.development.base_component import Component

from callbacks.about import about, say_if_any
from dashboard.cards import cards
from dashboard.cards.explore import result_of
from dashboard.cards.panels import GAUGES, MULTIPLES
from dashboard.i18n import Locale, Text
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import charts, comparison
from layouts.progress import first_steps, gauges, multiples
from layouts.shared.drawing import Drawing, drawing_of, slot
from layouts.shared.filter_bar import kept


def counted(answer: ExploreView, locale: Locale) -> Drawing:
    """Gauges and bars, what they are compared with, and what the view says about itself."""
    progress, reading = answer.progress, answer.reading
    found = cards(result_of(answer), locale)
    bars = multiples.parts([(panel, found[panel.code]) for panel in MULTIPLES])
    faces = gauges.parts([found[panel.code] for panel in GAUGES], locale)
    parts = {
        **about(reading, locale, last_session=progress.last_session),
        **kept(locale, progress.delivered, answer.in_all),
        slot("empty"): _instead(answer, locale),
        slot("compared"): say_if_any(_compared(answer), locale),
        **faces["parts"],
        **bars["parts"],
    }
    drawn = drawing_of(parts, reading.state.edition)
    pictures = faces["pictures"] | bars["pictures"]
    return drawn | {"pictures": pictures, "empty": not progress.delivered}


def _instead(answer: ExploreView, locale: Locale) -> Component | str | None:
    """What is shown in place of figures."""
    if answer.first_steps:
        return first_steps.section(answer.first_steps, locale)
    return say_if_any(charts.empty(answer.progress, answer.without), locale)


def _compared(answer: ExploreView) -> Text | None:
    """Which periods are compared, if a comparison is wanted."""
    if answer.comparison is None:
        return None
    return comparison.showing(answer.comparison, answer.progress, answer.reading.today)
