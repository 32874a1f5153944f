"""What a brief says, in one language: the cards, sentences and tables of the Explore view.

All of it obeys the rule of its reader already: an answer holds no number that they may not see.
"""

from collections.abc import Iterator, Sequence

from dashboard import program_version
from dashboard.addresses import EXPLORE, with_query
from dashboard.cards import Card, cards
from dashboard.cards.briefs import (
    Brief,
    BriefCell,
    BriefCurve,
    BriefGrid,
    BriefList,
    Section,
    bars,
    curve,
    gauge,
    labels,
)
from dashboard.cards.explore import months_and_projection, pace_of_curve, result_of
from dashboard.cards.panels import GAUGES, MONTHS, MULTIPLES
from dashboard.domain.progress.coverage import Combination, Coverage
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text, words_or_blank
from dashboard.i18n.formats import capitalise, number
from dashboard.queries.explore import ExploreView
from dashboard.sentences import headline
from dashboard.sentences.agenda import Agenda, agenda
from dashboard.sentences.pace import annotations
from dashboard.sentences.pace import pace as pace_told
from dashboard.sentences.pace.verdict import verdict
from dashboard.sentences.progress import charts, coverage, definitions
from dashboard.sentences.reference import diary
from dashboard.sentences.shared import choices
from dashboard.sentences.shared.freshness import freshness

FOR_WHOM = {
    Audience.COMMITTEE: text(
        "For the steering committee. Please do not pass it on: it was not made for publication."
    ),
    Audience.COORDINATOR: text(
        "For coordinators, with exact counts. Please do not pass it on: it was not made for "
        "publication."
    ),
}

MOST_REVIEWED = 5
"""Open decisions, the oldest first; paper has fewer of them if they would fill a third page."""


def brief(answer: ExploreView, locale: Locale, site: str = "") -> Brief:
    """The brief of an answer.

    Args:
        answer: What the Explore view shows under the same filters, to the same reader.
        locale: The language.
        site: The address that the dashboard is reached at, without a slash at its end; empty where
            nobody set one, and then the brief has no address.
    """
    reading, progress = answer.reading, answer.progress
    found = cards(result_of(answer), locale)
    gone = charts.empty(progress, answer.without)
    query = reading.filters.to_query()
    return Brief(
        locale=locale,
        title=text("Where the project stands").say(locale),
        labels=labels(locale),
        audience=FOR_WHOM[reading.audience].say(locale),
        demonstration=text("Demonstration data: all of them are invented.").say(locale)
        if reading.state.demonstration
        else "",
        fresh=freshness(reading.state.data_as_of, progress.last_session).say(locale),
        showing=choices.showing(reading.filters, reading.vocabulary).say(locale),
        headline=tuple(one.say(locale) for one in headline.sentences(answer.headline)),
        empty=words_or_blank(gone, locale),
        gauges=tuple(gauge(found[panel.code]) for panel in GAUGES),
        ahead=_ahead(answer, found[MONTHS.code], locale),
        curve=_curve(answer, locale),
        breakdowns=tuple(bars(found[panel.code]) for panel in MULTIPLES),
        missing=Section(
            text("Who has not been reached").say(locale),
            coverage.summary(answer.coverage).say(locale),
        ),
        grids=tuple(_grids(answer.coverage, reading.vocabulary, locale)),
        decisions=(
            *_decisions(
                agenda(answer.headline, answer.suggestions, answer.coverage.minimum), locale
            ),
            *_decided(reading.vocabulary, locale),
        ),
        definitions=tuple(_definitions(found, reading.hidden_up_to, locale)),
        address=f"{site}{with_query(EXPLORE[locale], query)}" if site else "",
        version=program_version(),
    )


def _ahead(answer: ExploreView, months: Card, locale: Locale) -> Section:
    """Whether the target will be reached; of a part of the project, its months and why no more."""
    if pace := pace_of_curve(months.result, answer.pace):
        said = verdict(pace).say(locale)
    else:
        why = pace_told.left_out() if answer.pace else pace_told.withheld()
        said = f"{months.sentence} {why.say(locale)}"
    return Section(text("Will the target be reached?").say(locale), said)


def _curve(answer: ExploreView, locale: Locale) -> BriefCurve | None:
    shown = months_and_projection(answer)
    if not shown.months:
        return None
    key = pace_told.key(shown.pace) if shown.pace else None
    happened = tuple(annotations.told(one).say(locale) for one in shown.happened)
    return curve(shown, words_or_blank(key, locale), happened, locale)


def _grids(found: Coverage, words: Vocabulary, locale: Locale) -> Iterator[BriefGrid]:
    columns = tuple(words.ages[age].label(locale) for age in found.ages)
    for language in found.languages:
        yield BriefGrid(
            capitalise(words.languages[language].label(locale)),
            columns,
            tuple(
                (
                    capitalise(words.venue_types[venue_type].label(locale)),
                    tuple(
                        _cell(found, Combination(language, venue_type, age), locale)
                        for age in found.ages
                    ),
                )
                for venue_type in found.venue_types
            ),
        )


def _cell(found: Coverage, cell: Combination, locale: Locale) -> BriefCell:
    count = number(found.count(cell), locale)
    if cell.language not in found.trained:
        return BriefCell(count, None, "")
    level = found.level(cell)
    return BriefCell(count, level, coverage.level(level).say(locale))


def _decisions(found: Agenda, locale: Locale) -> Iterator[BriefList]:
    """The lists that have something."""
    to_book = [
        f"{capitalise(one.missing.say(locale))} {one.session.say(locale)}" for one in found.to_book
    ]
    urgent = [
        *(one.say(locale) for one in found.urgent),
        *(one.say(locale) for one in found.remedies),
    ]
    lists: Sequence[tuple[Text, Sequence[str]]] = (
        (text("Act now"), urgent),
        (text("Book next"), to_book),
        (text("Action plan"), [one.say(locale) for one in found.overdue]),
    )
    for title, items in lists:
        if items:
            yield BriefList(title.say(locale), tuple(items))


def _decided(words: Vocabulary, locale: Locale) -> Iterator[BriefList]:
    """What was decided before and is still open; a meeting goes through it."""

    def shown(most: int) -> tuple[str, ...]:
        return tuple(one.say(locale) for one in diary.reviewed(words, most))

    if most := min(MOST_REVIEWED, len(diary.to_review(words))):
        title = text("Decided earlier, to review").say(locale)
        yield BriefList(title, shown(most), tuple(map(shown, range(most - 1, 0, -1))))


def _definitions(found: dict[str, Card], hidden_up_to: int, locale: Locale) -> Iterator[Section]:
    for panel in GAUGES:
        card = found[panel.code]
        yield Section(card.title, card.definition)
    yield Section(text("Signs").say(locale), definitions.symbols(hidden_up_to).say(locale))
