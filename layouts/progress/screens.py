"""What the five screens of the meeting mode tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, with_query
from dashboard.cards import Card, Result, cards
from dashboard.cards.explore import months_and_projection, pace_of_curve, result_of
from dashboard.cards.panels import GAUGES, MONTHS
from dashboard.domain.progress.coverage import Combination, Coverage
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Annotation, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, count, number, percent
from dashboard.queries.explore import ExploreView
from dashboard.sentences import headline as told
from dashboard.sentences.headline import Evidence, HeadlineSentence
from dashboard.sentences.pace import annotations as annotations_told
from dashboard.sentences.pace import pace as pace_told
from dashboard.sentences.plan import capacity as capacity_told
from dashboard.sentences.progress import coverage as coverage_told
from dashboard.sentences.progress import equity as equity_told
from layouts.progress import deciding
from layouts.progress.grid import SIGNS, signs
from layouts.progress.headline import sentence as linked
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.drawing import slot
from layouts.shared.links import query_of

NAME = "present"
CURVE = slot("present_curve", "figure")
AHEAD = 2  # the screen of the curve
Body = list[Component | None]


def screens(answer: ExploreView, locale: Locale) -> Iterator[tuple[str, Text, Evidence, Body]]:
    """Each screen: its name, its title, where its evidence stands, and what is on it."""
    yield "stands", text("Where we stand"), Evidence.GAUGES, _stands(answer, locale)
    yield "ahead", text("Will we get there?"), Evidence.CURVE, _ahead(answer, locale)
    yield "french", text("How much is in French?"), Evidence.PLAN, _french(answer, locale)
    yield "missing", text("Who is missing?"), Evidence.GRID, _missing(answer, locale)
    yield "decide", text("What to decide"), Evidence.GRID, deciding.lists(answer, locale)


def _lead(found: Iterable[HeadlineSentence], answer: ExploreView, locale: Locale) -> Component:
    said = [linked(one, answer.reading.filters, locale) for one in found]
    return html.Div([part for one in said for part in (one, " ")], className="present__lead")


def _of_rules(codes: Iterable[str], answer: ExploreView) -> list[HeadlineSentence]:
    """The headline's sentences of these rules."""
    wanted = set(codes)
    every = (*told.sentences(answer.headline), *told.decisions(answer.headline))
    return [*{one.code: one for one in reversed(every) if one.code in wanted}.values()]


def _stands(answer: ExploreView, locale: Locale) -> Body:
    places = [_gauge(card) for card in gauges(answer, locale)]
    return [
        _lead(told.sentences(answer.headline)[:1], answer, locale),
        html.Div(places, className="present__gauges"),
    ]


def gauges(answer: ExploreView, locale: Locale) -> list[Card]:
    """The cards whose faces the first screen has."""
    found = cards(Result(answer.progress, answer.reading.vocabulary), locale)
    return [found[panel.code] for panel in GAUGES]


def _gauge(card: Card) -> Component:
    """The place of a gauge's face, which the script copies from the page."""
    name = f"{NAME}_{card.code}"
    return html.Div(
        [
            html.H2(card.title),
            html.Div(id=slot(name, "face"), role="img", **label(card.sentence)),
        ],
        className="present__gauge",
    )


def _ahead(answer: ExploreView, locale: Locale) -> Body:
    pace, shown = answer.pace, result_of(answer)
    months = cards(shown, locale)[MONTHS.code].sentence
    of_whole = pace is not None and pace_of_curve(shown, pace) is not None
    if pace is None:
        lead = html.P(months, className="present__lead")
    else:
        found = answer.headline.ahead
        lead = _lead(_of_rules([found.rule.code], answer) if found else [], answer, locale)
    drawn = pace_told.finding(pace, shown.vocabulary).say(locale) if pace and of_whole else months
    figures = [
        html.Div([html.Dt(one.words.say(locale)), html.Dd(one.value.say(locale))])
        for one in (pace_told.numbers(pace) if pace else ())
    ]
    beside = [
        html.Dl(figures, className="present__numbers") if figures else None,
        _happened(months_and_projection(answer).happened, locale),
    ]
    return [
        lead,
        None if of_whole else _part(answer, locale),
        html.Div(
            [
                html.Div(
                    id=CURVE,
                    className="present__curve",
                    role="img",
                    **label(drawn),
                ),
                html.Div(beside, className="present__beside") if any(beside) else None,
            ],
            className="present__ahead",
        ),
    ]


def _part(answer: ExploreView, locale: Locale) -> Component:
    """What a filtered curve leaves out, and the way to this screen of the whole project."""
    why = pace_told.beside() if answer.pace else pace_told.withheld()
    whole = Filters(end=answer.reading.filters.range.end)
    there = with_query(EXPLORE[locale], query_of(whole, replace(answer.options, present=AHEAD)))
    way = html.A(text("Show the whole project").say(locale), href=there, **data(stay=""))
    return html.P([f"{why.say(locale)} ", way], className="present__note")


def _happened(shown: Sequence[Annotation], locale: Locale) -> Component | None:
    """The events that have a number in the curve."""
    items = [html.Li(annotations_told.told(one).say(locale)) for one in shown]
    return html.Ol(items, className="present__events") if items else None


def _french(answer: ExploreView, locale: Locale) -> Body:
    words = answer.reading.vocabulary
    short = [
        capacity_told.outlook(one, words)
        for one in answer.headline.facts.trained_in
        if one.language == "fr"
    ]
    return [
        html.P(equity_told.finding(answer.equity).say(locale), className="present__lead"),
        html.Dl(
            [
                html.Div(
                    [
                        html.Dt(equity_told.subject(name).say(locale)),
                        html.Dd(_share(share.percent, hidden=share.hidden, locale=locale)),
                        html.Dd(
                            html.Progress(
                                value=str(share.percent), max="100", **HIDDEN_FROM_READERS
                            )
                            if share.percent is not None
                            else None
                        ),
                        html.Dd(
                            text(
                                "{part} of {whole}",
                                part=count(share.part, locale),
                                whole=count(share.whole, locale),
                            ).say(locale)
                        ),
                    ]
                )
                for name, share in answer.equity.shares.items()
            ],
            className="present__shares",
        ),
        *(html.P(one.say(locale), className="present__note") for one in short),
    ]


def _share(value: object, *, hidden: bool, locale: Locale) -> str:
    if value is None:
        return HIDDEN if hidden else NOT_AVAILABLE
    return percent(value, locale)  # type: ignore[arg-type] # a decimal


def _missing(answer: ExploreView, locale: Locale) -> Body:
    return [
        html.P(coverage_told.summary(answer.coverage).say(locale), className="present__lead"),
        html.Div(
            list(_grids(answer.coverage, answer.reading.vocabulary, locale)),
            className="present__gaps",
        ),
        html.P(signs(locale), className="present__signs"),
    ]


def _grids(coverage: Coverage, words: Vocabulary, locale: Locale) -> Iterator[Component]:
    """A table for each language of training: a row a venue type, a column an age group."""
    ages = [html.Th(words.ages[age].label(locale), scope="col") for age in coverage.ages]
    for language in (code for code in coverage.languages if code in coverage.trained):
        name = capitalise(words.languages[language].label(locale))
        rows = [
            html.Tr(
                [
                    html.Th(capitalise(words.venue_types[one].label(locale)), scope="row"),
                    *(
                        _cell(coverage, Combination(language, one, age), locale)
                        for age in coverage.ages
                    ),
                ]
            )
            for one in coverage.venue_types
        ]
        yield html.Table(
            [
                html.Thead(html.Tr([html.Td(html.Strong(name)), *ages])),
                html.Tbody(rows),
            ],
            className="present__grid",
            **label(name),
        )


def _cell(coverage: Coverage, combination: Combination, locale: Locale) -> Component:
    level = coverage.level(combination)
    return html.Td(
        [
            html.Span(SIGNS[level], **HIDDEN_FROM_READERS),
            f" {number(coverage.count(combination), locale)}",
            html.Span(f" {coverage_told.level(level).say(locale)}", className="visually-hidden"),
        ],
        className=f"present__{level}",
    )
