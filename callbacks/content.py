"""An answer as everything that the explore view draws from it."""

from dashboard.domain.filters import Problem
from dashboard.domain.progress import Progress
from dashboard.domain.trend import trend
from dashboard.domain.vocabulary import Vocabulary
from dashboard.figures import gauges as dials
from dashboard.figures.breakdown import breakdown
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale, Text
from dashboard.sentences import charts, choices, gauges
from layouts import gauge_words, tables
from layouts.explore import GAUGES, Content
from layouts.filter_bar import badges


def content(
    progress: Progress,
    vocabulary: Vocabulary,
    locale: Locale,
    *,
    problems: tuple[Problem, ...] = (),
    without: tuple[str, ...] = (),
) -> Content:
    """Each name of ``layouts.explore.OUTPUTS`` with what is shown there.

    ``problems`` are the parts of the address that were not understood; ``without`` the filters
    any one of which, dropped, would bring sessions when there are none.
    """
    return {
        "showing": choices.showing(progress.filters, vocabulary).say(locale),
        "badges": badges(locale, progress.filters, vocabulary),
        "notice": _say(choices.ignored(problems), locale),
        "failure": None,
        "announcement": charts.announcement(progress).say(locale),
        "empty": _say(charts.empty(progress, without), locale),
        "results_class": "results",
        **_gauges(progress, vocabulary, locale),
        **_months(progress, locale),
        **_breakdowns(progress, vocabulary, locale),
    }


def _gauges(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Content:
    values = gauge_words.values(progress, vocabulary, locale)
    statuses = gauge_words.statuses(progress, vocabulary, locale)
    sentences = {
        "youth": gauges.youth(progress, vocabulary),
        "french_share": gauges.french_share(progress, vocabulary),
        "age_groups": gauges.age_groups(progress, vocabulary),
        "facilitators": gauges.facilitators(progress, vocabulary),
    }
    figures = {
        "youth": dials.youth(progress.youth, locale),
        "french_share": dials.french_share(progress.french_share, locale),
        "age_groups": dials.age_groups(progress.age_groups, locale),
        "facilitators": dials.facilitators(progress.facilitators, vocabulary.languages, locale),
    }
    return {
        f"{name}_{part}": filled
        for name in GAUGES
        for part, filled in (
            ("value", values[name]),
            ("status", statuses[name]),
            ("sentence", sentences[name].say(locale)),
            ("figure", figures[name]),
        )
    }


def _months(progress: Progress, locale: Locale) -> Content:
    points = trend(progress)
    return {
        "by_month_sentence": charts.cumulative(points).say(locale),
        "by_month_table": tables.months(points, locale),
        "by_month_figure": cumulative(points, progress.youth.target, locale),
    }


def _breakdowns(progress: Progress, vocabulary: Vocabulary, locale: Locale) -> Content:
    shown: Content = {}
    for name, rows, terms, heading in (
        ("by_language", progress.by_language, vocabulary.languages, "language"),
        ("by_venue_type", progress.by_venue_type, vocabulary.venue_types, "venue_type"),
        ("by_age_group", progress.by_age_group, vocabulary.ages, "age"),
    ):
        title = choices.dimension(heading).say(locale)
        shown[f"{name}_sentence"] = charts.breakdown(rows, terms).say(locale)
        shown[f"{name}_table"] = tables.breakdown(rows, terms, title, locale)
        shown[f"{name}_figure"] = breakdown(rows, terms, locale)
    return shown


def _say(sentence: Text | None, locale: Locale) -> str | None:
    return sentence.say(locale) if sentence else None
