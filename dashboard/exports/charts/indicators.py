"""The tracking table of indicators as a table for files: the values of the page, as numbers."""

from dashboard.cards import status
from dashboard.domain.progress.indicators import TrackingRow
from dashboard.exports.charts.table import ChartArea, FigureColumn, FigureTable, Kind, Value
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import indicators as sentences

INDICATORS = "indicators"
COLUMNS = (
    (text("Code"), Kind.WORDS),
    (text("Indicator"), Kind.WORDS),
    (text("Unit"), Kind.WORDS),
    (text("Baseline"), Kind.NUMBER),
    (text("Target"), Kind.NUMBER),
    (text("Due"), Kind.DAY),
    (text("Target to date"), Kind.NUMBER),
    (text("Actual"), Kind.NUMBER),
    (text("Variance"), Kind.NUMBER),
    (text("Status"), Kind.WORDS),
)


def indicators(answer: ExploreView, locale: Locale) -> FigureTable:
    """A row for each indicator, without the words of the page. No chart: units differ."""
    found, words = answer.tracking, answer.reading.vocabulary
    return FigureTable(
        INDICATORS,
        text("Indicators").say(locale),
        sentences.finding(found, words).say(locale),
        sentences.definition().say(locale),
        tuple(FigureColumn(heading.say(locale), kind) for heading, kind in COLUMNS),
        tuple(_row(row, answer, locale) for row in found.rows),
        ChartArea(1),
    )


def _row(row: TrackingRow, answer: ExploreView, locale: Locale) -> tuple[Value, ...]:
    of, target = row.indicator, row.target
    unknown = HIDDEN if row.hidden else NOT_AVAILABLE
    mark = status(row.status, answer.reading.vocabulary, locale)
    return (
        of.code,
        capitalise(of.label(locale)),
        of.unit.label(locale),
        NOT_AVAILABLE if of.baseline is None else of.baseline,
        target.value if target else NOT_AVAILABLE,
        target.due.isoformat() if target else "",  # a blank is a day that is missing, to programs
        NOT_AVAILABLE if row.to_date is None else row.to_date,
        unknown if row.actual is None else row.actual,
        unknown if row.variance is None else row.variance,
        mark.label if mark else unknown,
    )
