"""One curve for past, plan and projection."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, with_query
from dashboard.cards import Card
from dashboard.cards.explore import pace_of_curve
from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress.comparison import trends
from dashboard.domain.progress.options import CurveSpan, ExploreOptions
from dashboard.domain.progress.scenario import NUMBER
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import end_of_month
from dashboard.domain.shared.vocabulary import Annotation, Vocabulary
from dashboard.figures.annotations import titles
from dashboard.figures.curve import Curve, curve, latest
from dashboard.figures.curve_table import table as ahead
from dashboard.figures.steps import in_steps
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, Text, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.pace import pace as sentences
from dashboard.sentences.pace.verdict import verdict
from dashboard.sentences.pace.what_if import what_if
from layouts.pace import annotations, planner
from layouts.pace.planner import NAME
from layouts.progress import downloads
from layouts.shared import html
from layouts.shared.attributes import current, data, label
from layouts.shared.cards import graph
from layouts.shared.drawing import Drawing, slot
from layouts.shared.later import later, loading
from layouts.shared.links import LINKS_KEPT, keeping
from layouts.shared.written import shared

TABLES = (slot(NAME, "table"), slot(NAME, "ahead"))
FOLDED = (*TABLES, slot(NAME, "more"))
"""The places in folds, whose content may come later."""
A_YEAR = 12  # months
SPANS = {CurveSpan.YEAR: text("12 months"), CurveSpan.WHOLE: text("Whole project")}


def section(locale: Locale, vocabulary: Vocabulary, filters: Filters) -> Component:
    """The fixed part, with places for what depends on the filters."""
    caption = [
        html.Div(
            [
                html.H2(text("Will the target be reached?").say(locale)),
                html.Div(id=slot(NAME, "span")),
            ],
            className="curve__head",
        ),
        downloads.menu(
            text("Will the target be reached?"),
            {
                NAME: (text("Months so far"), downloads.EVERY),
                "ahead": (text("What may come"), downloads.NUMBERS),
            },
            filters,
            locale,
        ),
        html.Div(
            [
                html.P(id=slot(NAME, "sentence"), className="curve__verdict"),
                html.Dl(id=slot(NAME, "numbers"), className="curve__numbers"),
            ],
            className="curve__said",
        ),
    ]
    folds = [_tables(locale), _method(locale, vocabulary), planner.section(locale, vocabulary)]
    figure = html.Figure(
        [
            html.Figcaption(caption),
            graph(NAME, "chart__figure curve__figure"),
            html.Div(
                [
                    annotations.section(),
                    # Of these two there is one at a time, so neither needs room of its own.
                    html.P(id=slot(NAME, "key"), className="curve__key"),
                    html.P(id=slot(NAME, "scope"), className="curve__scope"),
                ],
                className="curve__below",
            ),
            html.Div(folds, className="curve__folds"),
        ],
        className="card curve",
    )
    return html.Section(figure, id=NAME)


def parts(
    months: Card, pace: Pace | None, options: ExploreOptions, reading: Reading, kept: Filters
) -> Drawing:
    """What a change of the filters or of the planner redraws, with links that keep some filters.

    ``pace`` is of the whole project. With ``None``, the curve is drawn without plan and projection,
    and nothing is said about the pace.
    """
    locale, filters = months.locale, months.result.progress.filters
    shown = _curve(months, pace_of_curve(months.result, pace), options)
    said = verdict(shown.pace).say(locale) if shown.pace else months.sentence
    key = sentences.key(shown.pace) if shown.pace else None
    until, has_pace = filters.range.end, pace is not None
    scope = None if filters.whole_project else _scope(locale, until, has_pace=has_pace)
    return {
        "parts": {
            slot(NAME, "span"): _spans(months, kept, options),
            slot(NAME, "sentence"): said,
            slot(NAME, "scope"): scope,
            slot(NAME, "key"): key.say(locale) if key else None,
            **annotations.parts(shown.happened, reading, locale),
            slot(NAME, NUMBER): planner.number(locale),
            **_said(pace, months.result.vocabulary, locale),
        },
        "figures": {slot(NAME, "figure"): in_steps(curve(shown, locale))},
    }


def in_folds(months: Card, pace: Pace | None, options: ExploreOptions) -> Drawing:
    """The rest of it, in ``FOLDED``: the tables, and the full finding."""
    locale, vocabulary = months.locale, months.result.vocabulary
    shown = _curve(months, pace_of_curve(months.result, pace), options)
    table, coming = TABLES
    told = sentences.paragraphs(pace, vocabulary) if pace else None
    return {
        "parts": {
            slot(NAME, "more"): told and [html.P(one.say(locale)) for one in told],
        },
        "tables": {
            table: _months(months, shown.happened),
            coming: _named(text("What may come"), ahead(pace, locale), locale) if pace else None,
        },
    }


def _curve(months: Card, pace: Pace | None, options: ExploreOptions) -> Curve:
    result, known = months.result, months.result.vocabulary.annotations.items
    if result.earlier:
        now, before = trends(result.progress, result.earlier.progress)
        return Curve(now, before, None, known)
    found = result.points
    number = A_YEAR if options.span is CurveSpan.YEAR else len(found)
    return Curve(latest(found, number), (), pace, known)


def _said(pace: Pace | None, vocabulary: Vocabulary, locale: Locale) -> dict[str, object]:
    """The numbers and words about the whole project's pace; empty without a pace."""
    more = what_if(pace, vocabulary) if pace else None
    return {
        slot(NAME, "numbers"): list(_numbers(pace, locale)) if pace else None,
        slot(NAME, "what-if"): more.say(locale) if more else None,
    }


def _numbers(pace: Pace, locale: Locale) -> Iterator[Component]:
    """The paces; what the target and the projection are, the sentence above says."""
    for number in sentences.paces(pace):
        yield html.Div([html.Dt(number.words.say(locale)), html.Dd(number.value.say(locale))])


def _spans(months: Card, filters: Filters, options: ExploreOptions) -> Component | None:
    """Links to the last year and to all months, each with an address of its own."""
    found = latest(months.result.points, A_YEAR + 1)
    if len(found) <= A_YEAR or months.result.earlier:
        return None
    return _links_to_spans(months.locale, filters, options)


@lru_cache(LINKS_KEPT)
def _links_to_spans(locale: Locale, filters: Filters, options: ExploreOptions) -> Component:
    nav = html.Nav(
        [
            html.A(
                words.say(locale),
                className="switch__way",
                **keeping(EXPLORE[locale], filters, replace(options, span=span)),
                **current(is_current=span is options.span),
            )
            for span, words in SPANS.items()
        ],
        className="switch curve__spans",
        **label(text("Months shown").say(locale)),
    )
    return shared(nav)


@lru_cache(LINKS_KEPT)
def _scope(locale: Locale, end: date | None, *, has_pace: bool) -> list[Component | str]:
    """A note on what a filtered curve leaves out, and a link to the whole until the same day."""
    why = sentences.beside() if has_pace else sentences.withheld()
    only = "" if has_pace else " curve__whole--only"
    way = html.A(
        text("Show the whole project").say(locale),
        href=with_query(EXPLORE[locale], Filters(end=end).to_query()),
        className=f"curve__whole{only}",
        **data(stay=""),
    )
    return [f"{why.say(locale)} ", shared(way)]


def _months(months: Card, happened: Sequence[Annotation]) -> Table:
    """A table of the months so far, each a button to filter by it; all months when comparing."""
    lines = [one for one in months.table.lines if one.choice or months.result.earlier]
    rows = [(end_of_month(line.code), line.label) for line in lines]
    names = titles(rows, happened, months.locale)
    drawn: Table = {
        "headings": list(months.table.headings),
        "rows": [
            [name, *(cell.words for cell in line.cells)]
            for name, line in zip(names, lines, strict=True)
        ],
        "toggles": [line.choice.query if line.choice else None for line in lines],
    }
    return _named(text("Months so far"), drawn, months.locale)


def _named(caption: Text, table: Table, locale: Locale) -> Table:
    return table | {"caption": caption.say(locale)}


def _tables(locale: Locale) -> Component:
    hint = text("Choose a month to filter by it, and again to undo it.")
    tables = html.Div([html.Div(id=place) for place in TABLES], className="curve__tables")
    body = [loading(locale), html.P(hint.say(locale)), tables]
    return _fold(text("Table"), body, locale, waiting=TABLES)


def _method(locale: Locale, vocabulary: Vocabulary) -> Component:
    """The full finding and the method."""
    place = FOLDED[-1]
    definition = html.P(sentences.definition(vocabulary).say(locale))
    body = [loading(locale), html.Div(id=place), definition]
    return _fold(text("How is this counted?"), body, locale, waiting=(place,))


def _fold(
    summary: Text,
    body: list[Component],
    locale: Locale,
    *,
    waiting: Sequence[str],
) -> Component:
    """A fold; what is in the waiting places may come later."""
    return html.Details(
        [html.Summary(summary.say(locale)), *body],
        className="more curve__plain",
        **later(*waiting),
    )
