"""The coverage grid: where sessions are missing, and where to book next."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from dash.development.base_component import Component

from dashboard.domain.progress.coverage import Combination, Coverage, CoverageLevel, level
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import AgeGroup, Language, VenueType, Vocabulary
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
FRAMES_KEPT, CELLS_KEPT = 32, 4096
SIGNS = {CoverageLevel.EMPTY: "○", CoverageLevel.THIN: "◐", CoverageLevel.COVERED: "●"}


def section(
    locale: Locale, vocabulary: Vocabulary, filters: Filters, *, records: bool
) -> Component:
    """The fixed part, with places for what depends on the filters.

    A phone begins with a grid that ``filters`` keep. ``records``: the reader records sessions.
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
            *booking.of_a_cell(locale, vocabulary, records=records),
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
        for cell, found in coverage.level_of.items()
        if cell.language == language and found is not CoverageLevel.COVERED
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
    frame = _frame(
        tuple([vocabulary.languages[one] for one in coverage.languages]),
        tuple([vocabulary.venue_types[one] for one in coverage.venue_types]),
        tuple([vocabulary.ages[one] for one in coverage.ages]),
        frozenset(coverage.trained),
        locale,
    )
    alone, chosen = _alone(coverage.filters), frozenset(coverage.chosen)
    held, minimum = coverage.sessions, coverage.minimum
    values = [
        [
            (
                *_counted(held.get(cell, 0), asked, locale),
                ALONE if cell == alone else "" if cell in chosen else ASIDE,
            )
            for cell in coverage.of_language(language)
        ]
        for language in coverage.languages
        for asked in [minimum if language in coverage.trained else None]
    ]
    return {"frame": frame, "values": values}


@lru_cache(CELLS_KEPT)  # an answer has fifty, and most are those of another
def _counted(sessions: int, minimum: int | None, locale: Locale) -> tuple[str, str]:
    """The number of a cell, and its level where a minimum is asked for."""
    return number(sessions, locale), "" if minimum is None else level(sessions, minimum).value


@lru_cache(FRAMES_KEPT)  # mostly that of the last answer; nobody changes it
def _frame(
    languages: tuple[Language, ...],
    venue_types: tuple[VenueType, ...],
    ages: tuple[AgeGroup, ...],
    trained: frozenset[str],
    locale: Locale,
) -> Headings:
    return {
        "columns": [age.label(locale) for age in ages],
        "filters": ["language", "venue_type", "age"],
        "levels": {
            level.value: (SIGNS[level], sentences.level(level).say(locale)) for level in SIGNS
        },
        "aside": text("outside the filters").say(locale),
        "tables": [
            _head(one, venue_types, ages, locale, asked=one.code in trained) for one in languages
        ],
    }


def _head(
    language: Language,
    venue_types: Sequence[VenueType],
    ages: Sequence[AgeGroup],
    locale: Locale,
    *,
    asked: bool,
) -> Head:
    words = language.label(locale)
    note = text("nobody trained: gaps not listed")
    found = [*product(venue_types, ages)]
    return {
        "caption": capitalise(words),
        "note": "" if asked else f" ({note.say(locale)})",  # beside the caption
        "rows": [capitalise(one.label(locale)) for one in venue_types],
        "names": [
            sentences.cell(words, venue_type.label(locale), age.label(locale)).say(locale)
            for venue_type, age in found
        ],
        "keys": [f"{language.code} {venue_type.code} {age.code}" for venue_type, age in found],
    }


def _alone(kept: Filters) -> Combination | None:
    """The only cell that the filters keep; ``None`` where they keep more."""
    match kept.language, kept.venue_type, kept.age:
        case (language,), (venue_type,), (age,):
            return Combination(language, venue_type, age)
    return None
