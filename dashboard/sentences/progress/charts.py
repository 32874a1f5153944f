"""Each chart's finding in words."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.progress.progress import BreakdownRow, Progress
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import Month, MonthSpan, Text, plural, sequence, text
from dashboard.sentences.shared.choices import dimension


def cumulative(points: Sequence[Point]) -> Text:
    """The total by the last month with data, and the busiest month."""
    held = [point for point in points if point.held]
    if not held:
        return text("No month has a session under these filters.")
    last = held[-1]
    ranged = len([point for point in held if point.range])
    hidden = len([point for point in held if point.youth is None]) - ranged
    older = len([point for point in held if point.as_of])
    return sequence(
        _reached(points[0], last),
        _busiest(held, hidden + older) if len(held) > 1 else None,
        plural(
            "{count} month has a range, to protect privacy.",
            "{count} months have a range, to protect privacy.",
            ranged,
        )
        if ranged
        else None,
        plural("{count} month is hidden (x).", "{count} months are hidden (x).", hidden)
        if hidden
        else None,
        plural(
            "{count} month has a count of an earlier day.",
            "{count} months have a count of an earlier day.",
            older,
        )
        if older
        else None,
    )


def reached(points: Sequence[Point]) -> Text | None:
    """The total by the last month with data; ``None`` without one."""
    held = [point for point in points if point.held]
    return _reached(held[0], held[-1]) if held else None


def _reached(begin: Point, end: Point) -> Text:
    total, first, last = end.total, begin.month, end.month
    if end.total_range:
        return _from_to(end.total_range, first, last)
    if total is None:
        return text("The total so far is hidden to protect privacy (x).")
    if end.total_as_of:
        return plural(
            "{count} youth participation as of {day}.",
            "{count} youth participations as of {day}.",
            total,
            day=end.total_as_of,
        )
    if first == last:
        return plural(
            "{count} youth participation in {month}.",
            "{count} youth participations in {month}.",
            total,
            month=Month(first),
        )
    return plural(
        "{count} youth participation, {months}.",
        "{count} youth participations, {months}.",
        total,
        months=MonthSpan(first, last),
    )


def _from_to(told: Interval, first: str, last: str) -> Text:
    """A total that is told as a range."""
    low, high = told.low, told.high
    if first == last:
        return text(
            "From {low} to {high} youth participations in {month}.",
            low=low,
            high=high,
            month=Month(first),
        )
    return text(
        "From {low} to {high} youth participations, {months}.",
        low=low,
        high=high,
        months=MonthSpan(first, last),
    )


def _busiest(points: Sequence[Point], unknown: int) -> Text | None:
    """The busiest month; only of those shown, if a hidden or older count might exceed it."""
    at = _most_at([(point.youth, point.range) for point in points])
    if at is None:
        return None
    most = points[at]
    month, count = Month(most.month), _counted(most.youth, most.as_of, most.range)
    if unknown:
        return text("Busiest of the months shown: {month} ({count}).", month=month, count=count)
    return text("Busiest month: {month} ({count}).", month=month, count=count)


def _most_at(told: Sequence[tuple[int | None, Interval | None]]) -> int | None:
    """The place of the highest of some counts, each told exactly or as a range.

    ``None`` if a range beside it may go higher, or if none is known to be above 0.
    """
    least = [known.low if known else count or 0 for count, known in told]
    most = max(least, default=0)
    at = least.index(most) if most else None
    if [known for n, (_, known) in enumerate(told) if known and known.high > most and n != at]:
        return None
    return at


def breakdown(rows: Sequence[BreakdownRow], terms: Terms[Term]) -> Text:
    """The row with the most participations and the rows without any; the table has the rest."""
    shown = [row for row in rows if row.participations is not None]
    ranged = len([row for row in rows if row.range])
    hidden = len(rows) - len(shown) - ranged
    older = len([row for row in shown if row.as_of])
    return sequence(
        _most(rows, terms, hidden + older),
        _none(shown, terms),
        plural(
            "{count} row has a range, to protect privacy.",
            "{count} rows have a range, to protect privacy.",
            ranged,
        )
        if ranged
        else None,
        plural("{count} row is hidden (x).", "{count} rows are hidden (x).", hidden)
        if hidden
        else None,
        plural(
            "{count} row has a count of an earlier day.",
            "{count} rows have a count of an earlier day.",
            older,
        )
        if older
        else None,
    )


def _most(rows: Sequence[BreakdownRow], terms: Terms[Term], unknown: int) -> Text | None:
    """The row with the most; only of those shown, if a hidden or older count might exceed it."""
    at = _most_at([(row.participations, row.range) for row in rows])
    if at is None:
        return None
    most = rows[at]
    label, count = terms[most.code], _counted(most.participations, most.as_of, most.range)
    found = text("{label} ({count})", label=label, count=count)
    if most.sessions is not None and most.as_of is None:
        sessions = plural("{count} session", "{count} sessions", most.sessions)
        found = text(
            "{label} ({count}, in {sessions})", label=label, count=count, sessions=sessions
        )
    if unknown:
        return text("Most participations of the rows shown: {found}.", found=found)
    return text("Most participations: {found}.", found=found)


def _none(rows: Sequence[BreakdownRow], terms: Terms[Term]) -> Text | None:
    """The rows with a zero of the data's day; an older zero may have changed since."""
    none = tuple(terms[row.code] for row in rows if row.participations == 0 and row.as_of is None)
    return text("No participation: {labels}.", labels=none) if none else None


def _counted(count: int | None, day: date | None, known: Interval | None) -> int | Text:
    """A count, with its day if that is an earlier one, or the range that is told instead."""
    if known:
        return text("{low} to {high}", low=known.low, high=known.high)
    return text("{count} as of {day}", count=count, day=day) if day else count or 0


def empty(progress: Progress, without: tuple[str, ...]) -> Text | None:
    """What to do when no session is kept; ``None`` when there are some.

    ``without`` names the filters of which dropping any one would bring sessions.
    """
    if progress.delivered:
        return None
    if progress.data_as_of is None:
        return text("The figures come with the first session that took place.")
    none = text("No delivered session matches these filters.")
    if not without:
        return sequence(none, text("Remove more than one of them, or clear all."))
    names = tuple(dimension(name) for name in without)
    return sequence(
        none,
        plural(
            "Remove the filter “{names}” to see some.",
            "Remove any one of these filters to see some: {names}.",
            len(names),
            names=names,
        ),
    )
