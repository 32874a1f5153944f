"""The explore view: filters, four gauges, four charts, each with its words."""

from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.domain.filters import Filters
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.sentences import definitions
from layouts.attributes import data, labelled_by
from layouts.filter_bar import Options, filter_bar

QUERY, LOCALE, RESTORE = "explore-query", "explore-locale", "explore-restore"
RESULTS, DRAWING, DRAWN = "explore-results", "explore-drawing", "explore-drawn"

GAUGES = ("youth", "french_share", "age_groups", "facilitators")
CHARTS = ("by_month", "by_language", "by_venue_type", "by_age_group")

Drawing = dict[str, Any]
"""What the browser draws, each by the id of its place: ``parts`` (text or small components),
``tables`` and ``figures``; and whether what stands there is ``stale``, or the answer ``empty``.
What it does not name stays.
"""


def slot(name: str, part: str = "") -> str:
    """The id of a place that a filter change fills."""
    return "-".join(("explore", *name.split("_"), *filter(None, [part])))


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a gauge or chart that no filter changes."""

    title: Text
    definition: Text


def layout(locale: Locale, filters: Filters, options: Options, drawing: Drawing) -> list[Component]:
    """The controls, and beside them the first drawing, so that it needs no second request."""
    return [
        dcc.Store(id=QUERY, data=filters.to_query()),
        dcc.Store(id=LOCALE, data=locale.value),
        dcc.Store(id=RESTORE),
        dcc.Store(id=DRAWING, data=drawing),
        dcc.Store(id=DRAWN),
        _title(locale, options),
        filter_bar(locale, filters, options),
        html.Div(
            [
                html.P(id=slot("showing"), className="showing", tabIndex="-1"),
                html.Div(id=slot("badges"), className="chips"),
            ],
            className="chosen",
        ),
        html.Div(id=slot("notice"), className="notice", role="status"),
        html.Div(
            id=slot("failure"),
            className="failure",
            role="alert",
            **data(unreachable=text("The dashboard does not answer.").say(locale)),
        ),
        html.P(id=slot("announcement"), className="visually-hidden", role="status"),
        html.Div(id=slot("empty"), className="empty"),
        html.Div(id=RESULTS, className="results"),
    ]


def cards(locale: Locale, options: Options) -> list[Component]:
    """The gauges and charts with the places to draw in; drawn themselves, once a page."""
    labels = _labels(options.vocabulary)
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
        html.P(definitions.symbols(options.hidden_up_to).say(locale), className="symbols"),
    ]


def failure(reference: str, locale: Locale) -> list[Component | str]:
    """Why what stands there is old, and a way out."""
    message = text(
        "The figures could not be updated: those below are from before your last change. "
        "Try again in a moment; if it goes on, tell us this reference: {reference}.",
        reference=reference,
    )
    again = html.Button(
        text("Try again").say(locale), type="button", className="chip", **data(retry="")
    )
    return [message.say(locale), " ", again]


def _title(locale: Locale, options: Options) -> Component:
    as_of = options.data_as_of
    return html.Div(
        [
            html.H1(text("Explore the project’s reach").say(locale)),
            html.P(
                text("Data as of {day}", day=as_of).say(locale)
                if as_of
                else text("No session has been delivered yet").say(locale),
                className="freshness",
            ),
        ],
        className="title-row",
    )


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
            _graph(name, "chart__figure"),
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
