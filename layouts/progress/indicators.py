"""The indicator tracking table and the history of targets; on a phone they become cards."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dash.development.base_component import Component

from dashboard.cards import status
from dashboard.domain.progress.indicators import Revision, TrackingRow, TrackingTable, Value
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.figures.tables import signed
from dashboard.i18n import Locale, Text, formats, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number
from dashboard.sentences.progress import indicators as sentences
from layouts.progress.status import mark
from layouts.shared import html, records
from layouts.shared.cards import Labels, definition
from layouts.shared.drawing import Drawing, slot

NAME, HISTORY = "indicators", "targets"


def section(locale: Locale) -> Component:
    """The fixed part, with places for what depends on the filters."""
    tracked = Labels(text("Indicators"), sentences.definition())
    return html.Section(
        [
            html.H2(tracked.title.say(locale)),
            html.P(id=slot(NAME, "sentence"), className="sentence"),
            html.Div(id=slot(NAME, "rows"), className="tracked"),
            definition(locale, tracked),
            html.H2(text("History of the targets").say(locale)),
            html.P(id=slot(HISTORY, "sentence"), className="sentence"),
            html.Div(id=slot(HISTORY, "rows"), className="targets"),
        ],
        className="tracking",
    )


def parts(tracking: TrackingTable, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    """What a filter change draws."""
    return {
        "parts": {
            slot(NAME, "sentence"): sentences.finding(tracking, vocabulary).say(locale),
            slot(NAME, "rows"): _table(
                text("Indicators"),
                _headings(),
                (_row(row, vocabulary, locale) for row in tracking.rows),
                locale,
            ),
            slot(HISTORY, "sentence"): sentences.history(tracking.revisions).say(locale),
            slot(HISTORY, "rows"): _history(tracking, locale),
        },
    }


def _headings() -> tuple[Text, ...]:
    return (
        text("Indicator"),
        text("Definition"),
        text("Unit"),
        text("Baseline"),
        text("Target"),
        text("Target to date"),
        text("Actual"),
        text("Variance"),
        text("Status"),
        text("Counting"),
        text("Data source"),
        text("Frequency"),
    )


def _row(row: TrackingRow, vocabulary: Vocabulary, locale: Locale) -> list[records.Content]:
    indicator = row.indicator
    unknown = HIDDEN if row.hidden else NOT_AVAILABLE
    return [
        capitalise(indicator.label(locale)),
        _term(indicator.definition, locale),
        _term(indicator.unit, locale),
        _value(indicator.baseline, locale, percent=row.percent),
        _target(row, locale),
        _value(row.to_date, locale, percent=row.percent),
        _value(row.actual, locale, percent=row.percent, unknown=unknown),
        _variance(row, locale, unknown),
        mark(status(row.status, vocabulary, locale)) or unknown,
        sentences.counted(indicator).say(locale),
        _term(indicator.source, locale),
        _term(indicator.frequency, locale),
    ]


def _history(tracking: TrackingTable, locale: Locale) -> Component | None:
    if not tracking.revisions:
        return None
    tracked = {row.indicator.code: row for row in tracking.rows}
    headings = (
        text("In force from"),
        text("Indicator"),
        text("Earlier target"),
        text("New target"),
        text("Due"),
        text("Reason"),
    )
    rows = (
        _revision(revision, tracked[revision.indicator], locale) for revision in tracking.revisions
    )
    return _table(text("History of the targets"), headings, rows, locale)


def _revision(revision: Revision, row: TrackingRow, locale: Locale) -> list[records.Content]:
    first = text("none: the first target").say(locale)
    return [
        records.day(revision.effective_from),
        capitalise(row.indicator.label(locale)),
        _value(revision.before, locale, percent=row.percent, unknown=first),
        _value(revision.value, locale, percent=row.percent),
        records.day(revision.due),
        _term(revision.reason, locale),
    ]


def _term(term: Term, locale: Locale) -> str:
    return term.label(locale) or NOT_AVAILABLE


def _target(row: TrackingRow, locale: Locale) -> records.Content:
    if row.target is None:
        return text("no target set").say(locale)
    value = _value(row.target.value, locale, percent=row.percent)
    return text("{value} (due {day})", value=value, day=row.target.due).say(locale)


def _value(
    value: Value | None, locale: Locale, *, percent: bool, unknown: str = NOT_AVAILABLE
) -> str:
    if value is None:
        return unknown
    return formats.percent(Decimal(value), locale) if percent else number(value, locale)


def _variance(row: TrackingRow, locale: Locale, unknown: str) -> str:
    if row.variance is None:
        return unknown
    difference = signed(row.variance, locale)
    if row.percent:
        return text("{difference} points", difference=difference).say(locale)
    return difference


def _table(
    caption: Text,
    headings: Iterable[Text],
    rows: Iterable[Sequence[records.Content]],
    locale: Locale,
) -> Component:
    titles = [words.say(locale) for words in headings]
    return records.table(
        caption.say(locale),
        [records.heading(title) for title in titles],
        [records.row(first, titles[1:], others) for first, *others in rows],
        "records",
    )
