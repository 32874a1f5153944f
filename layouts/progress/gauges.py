"""The four gauges: their faces, with sentence and definition one click away."""

from collections.abc import Iterable

from dash.development.base_component import Component

from dashboard.cards import Card, face
from dashboard.cards.panel import Panel
from dashboard.cards.panels import GAUGES
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.sentences.progress import last_months as months_told
from layouts.progress import downloads
from layouts.shared import html
from layouts.shared.attributes import labelled_by
from layouts.shared.drawing import Drawing, slot

SECTION = "gauges"


def section(locale: Locale, vocabulary: Vocabulary, filters: Filters) -> Component:
    """The fixed part, with places for what depends on the filters."""
    heading = html.H2(text("Where the project stands").say(locale), className="gauges__title")
    cards = [_gauge(panel, panel.definition(vocabulary), filters, locale) for panel in GAUGES]
    return html.Section([heading, html.Div(cards, className="gauges")], id=SECTION)


def parts(gauges: Iterable[Card], locale: Locale) -> Drawing:
    """What a filter change redraws: the faces and their words."""
    found = list(gauges)
    return {
        "pictures": {slot(card.code, "face"): str(face(card, alone=True)) for card in found},
        "parts": {
            place: words
            for card in found
            for place, words in (
                (slot(card.code, "sentence"), card.sentence),
                (slot(card.code, "beside"), _beside(card, locale)),
            )
        },
    }


def _beside(card: Card, locale: Locale) -> list[Component]:
    """What is known beside the number: the range of distinct youth, and the last months."""
    months = months_told.line(card.recent).say(locale) if card.recent else ""
    return [html.P(words) for words in (card.beside, months) if words]


def _gauge(panel: Panel, definition: Text, filters: Filters, locale: Locale) -> Component:
    """One gauge; screen readers get the sentence in place of the face."""
    name, title = panel.code, panel.title.say(locale)
    sentence, beside = slot(name, "sentence"), slot(name, "beside")
    which = html.Span(f" – {title}", className="visually-hidden")
    return html.Article(
        [
            html.H3(title),
            html.Div(id=slot(name, "face"), role="img", **labelled_by(f"{sentence} {beside}")),
            html.Details(
                [
                    html.Summary([text("Details").say(locale), which]),
                    html.P(id=sentence, className="sentence"),
                    html.Div(id=beside),
                    html.P(definition.say(locale)),
                    downloads.line(name, panel.title, filters, locale),
                ],
                className="more",
            ),
        ],
        className="card gauge",
    )
