"""The gauges and charts of a view, a row each: everything that shows one reads it here."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.cards import charts, gauges
from dashboard.cards.gauges import Value
from dashboard.cards.parts import Table
from dashboard.cards.result import Result, points, points_told
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.figures import gauges as dials
from dashboard.figures.breakdown import breakdown as bars
from dashboard.figures.cumulative import cumulative
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text
from dashboard.sentences.progress import charts as findings
from dashboard.sentences.progress import definitions
from dashboard.sentences.progress import gauges as told
from dashboard.sentences.shared.choices import dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A gauge or a chart: the code that it has in answers, and how each part of it is made.

    ``filters`` names the filter that choosing a row sets; it is empty where there is none.
    ``value`` is ``None`` for a chart, which has no one number.
    """

    code: str
    title: Text
    definition: Callable[[Vocabulary], Text]
    sentence: Callable[[Progress, Vocabulary], Text]
    figure: Callable[[Result, Locale], Figure]
    table: Callable[[Result, Locale], Table]
    value: Callable[[Result, Locale], Value] | None = None
    filters: str = ""


YOUTH = Panel(
    code="youth",
    title=gauges.YOUTH_REACHED,
    definition=lambda _: definitions.youth(),
    sentence=told.youth,
    figure=lambda result, locale: dials.youth(result.progress.youth, locale),
    table=gauges.youth_table,
    value=gauges.youth,
)

FRENCH_SHARE = Panel(
    code="french_share",
    title=gauges.HELD_IN_FRENCH,
    definition=definitions.french_share,
    sentence=told.french_share,
    figure=lambda result, locale: dials.french_share(result.progress.french_share, locale),
    table=gauges.french_table,
    value=gauges.french_share,
)

AGE_GROUPS = Panel(
    code="age_groups",
    title=gauges.GROUPS_REACHED,
    definition=lambda _: definitions.age_groups(),
    sentence=told.age_groups,
    figure=lambda result, locale: dials.age_groups(result.progress.age_groups, locale),
    table=gauges.groups_table,
    value=gauges.age_groups,
)

FACILITATORS = Panel(
    code="facilitators",
    title=gauges.TRAINED,
    definition=lambda _: definitions.facilitators(),
    sentence=told.facilitators,
    figure=lambda result, locale: dials.facilitators(
        result.progress.facilitators_shown, result.vocabulary.languages, locale
    ),
    table=gauges.facilitators_table,
    value=gauges.facilitators,
)

BY_MONTH = Panel(
    code="by_month",
    title=text("Youth reached: running total"),
    definition=lambda _: definitions.cumulative(),
    sentence=lambda progress, _: findings.cumulative(points_told(progress)),
    figure=lambda result, locale: cumulative(points(result.progress), locale),
    table=charts.months,
)


def _breakdown(
    code: str,
    title: Text,
    definition: Text,
    filters: str,
    terms: Callable[[Vocabulary], Terms[Term]],
) -> Panel:
    """A chart of a row a code of one dimension."""
    return Panel(
        code=code,
        title=title,
        definition=lambda _: definition,
        sentence=lambda progress, words: findings.breakdown(
            charts.rows(progress, code), terms(words)
        ),
        figure=lambda result, locale: bars(
            charts.rows(result.progress, code), terms(result.vocabulary), locale
        ),
        table=lambda result, locale: charts.table(
            result, code, title, dimension(filters), terms(result.vocabulary), locale
        ),
        filters=filters,
    )


BY_LANGUAGE = _breakdown(
    "by_language",
    text("By language"),
    definitions.breakdown(),
    "language",
    lambda words: words.languages,
)
BY_VENUE_TYPE = _breakdown(
    "by_venue_type",
    text("By venue type"),
    definitions.breakdown(),
    "venue_type",
    lambda words: words.venue_types,
)
BY_AGE_GROUP = _breakdown(
    "by_age_group",
    text("By age group"),
    definitions.ages(),
    "age",
    lambda words: words.ages,
)

GAUGES = (YOUTH, FRENCH_SHARE, AGE_GROUPS, FACILITATORS)
CHARTS = (BY_MONTH, BY_LANGUAGE, BY_VENUE_TYPE, BY_AGE_GROUP)
PANELS = {panel.code: panel for panel in (*GAUGES, *CHARTS)}
