"""Coverage in words: what is missing where, and what the next bookings could do about it.

Labels of venue types stand first, by themselves, where no grammar can trip over one.
"""

from collections import Counter

from dashboard.domain.progress.coverage import Combination, Coverage, Level, Suggestion
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, sequence, text


def summary(coverage: Coverage) -> Text:
    """How many of the chosen combinations in a language of training are empty, thin, covered."""
    asked = [cell for cell in coverage.chosen if cell.language in coverage.trained]
    if not asked:
        return text(
            "These filters choose no language that facilitators are trained in, or no age group "
            "at risk: there is no gap to look for."
        )
    levels = Counter(coverage.level(cell) for cell in asked)
    counted = plural(
        "{count} combination of language, venue type and age group: {empty} without a session, "
        "{thin} with fewer than {minimum}, {covered} covered.",
        "{count} combinations of language, venue type and age group: {empty} without a session, "
        "{thin} with fewer than {minimum}, {covered} covered.",
        len(asked),
        minimum=coverage.minimum,
        **{level.value: levels[level] for level in Level},
    )
    aside = len(coverage.chosen) < len(coverage.combinations)
    return sequence(counted, text("Dotted cells are outside the filters.") if aside else None)


def finding(suggestion: Suggestion, minimum: int, vocabulary: Vocabulary) -> Text:
    """What is missing: "group home: no session in French for ages 15 to 17"; begins small."""
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
    """How many to book, who can lead them, whom they may reach, and what was held otherwise."""
    return sequence(
        _to_book(suggestion),
        _people(suggestion, vocabulary) if suggestion.to_book else None,
        None
        if suggestion.youth is None
        else plural(
            "So far, a session there reaches about {count} youth.",
            "So far, a session there reaches about {count} youth.",
            suggestion.youth,
        ),
        *(
            text(
                "Sessions marked “{language}” did reach ages {ages}.",
                language=vocabulary.languages[language],
                ages=_ages(ages, vocabulary),
            )
            for language, ages in suggestion.otherwise.items()
        ),
    )


def level(of: Level) -> Text:
    """The word that stands with the sign."""
    return {
        Level.EMPTY: text("empty"),
        Level.THIN: text("thin"),
        Level.COVERED: text("covered"),
    }[of]


def cell(combination: Combination, vocabulary: Vocabulary) -> Text:
    """Which cell a button is, for those who meet it outside its table."""
    return text(
        "{language}, {venue_type}, {age}:",
        language=vocabulary.languages[combination.language],
        venue_type=vocabulary.venue_types[combination.venue_type],
        age=vocabulary.ages[combination.age],
    )


def counting(vocabulary: Vocabulary) -> Text:
    """How the grid is counted."""
    return sequence(
        text("Delivered sessions that at least one person of the age group took part in."),
        plural(
            "A combination is covered from {count} session on.",
            "A combination is covered from {count} sessions on.",
            vocabulary.threshold("coverage_minimum"),
        ),
        text(
            "Filters by period, session kind and venue change the numbers; filters by language, "
            "venue type and age group only choose among the cells. A gap is only named in "
            "languages that facilitators are trained in."
        ),
    )


def ranking() -> Text:
    """The order of the suggestions."""
    return text(
        "First come the gaps with sessions left to book, and of these the ones that somebody is "
        "trained to lead; then those with more empty combinations, with more sessions to book, "
        "and with more youth a session. While the project is behind its target to date, youth a "
        "session weighs before the number of sessions to book."
    )


def _to_book(suggestion: Suggestion) -> Text:
    planned = suggestion.planned
    if not suggestion.to_book:
        return plural(
            "Nothing to book: {count} session is planned there.",
            "Nothing to book: {count} sessions are planned there.",
            planned,
        )
    book = plural("Book {count} session", "Book {count} sessions", suggestion.to_book)
    if not planned:
        return text("{book}.", book=book)
    return plural(
        "{book}, beside the {count} already planned.",
        "{book}, beside the {count} already planned.",
        planned,
        book=book,
    )


def _people(suggestion: Suggestion, vocabulary: Vocabulary) -> Text:
    language = vocabulary.languages[suggestion.language]
    if not suggestion.trained:
        return text("Nobody is trained to lead one in {language} yet.", language=language)
    return plural(
        "{count} person is trained to lead it in {language}.",
        "{count} people are trained to lead it in {language}.",
        suggestion.trained,
        language=language,
    )


def _ages(codes: tuple[str, ...], vocabulary: Vocabulary) -> tuple[object, ...]:
    return tuple(vocabulary.ages[code] for code in codes)
