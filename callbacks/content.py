"""An answer as everything that the explore view draws of it."""

from dashboard.domain.filters import Problem
from dashboard.domain.progress import Progress, Tally
from dashboard.domain.trend import trend
from dashboard.domain.vocabulary import Term, Terms, Vocabulary
from dashboard.figures import gauges as dials
from dashboard.figures import tables
from dashboard.figures.breakdown import breakdown
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from dashboard.sentences import charts, choices, gauges
from layouts import gauge_words
from layouts.explore import GAUGES, Drawing, slot
from layouts.filter_bar import badges


def drawing(
    progress: Progress,
    vocabulary: Vocabulary,
    locale: Locale,
    *,
    problems: tuple[Problem, ...] = (),
    without: tuple[str, ...] = (),
) -> Drawing:
    """Everything of the view that depends on the filters.

    ``problems`` are the parts of the address that were not understood; ``without`` the filters
    any one of which, dropped, would bring sessions when there are none.
    """
    parts = {
        slot("showing"): choices.showing(progress.filters, vocabulary).say(locale),
        slot("badges"): badges(locale, progress.filters, vocabulary),
        slot("notice"): _say(choices.ignored(problems), locale),
        slot("failure"): None,
        slot("empty"): _say(charts.empty(progress, without), locale),
        **_gauges(progress, vocabulary, locale),
        **_charts(progress, vocabulary, locale),
    }
    return {
        "parts": parts,
        "tables": _tables(progress, vocabulary, locale),
        "figures": _figures(progress, vocabulary, locale),
        "stale": False,
        "empty": not progress.delivered,
    }


def _figures(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    figures = {
        "youth": dials.youth(progress.youth, locale),
        "french_share": dials.french_share(progress.french_share, locale),
        "age_groups": dials.age_groups(progress.age_groups, locale),
        "facilitators": dials.facilitators(
            progress.facilitators_shown, vocabulary.languages, locale
        ),
        "by_month": cumulative(trend(progress), locale),
    }
    for name, (rows, terms, _) in _breakdowns(progress, vocabulary).items():
        figures[name] = breakdown(rows, terms, locale)
    return {slot(name, "figure"): figure for name, figure in figures.items()}


def _tables(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    shown = {"by_month": tables.months(trend(progress), locale)}
    for name, (rows, terms, heading) in _breakdowns(progress, vocabulary).items():
        shown[name] = tables.breakdown(rows, terms, capitalise(heading.say(locale)), locale)
    return {slot(name, "table"): table for name, table in shown.items()}


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
    for name, (rows, terms, _) in _breakdowns(progress, vocabulary).items():
        sentences[name] = charts.breakdown(rows, terms)
    return {slot(name, "sentence"): sentence.say(locale) for name, sentence in sentences.items()}


def _breakdowns(
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


def _say(sentence: Text | None, locale: Locale) -> str | None:
    return sentence.say(locale) if sentence else None
