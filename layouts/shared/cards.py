"""The parts of cards: a place for a figure, a table, a definition."""

from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from layouts.shared import html
from layouts.shared.attributes import labelled_by
from layouts.shared.drawing import slot


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of a gauge or chart."""

    title: Text
    definition: Text


def graph(name: str, css: str) -> Component:
    """A place for a figure; screen readers get the sentence beside it instead."""
    return html.Div(
        id=slot(name, "figure"),
        className=css,
        role="img",
        **labelled_by(slot(name, "sentence")),
    )


def table(locale: Locale, name: str, labels: Labels) -> Component:
    """A fold for the same numbers as a table."""
    return html.Details(
        [
            _summary(text("Table of these numbers"), labels, locale),
            html.Div(id=slot(name, "table")),
        ],
        className="more",
    )


def definition(locale: Locale, labels: Labels) -> Component:
    """A fold that says how the numbers are counted."""
    return html.Details(
        [
            _summary(text("How is this counted?"), labels, locale),
            html.P(labels.definition.say(locale)),
        ],
        className="more",
    )


def _summary(words: Text, labels: Labels, locale: Locale) -> Component:
    """The words of a fold; for screen readers they name the card, as all cards have the same."""
    which = html.Span(f" – {labels.title.say(locale)}", className="visually-hidden")
    return html.Summary([words.say(locale), which])
