"""An answer as everything that the explore view draws of it."""

from callbacks.about import about, say_if_any
from dashboard.domain.progress.progress import Progress, Tally
from dashboard.domain.progress.trend import trend
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.figures import gauges as dials
from dashboard.figures import tables
from dashboard.figures.breakdown import breakdown
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shown import Explored
from dashboard.sentences.progress import charts, gauges
from dashboard.sentences.shared import choices
from layouts.explore_view import GAUGES
from layouts.progress import gauge_words, toggles
from layouts.shared.drawing import Drawing, drawing_of, slot


def drawing(answer: Explored, locale: Locale) -> Drawing:
    """Everything of the explore view that depends on the filters."""
    progress, vocabulary = answer.progress, answer.reading.vocabulary
    parts = {
        **about(answer.reading, locale, last_session=progress.last_session),
        slot("empty"): say_if_any(charts.empty(progress, answer.without), locale),
        **_gauges(progress, vocabulary, locale),
        **_charts(progress, vocabulary, locale),
        **rows(progress, vocabulary, locale),
    }
    drawn = drawing_of(
        parts,
        answer.reading.state.edition,
        tables=_tables(progress, vocabulary, locale),
        figures=_figures(progress, vocabulary, locale),
    )
    return drawn | {"empty": not progress.delivered}


def _figures(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    figures = {
        "youth": dials.youth(progress.youth, locale),
        "french_share": dials.french_share(progress.french_share, locale),
        "age_groups": dials.age_groups(progress.age_groups, locale),
        "facilitators": dials.facilitators(
            progress.facilitators_shown, vocabulary.languages, locale
        ),
        "by_month": cumulative(trend(progress), locale)
        | {"toggles": toggles.of_months(trend(progress))},
    }
    for name, (rows, terms, _) in breakdowns(progress, vocabulary).items():
        figures[name] = breakdown(rows, terms, locale)
    return {slot(name, "figure"): figure for name, figure in figures.items()}


def _tables(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    shown = {"by_month": _months(progress, locale)}
    for name, (rows, terms, heading) in breakdowns(progress, vocabulary).items():
        shown[name] = tables.breakdown(rows, terms, capitalise(heading.say(locale)), locale)
    return {slot(name, "table"): table for name, table in shown.items()}


def _months(progress: Progress, locale: Locale) -> tables.Table:
    points = trend(progress)
    return toggles.months(tables.months(points, locale), points, locale)


def _gauges(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    values = gauge_words.values(progress, vocabulary, locale)
    statuses = gauge_words.statuses(progress, vocabulary, locale)
    sentences = {
        "youth": gauges.youth(progress, vocabulary),
        "french_share": gauges.french_share(progress, vocabulary),
        "age_groups": gauges.age_groups(progress, vocabulary),
        "facilitators": gauges.facilitators(progress, vocabulary),
    }
    return {
        slot(name, part): filled
        for name in GAUGES
        for part, filled in (
            ("value", values[name]),
            ("status", statuses[name]),
            ("sentence", sentences[name].say(locale)),
        )
    }


def _charts(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    sentences = {"by_month": charts.cumulative(trend(progress))}
    for name, (rows, terms, _) in breakdowns(progress, vocabulary).items():
        sentences[name] = charts.breakdown(rows, terms)
    return {slot(name, "sentence"): sentence.say(locale) for name, sentence in sentences.items()}


def rows(
    progress: Progress, vocabulary: Vocabulary, locale: Locale, *, compared: bool = False
) -> Drawing:
    """What to choose in a figure; the place in the figure of months stays empty."""
    dimensions = {"by_language": "language", "by_venue_type": "venue_type", "by_age_group": "age"}
    return {
        slot(name, "rows"): toggles.rows(dimensions[name], shown, terms, locale, compared=compared)
        for name, (shown, terms, _) in breakdowns(progress, vocabulary).items()
    }


def breakdowns(
    progress: Progress, vocabulary: Vocabulary
) -> dict[str, tuple[tuple[Tally, ...], Terms[Term], Text]]:
    """The rows of each breakdown, what their codes mean, and what the codes are of."""
    return {
        "by_language": (
            progress.by_language,
            vocabulary.languages,
            choices.dimension("language"),
        ),
        "by_venue_type": (
            progress.by_venue_type,
            vocabulary.venue_types,
            choices.dimension("venue_type"),
        ),
        "by_age_group": (progress.by_age_group, vocabulary.ages, choices.dimension("age")),
    }
