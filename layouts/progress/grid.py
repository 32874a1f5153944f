"""The coverage grid: where sessions are missing, what to do about a cell, what to book next."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard.domain.progress.coverage import Combination, Coverage, CoverageLevel, Suggestion
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Language, Vocabulary
from dashboard.i18n import Locale, plural, sequence, text
from dashboard.i18n.formats import capitalise, number
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import coverage as sentences
from dashboard.sentences.shared import choices
from layouts.progress import downloads, equity
from layouts.progress.headline import WHAT_NEXT
from layouts.shared import html
from layouts.shared.attributes import (
    HIDDEN_FROM_READERS,
    data,
    label,
    labelled_by,
)
from layouts.shared.cards import Labels, definition
from layouts.shared.cells import ALONE, ASIDE, Cells, Head, Headings, Value
from layouts.shared.drawing import Drawing, slot
from layouts.shared.later import later, loading
from layouts.shared.links import session_address
from layouts.shared.one_of import one_of

SECTION, DIALOG = "grid", "grid-dialog"
SIGNS = {CoverageLevel.EMPTY: "○", CoverageLevel.THIN: "◐", CoverageLevel.COVERED: "●"}
BEST = 3
FOLDED = (slot(SECTION, "others"),)
"""The place in a fold, whose content may come later."""


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
            html.H3(text("Where to book next").say(locale), id=WHAT_NEXT),
            html.Div(
                id=slot(SECTION, "best"),
                role="group",
                **label(text("Where to book next").say(locale)),
                **data(arrows="button"),
            ),
            html.Div(
                [_others(locale), equity.fold(locale), definition(locale, labels)],
                className="grid__folds",
            ),
            html.Div(id=slot(SECTION, "advice"), hidden=True),
            _dialog(locale),
        ],
        id=SECTION,
        className="card coverage one-of-some",
    )


def parts(answer: ExploreView, locale: Locale) -> Drawing:
    """What a filter change redraws."""
    coverage, vocabulary = answer.coverage, answer.reading.vocabulary
    best, others = _best_and_others(answer)
    drawn = {
        slot(SECTION, "sentence"): _summary(coverage, locale),
        **{
            slot(SECTION, f"lacks-{one}"): _lacks(coverage, one, locale)
            for one in vocabulary.languages.codes
        },
        slot(SECTION, "best"): _listed(best, coverage, vocabulary, locale)
        if best or not others
        else _all_planned(locale),
        slot(SECTION, "advice"): [
            _advice(answer, language, venue_type, locale)
            for language in coverage.languages
            for venue_type in coverage.venue_types
        ],
    }
    return {"parts": drawn, "grids": {slot(SECTION, "cells"): cells(coverage, vocabulary, locale)}}


def in_fold(answer: ExploreView, locale: Locale) -> Drawing:
    """The rest of it, in ``FOLDED``."""
    _, others = _best_and_others(answer)
    (place,) = FOLDED
    listed = _listed(others, answer.coverage, answer.reading.vocabulary, locale)
    return {"parts": {place: listed}}


def _best_and_others(answer: ExploreView) -> tuple[list[Suggestion], list[Suggestion]]:
    best = [one for one in answer.suggestions if one.to_book][:BEST]
    return best, [one for one in answer.suggestions if one not in best]


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


def _others(locale: Locale) -> Component:
    return html.Details(
        [
            html.Summary(text("Further suggestions").say(locale)),
            loading(locale),
            *(html.Div(id=place) for place in FOLDED),
        ],
        className="more",
        **later(*FOLDED),
    )


def _dialog(locale: Locale) -> Component:
    """The dialog of a cell: the browser's own, which holds the focus and gives it back.

    A script fills it from the cell and from the advice for its language and venue type.
    """
    return html.Dialog(
        [
            html.H3(id=f"{DIALOG}-title"),
            html.Div(id=f"{DIALOG}-advice"),
            html.P(
                [
                    html.Button(
                        text("Filter by this").say(locale),
                        id=f"{DIALOG}-filter",
                        type="button",
                        className="chip",
                        **data(off=text("Remove this filter").say(locale)),
                    ),
                    html.Button(
                        text("Close").say(locale),
                        id=f"{DIALOG}-close",
                        type="button",
                        className="chip",
                    ),
                ],
                className="grid__ways",
            ),
        ],
        id=DIALOG,
        className="grid__dialog",
        **labelled_by(f"{DIALOG}-title"),
    )


def _advice(answer: ExploreView, language: str, venue_type: str, locale: Locale) -> Component:
    """The facts for booking there; readers who record sessions also get a link to the form."""
    facts = sentences.facts(answer.coverage, answer.progress, language, venue_type)
    return html.Div(
        [
            html.Ul([html.Li(fact.say(locale)) for fact in facts]),
            _booking(answer.reading.vocabulary, language, venue_type, locale)
            if answer.reading.records
            else None,
        ],
        **data(advice=f"{language} {venue_type}"),
    )


def _booking(vocabulary: Vocabulary, language: str, venue_type: str, locale: Locale) -> Component:
    words = text(
        "Book a session: {language}, {venue_type}",
        language=vocabulary.languages[language],
        venue_type=vocabulary.venue_types[venue_type],
    )
    return _way_to_book(language, venue_type, words.say(locale), locale)


@lru_cache(maxsize=512)  # the same in each answer; nobody changes a component that is drawn
def _way_to_book(language: str, venue_type: str, words: str, locale: Locale) -> Component:
    options = SessionOptions(book_language=language, book_venue_type=venue_type)
    return html.P(
        html.A(
            text("Book a session").say(locale),
            href=session_address(Filters(), options, locale),
            className="btn grid__book",
            **label(words),
        )
    )


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
    values = [
        [_value(coverage, cell, locale) for cell in _of(coverage, language)]
        for language in coverage.languages
    ]
    return {"frame": frame, "values": values}


def _of(coverage: Coverage, language: str) -> list[Combination]:
    """The cells of a language, row by row."""
    return [
        Combination(language, venue_type, age)
        for venue_type in coverage.venue_types
        for age in coverage.ages
    ]


def _head(coverage: Coverage, language: str, vocabulary: Vocabulary, locale: Locale) -> Head:
    asked = language in coverage.trained
    found = _of(coverage, language)
    note = text("nobody trained: gaps not listed")
    return {
        "caption": capitalise(vocabulary.languages[language].label(locale)),
        "note": "" if asked else f" ({note.say(locale)})",  # beside the caption
        "rows": [
            capitalise(vocabulary.venue_types[code].label(locale)) for code in coverage.venue_types
        ],
        "names": [sentences.cell(cell, vocabulary).say(locale) for cell in found],
        "keys": [" ".join((cell.language, cell.venue_type, cell.age)) for cell in found],
    }


def _value(coverage: Coverage, cell: Combination, locale: Locale) -> Value:
    is_asked = cell.language in coverage.trained
    state = ALONE if _is_alone(coverage, cell) else "" if coverage.is_chosen(cell) else ASIDE
    return (
        number(coverage.count(cell), locale),
        coverage.level(cell).value if is_asked else "",
        state,
    )


def _is_alone(coverage: Coverage, cell: Combination) -> bool:
    """Whether the filters keep this cell only."""
    kept = coverage.filters
    alone = ((cell.language,), (cell.venue_type,), (cell.age,))
    return (kept.language, kept.venue_type, kept.age) == alone


def _listed(
    found: Sequence[Suggestion], coverage: Coverage, vocabulary: Vocabulary, locale: Locale
) -> Component:
    if not found:
        return html.P(text("No gaps left to close.").say(locale))
    return html.Ol(
        [
            html.Li(
                [
                    _choice(one, coverage.minimum, vocabulary, locale),
                    f" {sentences.advice(one, vocabulary).say(locale)}",
                ]
            )
            for one in found
        ],
        className="suggestions",
    )


def _all_planned(locale: Locale) -> Component:
    words = text("Nothing to book: sessions are planned wherever some are missing.")
    return html.P(words.say(locale))


def _choice(one: Suggestion, minimum: int, vocabulary: Vocabulary, locale: Locale) -> Component:
    """What is missing, as a button that filters the view by its language and venue type."""
    words = text(
        "Filter by {venue_type} and {language}",
        venue_type=vocabulary.venue_types[one.venue_type],
        language=vocabulary.languages[one.language],
    )
    return html.Button(
        [
            capitalise(sentences.finding(one, minimum, vocabulary).say(locale)),
            html.Span(f" {words.say(locale)}", className="visually-hidden"),
        ],
        type="button",
        className="suggestions__way",
        **data(toggle=urlencode({"language": one.language, "venue_type": one.venue_type})),
    )
