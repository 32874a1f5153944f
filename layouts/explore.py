"""The explore view: filters, four gauges, four charts, each with its words."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import EXPLORE
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.queries.answers import Reading
from dashboard.sentences import definitions
from layouts.attributes import labelled_by
from layouts.drawing import Drawing, slot
from layouts.filter_bar import filter_bar
from layouts.frame import frame

CARDS = "explore-cards"

GAUGES = ("youth", "french_share", "age_groups", "facilitators")
CHARTS = ("by_month", "by_language", "by_venue_type", "by_age_group")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a gauge or chart that no filter changes."""

    title: Text
    definition: Text


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
        controls=[filter_bar(locale, reading)],
        results=[html.Div(id=CARDS)],
    )


def cards(locale: Locale, reading: Reading) -> list[Component]:
    """The gauges and charts with the places to draw in; drawn themselves, once a page."""
    labels = _labels(reading.vocabulary)
    return [
        _section(
            text("Where the project stands").say(locale),
            "gauges",
            [_gauge(locale, name, labels[name]) for name in GAUGES],
        ),
        _section(
            text("How it got there").say(locale),
            "charts",
            [_chart(locale, name, labels[name]) for name in CHARTS],
        ),
        html.P(definitions.symbols(reading.hidden_up_to).say(locale), className="symbols"),
    ]


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
            _graph(name, "gauge__dial"),
            html.P(id=slot(name, "sentence"), className="sentence"),
            _definition(locale, labels),
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
                [_graph(name, "chart__figure"), html.Div(id=slot(name, "rows"))],
                className="chart__stage",
            ),
            html.Details(
                [
                    _summary(text("Table of these numbers"), labels, locale),
                    html.Div(id=slot(name, "table")),
                ],
                className="more",
            ),
            _definition(locale, labels),
        ],
        className=f"card chart chart--{name.replace('_', '-')}",
    )


def _graph(name: str, css: str) -> Component:
    """A place to draw in, for those who see; the sentence beside it is its text."""
    return html.Div(
        id=slot(name, "figure"),
        className=css,
        role="img",
        **labelled_by(slot(name, "sentence")),
    )


def _summary(words: Text, labels: Labels, locale: Locale) -> Component:
    """The same words stand on every card: those who hear them hear which card, too."""
    which = html.Span(f" – {labels.title.say(locale)}", className="visually-hidden")
    return html.Summary([words.say(locale), which])


def _definition(locale: Locale, labels: Labels) -> Component:
    return html.Details(
        [
            _summary(text("How is this counted?"), labels, locale),
            html.P(labels.definition.say(locale)),
        ],
        className="more",
    )


def _labels(vocabulary: Vocabulary) -> dict[str, Labels]:
    return {
        "youth": Labels(text("Youth reached"), definitions.youth()),
        "french_share": Labels(
            text("Sessions held in French"), definitions.french_share(vocabulary)
        ),
        "age_groups": Labels(text("At-risk age groups reached"), definitions.age_groups()),
        "facilitators": Labels(text("Trained facilitators"), definitions.facilitators()),
        "by_month": Labels(text("Youth reached, month by month"), definitions.cumulative()),
        "by_language": Labels(text("By language"), definitions.breakdown()),
        "by_venue_type": Labels(text("By venue type"), definitions.breakdown()),
        "by_age_group": Labels(text("By age group"), definitions.ages()),
    }
