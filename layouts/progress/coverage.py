"""Where sessions are missing: a grid a language, and what to book next."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import VENUES, with_query
from dashboard.domain.progress.coverage import Combination, Coverage, CoverageLevel, Suggestion
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise, number
from dashboard.sentences.progress import coverage as sentences
from layouts.shared.attributes import HIDDEN_FROM_READERS, data
from layouts.shared.cards import Labels, definition
from layouts.shared.drawing import Drawing, slot

SECTION = "coverage"  # the place on the page, as in ``/en/venues#coverage``
SIGNS = {CoverageLevel.EMPTY: "○", CoverageLevel.THIN: "◐", CoverageLevel.COVERED: "●"}
IN_STRIP = 3


def section(locale: Locale, vocabulary: Vocabulary) -> Component:
    """The places in the venues view that ``parts`` fills, and what never changes."""
    labels = Labels(text("Who has not been reached"), sentences.counting(vocabulary))
    return html.Section(
        [
            html.H2(labels.title.say(locale)),
            html.P(id=slot("coverage", "sentence"), className="sentence"),
            html.Div(id=slot("coverage", "grids"), className="grids"),
            html.H3(text("Where to book next").say(locale)),
            html.Div(id=slot("coverage", "suggestions")),
            definition(locale, labels),
            html.Details(
                [
                    html.Summary(text("How is this ranked?").say(locale)),
                    html.P(sentences.ranking().say(locale)),
                ],
                className="more",
            ),
        ],
        id=SECTION,
        className="card coverage",
    )


def parts(
    coverage: Coverage, found: Sequence[Suggestion], vocabulary: Vocabulary, locale: Locale
) -> Drawing:
    """What the filters change of the section."""
    return {
        slot("coverage", "sentence"): sentences.summary(coverage).say(locale),
        slot("coverage", "grids"): [
            grid(coverage, language, vocabulary, locale) for language in coverage.languages
        ],
        slot("coverage", "suggestions"): [
            _listed(found, coverage, vocabulary, locale, choosable=True)
        ],
    }


def strip(locale: Locale) -> Component:
    """The places in another view that ``strip_parts`` fills."""
    return html.Article(
        [
            html.H3(text("Where to book next").say(locale)),
            html.P(id=slot("gaps", "sentence"), className="sentence"),
            html.Div(id=slot("gaps")),
        ],
        className="card coverage",
    )


def strip_parts(
    coverage: Coverage, found: Sequence[Suggestion], vocabulary: Vocabulary, locale: Locale
) -> Drawing:
    """The best suggestions, and the way to all of them under the same filters."""
    there = with_query(VENUES[locale], coverage.filters.to_query())
    more = html.A(text("Full grid and all suggestions").say(locale), href=f"{there}#{SECTION}")
    best = _listed(found[:IN_STRIP], coverage, vocabulary, locale, choosable=False)
    return {
        slot("gaps", "sentence"): sentences.summary(coverage).say(locale),
        slot("gaps"): [best, html.P(more, className="on-screen")],
    }


def grid(coverage: Coverage, language: str, vocabulary: Vocabulary, locale: Locale) -> Component:
    """A row a venue type, a column an age group; each cell filters by its combination."""
    rows = [
        html.Tr(
            [
                html.Th(capitalise(vocabulary.venue_types[venue_type].label(locale)), scope="row"),
                *(
                    html.Td(
                        _cell(coverage, Combination(language, venue_type, age), vocabulary, locale)
                    )
                    for age in coverage.ages
                ),
            ]
        )
        for venue_type in coverage.venue_types
    ]
    ages = [html.Th(vocabulary.ages[age].label(locale), scope="col") for age in coverage.ages]
    return html.Table(
        [
            html.Caption(
                [
                    capitalise(vocabulary.languages[language].label(locale)),
                    None
                    if language in coverage.trained
                    else html.Span(
                        text("no facilitators trained: gaps are not listed").say(locale),
                        className="grid__aside",
                    ),
                ]
            ),
            html.Thead(html.Tr([html.Td(), *ages])),
            html.Tbody(rows),
        ],
        className="grid",
        **data(arrows="button"),
    )


def _cell(
    coverage: Coverage, combination: Combination, vocabulary: Vocabulary, locale: Locale
) -> Component:
    level = coverage.level(combination)
    name = sentences.cell(combination, vocabulary).say(locale)
    is_asked = combination.language in coverage.trained
    return html.Button(
        [
            html.Span(f"{name} ", className="visually-hidden"),
            html.Span(
                [
                    number(coverage.count(combination), locale),
                    html.Span(SIGNS[level], className="sign", **HIDDEN_FROM_READERS)
                    if is_asked
                    else None,
                ],
                className="grid__count",
            ),
            html.Span(f" {sentences.level(level).say(locale)}", className="grid__level")
            if is_asked
            else None,
            None
            if coverage.is_chosen(combination)
            else html.Span(
                f", {text('outside the filters').say(locale)}", className="visually-hidden"
            ),
        ],
        type="button",
        className=" ".join(
            (
                "grid__cell",
                f"grid__cell--{level if is_asked else 'other'}",
                *(() if coverage.is_chosen(combination) else ("grid__cell--aside",)),
            )
        ),
        **data(
            toggle=urlencode(
                {
                    "language": combination.language,
                    "age": combination.age,
                    "venue_type": combination.venue_type,
                }
            )
        ),
    )


def _listed(
    found: Sequence[Suggestion],
    coverage: Coverage,
    vocabulary: Vocabulary,
    locale: Locale,
    *,
    choosable: bool,
) -> Component:
    if not found:
        return html.P(text("No gaps left to close.").say(locale))
    return html.Ol(
        [
            html.Li(
                [
                    html.Strong(
                        capitalise(sentences.finding(one, coverage.minimum, vocabulary).say(locale))
                    ),
                    f" {sentences.advice(one, vocabulary).say(locale)} ",
                    _choice(one, vocabulary, locale) if choosable else None,
                ]
            )
            for one in found
        ],
        className="suggestions",
    )


def _choice(one: Suggestion, vocabulary: Vocabulary, locale: Locale) -> Component:
    """Filters the whole view by what the suggestion is of."""
    venue_type, language = (
        vocabulary.venue_types[one.venue_type],
        vocabulary.languages[one.language],
    )
    words = text("Filter by {venue_type} and {language}", venue_type=venue_type, language=language)
    return html.Button(
        words.say(locale),
        type="button",
        className="chip",
        **data(toggle=urlencode({"language": one.language, "venue_type": one.venue_type})),
    )
