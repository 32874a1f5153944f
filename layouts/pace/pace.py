"""The pace to the target, what may come, and a planner for what more sessions would do."""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, with_query
from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress.scenario import MOST, NAMES, NUMBER, terms_by_name
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Annotation, Vocabulary
from dashboard.figures.annotations import within
from dashboard.figures.pace import fan, nothing, span
from dashboard.figures.pace_table import table as numbers
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.pace import pace as sentences
from dashboard.sentences.pace.what_if import what_if
from dashboard.sentences.shared import choices
from layouts.pace import annotations
from layouts.shared.attributes import data
from layouts.shared.cards import Labels, definition, graph, table
from layouts.shared.drawing import Drawing, slot

NAME = "pace"
FIELDS = {name: slot(f"{NAME}_field_{name}") for name in NAMES}


def card(locale: Locale, vocabulary: Vocabulary) -> Component:
    """What no filter changes, with the places for what does."""
    labels = Labels(text("Pace to the target"), sentences.definition(vocabulary))
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H3(labels.title.say(locale)),
                    html.P(id=slot(NAME, "scope"), className="pace__scope"),
                    html.Dl(id=slot(NAME, "numbers"), className="pace__numbers"),
                    html.Div(id=slot(NAME, "sentence"), className="sentence"),
                ]
            ),
            graph(NAME, "chart__figure"),
            annotations.section(),
            _planner(locale, vocabulary),
            table(locale, NAME, labels),
            definition(locale, labels),
        ],
        className="card chart pace",
    )


def shown(pace: Pace | None, vocabulary: Vocabulary) -> tuple[Annotation, ...]:
    """What happened in the days of the curve."""
    days = span(pace) if pace else None
    return within(vocabulary.annotations.items, *days) if days else ()


def parts(pace: Pace | None, filters: Filters, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    """What a change of the filters or of the planner draws; without a pace, why there is none."""
    if pace is None:
        return _withheld(filters, locale)
    scope = sentences.whole_project(filters)
    more, happened = what_if(pace, vocabulary), shown(pace, vocabulary)
    return {
        "parts": {
            slot(NAME, "scope"): scope.say(locale) if scope else None,
            slot(NAME, "numbers"): [
                html.Div([html.Dt(words.say(locale)), html.Dd(value.say(locale))])
                for words, value in sentences.numbers(pace)
            ],
            slot(NAME, "sentence"): [
                html.P(said.say(locale)) for said in sentences.paragraphs(pace, vocabulary)
            ],
            slot(NAME, NUMBER): _number(),
            slot(NAME, "what-if"): more.say(locale) if more else None,
        },
        "tables": {slot(NAME, "table"): numbers(pace, locale, happened)},
        "figures": {slot(NAME, "figure"): fan(pace, locale, happened)},
    }


def _withheld(filters: Filters, locale: Locale) -> Drawing:
    """The style sheet shows no more of the card than this, and nothing is left in the rest."""
    whole = with_query(EXPLORE[locale], Filters(end=filters.range.end).to_query())
    words = text("Show the whole project").say(locale)
    way = html.A(words, href=whole, className="pace__whole", **data(stay=""))
    emptied = ("numbers", "sentence", "what-if", "table")
    return {
        "parts": {
            slot(NAME, "scope"): [f"{sentences.withheld().say(locale)} ", way],
            **{slot(NAME, part): None for part in emptied},
        },
        "tables": {},
        "figures": {slot(NAME, "figure"): nothing(locale)},
    }


def _planner(locale: Locale, vocabulary: Vocabulary) -> Component:
    """Native controls; what they come to is heard when it has changed."""
    return html.Div(
        [
            html.Fieldset(
                [
                    html.Legend(text("What if we added sessions?").say(locale)),
                    html.Div(
                        [
                            _field(
                                text("Extra sessions a month").say(locale),
                                NUMBER,
                                html.Div(id=slot(NAME, NUMBER)),
                            ),
                            *_selects(locale, vocabulary),
                        ],
                        className="pace__fields",
                    ),
                ]
            ),
            html.P(id=slot(NAME, "what-if"), className="pace__what-if", role="status"),
        ],
        className="pace__planner",
    )


def _number() -> dict[str, object]:
    """As the browser's script draws it: Dash's own inputs take no attributes."""
    attributes = data(field=NUMBER, default="0") | {"min": "0", "max": str(MOST), "step": "1"}
    props = {"id": FIELDS[NUMBER], "type": "number", "className": "form-control", **attributes}
    return {"type": "Input", "props": props}


def _selects(locale: Locale, vocabulary: Vocabulary) -> Iterator[Component]:
    """What is chosen at first stands for what the address does not name."""
    for name, terms in terms_by_name(vocabulary).items():
        select = html.Select(
            [html.Option(capitalise(term.label(locale)), value=term.code) for term in terms],
            id=FIELDS[name],
            className="form-select",
            **data(field=name, default=terms.codes[0] if terms else ""),
        )
        words = choices.dimension(name.removeprefix("add_"))
        yield _field(capitalise(words.say(locale)), name, select)


def _field(words: str, name: str, control: Component) -> Component:
    return html.Div([html.Label(words, htmlFor=FIELDS[name]), control], className="field")
