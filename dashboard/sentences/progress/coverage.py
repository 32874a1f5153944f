"""Coverage in words: what is missing where, and which bookings would help.

Labels of venue types stand first and apart, so that no grammar depends on them.
"""

from collections.abc import Iterator

from dashboard.domain.progress.coverage import (
    Coverage,
    CoverageLevel,
    Suggestion,
)
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, sequence, text


def summary(coverage: Coverage) -> Text:
    """How many of the chosen combinations are empty, thin or covered, in languages of training."""
    levels = coverage.levels
    if not levels:
        return text(
            "These filters leave no language in which facilitators are trained, or no "
            "at-risk age group: there are no gaps to look for."
        )
    counted = plural(
        "{count} combination of language, venue type and age group: {covered} with "
        "enough sessions ({minimum} or more), {thin} with too few and {empty} with "
        "none.",
        "{count} combinations of language, venue type and age group: {covered} with "
        "enough sessions ({minimum} or more), {thin} with too few and {empty} with "
        "none.",
        levels.total(),
        minimum=coverage.minimum,
        **{level.value: levels[level] for level in CoverageLevel},
    )
    aside = text("Dotted cells are outside the filters.") if coverage.has_aside else None
    return sequence(counted, aside)


def cells(of: CoverageLevel, count: int) -> Text:
    """How many cells have a level: "4 with too few"."""
    return {
        CoverageLevel.EMPTY: text("{count} with none", count=count),
        CoverageLevel.THIN: text("{count} with too few", count=count),
        CoverageLevel.COVERED: text("{count} with enough", count=count),
    }[of]


def finding(suggestion: Suggestion, minimum: int, vocabulary: Vocabulary) -> Text:
    """What is missing, starting small: "group home: no session in French for ages 15 to 17"."""
    empty, thin = _ages(suggestion.empty, vocabulary), _ages(suggestion.thin, vocabulary)
    language = vocabulary.languages[suggestion.language]
    few = (
        text("fewer than {minimum} for ages {ages}", minimum=minimum, ages=thin)
        if empty
        else text(
            "fewer than {minimum} sessions in {language} for ages {ages}",
            minimum=minimum,
            language=language,
            ages=thin,
        )
    )
    none = text("no session in {language} for ages {ages}", language=language, ages=empty)
    return text(
        "{venue_type}: {missing}.",
        venue_type=vocabulary.venue_types[suggestion.venue_type],
        missing=sequence(none if empty else None, few if thin else None, between="; "),
    )


def advice(suggestion: Suggestion, vocabulary: Vocabulary) -> Text:
    """How many to book, whether anyone can lead them, whom they reach, and what else was held."""
    return sequence(
        to_book(suggestion),
        None
        if suggestion.trained or not suggestion.to_book
        else text(
            "Nobody is trained in {language} yet.",
            language=vocabulary.languages[suggestion.language],
        ),
        None if suggestion.youth is None else _average(suggestion.youth),
        *(
            text(
                "Sessions marked “{language}” did reach ages {ages}.",
                language=vocabulary.languages[language],
                ages=_ages(ages, vocabulary),
            )
            for language, ages in suggestion.otherwise.items()
        ),
    )


def facts(planned: int, trained: int | None, youth: int | None) -> Iterator[Text]:
    """The facts for booking in a language and venue type: planned, trained, mean youth.

    ``trained`` is ``None`` for a language that nobody is trained in by itself; ``youth`` where it
    is hidden, or of too few sessions.
    """
    yield plural("{count} session is planned.", "{count} sessions are planned.", planned)
    if trained is not None:
        yield plural(
            "{count} person is trained in this language.",
            "{count} people are trained in this language.",
            trained,
        )
    if youth is not None:
        yield _average(youth)


def level(of: CoverageLevel) -> Text:
    """The word for a level, beside its sign."""
    return {
        CoverageLevel.EMPTY: text("none"),
        CoverageLevel.THIN: text("too few"),
        CoverageLevel.COVERED: text("enough"),
    }[of]


def cell(language: str, venue_type: str, age: str) -> Text:
    """The full name of a cell's button, for screen readers; of labels in its language."""
    return text(
        "{language}, {venue_type}, {age}:", language=language, venue_type=venue_type, age=age
    )


def counting(vocabulary: Vocabulary) -> Text:
    """How the grid is counted."""
    return sequence(
        text("Delivered sessions that at least one person of the age group took part in."),
        plural(
            "A combination has enough from {count} session on.",
            "A combination has enough from {count} sessions on.",
            vocabulary.threshold("coverage_minimum"),
        ),
        text(
            "Filters by period, session kind and venue change the numbers; filters by "
            "language, venue type and age group only select cells. Gaps are listed "
            "only in languages in which facilitators are trained."
        ),
    )


def ranking() -> Text:
    """How the suggestions are ranked."""
    return text(
        "Gaps with sessions left to book come first, starting with those that a "
        "trained person can lead. Next come those with more combinations without a "
        "session, more sessions to book and more youth a session. While the project is "
        "behind its target to date, youth a session comes before the number of "
        "sessions to book."
    )


def _average(youth: int) -> Text:
    return plural(
        "About {count} youth a session.",
        "About {count} youth a session.",
        youth,
    )


def to_book(suggestion: Suggestion) -> Text:
    """How many sessions to book in addition to those planned."""
    planned = suggestion.planned
    if not suggestion.to_book:
        return plural(
            "Nothing to book: {count} session is planned there.",
            "Nothing to book: {count} sessions are planned there.",
            planned,
        )
    if not planned:
        return plural("Book {count} session.", "Book {count} sessions.", suggestion.to_book)
    more = plural("Book {count} more session", "Book {count} more sessions", suggestion.to_book)
    return plural(
        "{more} ({count} is already planned).",
        "{more} ({count} are already planned).",
        planned,
        more=more,
    )


def _ages(codes: tuple[str, ...], vocabulary: Vocabulary) -> tuple[object, ...]:
    return tuple(vocabulary.ages[code] for code in codes)
