"""The coverage grid: where sessions are missing, and where to book next."""

from functools import lru_cache
from itertools import product

from dash.development.base_component import Component

from dashboard.domain.progress.coverage import Combination, Coverage, CoverageLevel
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Language, Vocabulary
from dashboard.i18n import Locale, plural, sequence, text
from dashboard.i18n.formats import capitalise, number
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import coverage as sentences
from dashboard.sentences.shared import choices
from layouts.progress import booking, downloads, equity
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.cards import Labels, definition
from layouts.shared.cells import ALONE, ASIDE, Cells, Head, Headings
from layouts.shared.drawing import Drawing, slot
from layouts.shared.one_of import one_of

SECTION = "grid"
NAMES_KEPT = 32  # of grids
SIGNS = {CoverageLevel.EMPTY: "○", CoverageLevel.THIN: "◐", CoverageLevel.COVERED: "●"}


def section(locale: Locale, vocabulary: Vocabulary, filters: Filters) -> Component:
    """The fixed part, with places for what depends on the filters.

    A phone begins with a grid that ``filters`` keep.
    """
    counting = sequence(sentences.counting(vocabulary), sentences.ranking())
    labels = Labels(text("Who has not been reached"), counting)
    return html.Section(
        [
            html.Div(
                [
                    html.H2(labels.title.say(locale)),
                    html.P(id=slot(SECTION, "sentence"), className="grid__signs"),
                ],
                className="grid__head",
            ),
            downloads.menu(
                labels.title,
                {
                    SECTION: (labels.title, downloads.EVERY),
                    equity.NAME: (text("Language equity"), downloads.NUMBERS),
                },
                filters,
                locale,
            ),
            one_of(
                "grid-language",
                capitalise(choices.dimension("language").say(locale)),
                {one.code: _way(one, locale) for one in vocabulary.languages},
                next(iter(filters.language), None),
            ),
            html.Div(
                html.Div(id=slot(SECTION, "cells"), className="grids one-of-some__parts"),
                role="group",
                **label(labels.title.say(locale)),
                **data(arrows=".grid__cell"),
            ),
            *booking.best(locale),
            html.Div(
                [booking.others(locale), equity.fold(locale), definition(locale, labels)],
                className="grid__folds",
            ),
            *booking.of_a_cell(locale),
        ],
        id=SECTION,
        className="card coverage one-of-some",
    )


def parts(answer: ExploreView, locale: Locale) -> Drawing:
    """What a filter change redraws."""
    coverage, vocabulary = answer.coverage, answer.reading.vocabulary
    drawn = {
        slot(SECTION, "sentence"): _summary(coverage, locale),
        **{
            slot(SECTION, f"lacks-{one}"): _lacks(coverage, one, locale)
            for one in vocabulary.languages.codes
        },
        **booking.parts(answer, locale),
    }
    return {"parts": drawn, "grids": {slot(SECTION, "cells"): cells(coverage, vocabulary, locale)}}


def signs(locale: Locale) -> str:
    """What the signs in the cells mean."""
    return " · ".join(f"{sign} {sentences.level(one).say(locale)}" for one, sign in SIGNS.items())


def _summary(coverage: Coverage, locale: Locale) -> str | list[Component]:
    """The sentence; for eyes the key to the signs, with the number of cells of each."""
    words = sentences.summary(coverage).say(locale)
    found = coverage.levels
    if not found:
        return words
    key = [f"{SIGNS[one]} {sentences.cells(one, found[one]).say(locale)}" for one in SIGNS]
    aside = [f"┄ {text('outside the filters').say(locale)}"] if coverage.has_aside else []
    return [
        html.Span(words, className="visually-hidden"),
        html.Span(" · ".join([*key, *aside]), **HIDDEN_FROM_READERS),
    ]


def _way(language: Language, locale: Locale) -> list[str | Component]:
    """The name of a grid, with the place of the number of its gaps."""
    place = html.Span(id=slot(SECTION, f"lacks-{language.code}"), className="grid__lacks")
    return [capitalise(language.label(locale)), place]


def _lacks(coverage: Coverage, language: str, locale: Locale) -> list[Component] | None:
    """How many cells of a grid have too few sessions; nothing where that is not asked."""
    lacking = [
        cell
        for cell in coverage.chosen
        if cell.language == language and coverage.level(cell) is not CoverageLevel.COVERED
    ]
    if language not in coverage.trained or not lacking:
        return None
    heard = plural("{count} gap", "{count} gaps", len(lacking)).say(locale)
    return [
        html.Span(number(len(lacking), locale), **HIDDEN_FROM_READERS),
        html.Span(f" ({heard})", className="visually-hidden"),
    ]


def cells(coverage: Coverage, vocabulary: Vocabulary, locale: Locale) -> Cells:
    """A row for each venue type, a column for each age group; each cell filters by both."""
    levels = {level.value: (SIGNS[level], sentences.level(level).say(locale)) for level in SIGNS}
    frame: Headings = {
        "columns": [vocabulary.ages[age].label(locale) for age in coverage.ages],
        "filters": ["language", "venue_type", "age"],
        "levels": levels,
        "aside": text("outside the filters").say(locale),
        "tables": [
            _head(coverage, language, vocabulary, locale) for language in coverage.languages
        ],
    }
    alone, chosen = _alone(coverage.filters), frozenset(coverage.chosen)
    values = [
        [
            (
                number(coverage.count(cell), locale),
                coverage.level(cell).value if language in coverage.trained else "",
                ALONE if cell == alone else "" if cell in chosen else ASIDE,
            )
            for cell in coverage.of_language(language)
        ]
        for language in coverage.languages
    ]
    return {"frame": frame, "values": values}


def _head(coverage: Coverage, language: str, vocabulary: Vocabulary, locale: Locale) -> Head:
    asked = language in coverage.trained
    words = vocabulary.languages[language].label(locale)
    venue_types = tuple(vocabulary.venue_types[one].label(locale) for one in coverage.venue_types)
    ages = tuple(vocabulary.ages[one].label(locale) for one in coverage.ages)
    note = text("nobody trained: gaps not listed")
    return {
        "caption": capitalise(words),
        "note": "" if asked else f" ({note.say(locale)})",  # beside the caption
        "rows": [capitalise(one) for one in venue_types],
        "names": _names(words, venue_types, ages, locale),
        "keys": _keys(coverage.of_language(language)),
    }


@lru_cache(NAMES_KEPT)
def _names(
    language: str, venue_types: tuple[str, ...], ages: tuple[str, ...], locale: Locale
) -> list[str]:
    """The full names of a grid's cells, row by row: the same in each answer of a language."""
    return [
        sentences.cell(language, venue_type, age).say(locale)
        for venue_type, age in product(venue_types, ages)
    ]


@lru_cache(NAMES_KEPT)
def _keys(found: tuple[Combination, ...]) -> list[str]:
    """What a grid's cells filter by: likewise."""
    return [" ".join(cell) for cell in found]


def _alone(kept: Filters) -> Combination | None:
    """The only cell that the filters keep; ``None`` where they keep more."""
    match kept.language, kept.venue_type, kept.age:
        case (language,), (venue_type,), (age,):
            return Combination(language, venue_type, age)
    return None
