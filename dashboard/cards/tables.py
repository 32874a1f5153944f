"""The tables of the charts: a row for each code, and the months against the plan."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from dashboard.cards import bars, choosing, parts
from dashboard.cards.parts import Cell, Line, Table
from dashboard.cards.result import EarlierResult, Result, published
from dashboard.domain.progress.bars import BarNumber, FrenchShares
from dashboard.domain.progress.breakdowns import AGE_GROUP, MONTH, QUARTER, WEEKDAY, Breakdown
from dashboard.domain.progress.comparison import difference, trends
from dashboard.domain.progress.progress import BreakdownRow, GroupReached
from dashboard.domain.progress.trend import Point
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise
from dashboard.sentences.shared.choices import dimension

HEADINGS = {
    MONTH.code: text("Month"),
    QUARTER.code: text("Quarter"),
    WEEKDAY.code: text("Day of the week"),
}
"""The headings of the breakdowns without a filter of their own."""
COVERED = {True: text("reached"), False: text("not reached")}
COVERAGE = (text("Participations"), text("At-risk group"))
COUNTED = (text("Sessions"), text("Participations"), text("Of which youth"))
OF_FRENCH = text("French share")
SO_FAR = (text("Youth"), text("Total so far"), text("Plan"))
BESIDE = (*SO_FAR[:2], text("Earlier month"), text("Total then"), text("Difference"))


def rows(of: Breakdown, title: Text, result: Result, locale: Locale) -> Table:
    """A row for each code: sessions, participations and youth; three rows with an earlier period.

    A publication has no sessions by age group: it says which groups were reached.
    """
    corner = HEADINGS.get(of.code) or dimension(of.filters)
    if of is AGE_GROUP and published(result.progress):
        lines = _told(of, result, _ages(result, locale), locale)
        return replace(parts.table(title, corner, COVERAGE, lines, locale), drawn=0)
    lines = _told(of, result, _counted(of, result, locale), locale)
    if result.earlier:
        lines = _compared(of, result, result.earlier, lines, locale)
    columns = (*COUNTED, *([OF_FRENCH] if _tells_french(result) else []))
    return replace(parts.table(title, corner, columns, lines, locale), drawn=1)


def months(title: Text, result: Result, locale: Locale) -> Table:
    """A row for each month: youth, total so far and plan; publications have what they count.

    Live months are in ISO form, like all dates in tables.
    """
    if published(result.progress):
        return rows(MONTH, text("Month by month"), result, locale)
    if result.earlier:
        pairs = zip(*trends(result.progress, result.earlier.progress), strict=True)
        lines = [_beside(point, then, locale) for point, then in pairs]
        return parts.table(title, text("Month"), BESIDE, lines, locale)
    lines = [_month(point, locale) for point in result.points]
    return parts.table(title, text("Month"), SO_FAR, lines, locale)


def _told(of: Breakdown, result: Result, lines: Iterable[Line], locale: Locale) -> Iterator[Line]:
    """The zeros of a row that the filters leave out would read as true ones.

    Live figures say in their place that it is filtered out; publications have no such row.
    """
    aside, said = bars.left_out(of, result), Cell(NOT_AVAILABLE, bars.FILTERED_OUT.say(locale))
    for line in lines:
        if line.code not in aside:
            yield line
        elif not published(result.progress):
            yield replace(line, cells=(said,) * len(line.cells))


def _counted(of: Breakdown, result: Result, locale: Locale) -> Iterator[Line]:
    names, found = of.names(result.progress, result.vocabulary), of.rows(result.progress)
    choices = choosing.of_rows(of, found, result)
    for row, choice in zip_longest(found, choices):
        sessions = parts.NOTHING if row.sessions is None else parts.count(row.sessions, locale)
        cells = (
            sessions,
            _people(of, row, result, locale),
            _youth(of, row, result, locale),
            *([_french(of, row, result.french, locale)] if _tells_french(result) else []),
        )
        label = capitalise(names[row.code].label(locale))
        yield Line(row.code, label, cells, choice)


def _compared(
    of: Breakdown, result: Result, earlier: EarlierResult, lines: Iterable[Line], locale: Locale
) -> Iterator[Line]:
    """Three rows for each code, to keep the table narrow: now, earlier and the difference."""
    then = Result(earlier.progress, result.vocabulary, bars=result.bars, french=earlier.french)
    more = [parts.NOTHING] if _tells_french(result) else []
    aside, lines_then = bars.left_out(of, result), _counted(of, then, locale)
    pairs = zip(of.rows(result.progress), of.rows(then.progress), strict=True)
    for line, before, pair in zip(lines, lines_then, pairs, strict=True):
        label = text("{label} – earlier", label=line.label)
        changed = text("{label} – difference", label=line.label)
        is_aside = line.code in aside
        changes = (*_changes(*pair, locale), *more)
        yield line
        yield Line("", label.say(locale), line.cells if is_aside else before.cells)
        yield Line("", changed.say(locale), line.cells if is_aside else changes)


def _changes(row: BreakdownRow, before: BreakdownRow, locale: Locale) -> Iterator[Cell]:
    yield parts.change(difference(row.sessions, before.sessions), locale)
    yield parts.change(difference(row.participations, before.participations), locale)
    yield parts.change(difference(row.youth, before.youth), locale)


def _tells_french(result: Result) -> bool:
    return result.bars is BarNumber.FRENCH_SHARE


def _french(of: Breakdown, row: BreakdownRow, french: FrenchShares, locale: Locale) -> Cell:
    found = bars.share(of, row, french)
    said = bars.share_said(found)
    if found.percent is None or said is None:
        return parts.NOTHING
    return Cell(found.percent, said.say(locale))


def _ages(result: Result, locale: Locale) -> Iterator[Line]:
    covered = {group.code: group for group in result.progress.age_groups}
    for row in result.progress.by_age_group:
        label = capitalise(result.vocabulary.ages[row.code].label(locale))
        coverage = _coverage(covered.get(row.code), locale)
        yield Line(row.code, label, (_people(AGE_GROUP, row, result, locale), coverage))


def _month(point: Point, locale: Locale) -> Line:
    planned = parts.NOTHING if point.planned is None else parts.count(point.planned, locale)
    cells = (*_so_far(point, locale), planned)
    return Line(point.month, point.month, cells, choosing.month(point))


def _beside(point: Point, then: Point, locale: Locale) -> Line:
    both = point.held and then.held
    cells = (
        *_so_far(point, locale),
        Cell(then.month, then.month),
        _held(then, then.total, locale),
        parts.change(difference(point.total, then.total), locale) if both else parts.NOTHING,
    )
    return Line(point.month, point.month, cells, choosing.month(point))


def _so_far(point: Point, locale: Locale) -> Iterator[Cell]:
    yield _held(point, point.youth, locale)
    yield _held(point, point.total, locale)


def _held(point: Point, value: int | None, locale: Locale) -> Cell:
    """The count of a month; not available after the data."""
    return parts.count(value, locale) if point.held else parts.NOTHING


def _people(of: Breakdown, row: BreakdownRow, result: Result, locale: Locale) -> Cell:
    revised = (of.code, row.code, "participations") in result.revised
    return parts.count(row.participations, locale, as_of=row.as_of, revised=revised, told=row.range)


def _youth(of: Breakdown, row: BreakdownRow, result: Result, locale: Locale) -> Cell:
    revised = (of.code, row.code, "youth") in result.revised
    return parts.count(
        row.youth, locale, as_of=row.youth_as_of, revised=revised, told=row.youth_range
    )


def _coverage(group: GroupReached | None, locale: Locale) -> Cell:
    if group is None:
        return parts.word(text("not counted as at risk"), locale)
    if group.reached_as_of:
        return parts.word(COVERED[bool(group.reached)], locale, group.reached_as_of)
    if group.reached is None:
        return parts.UNSEEN
    return parts.word(COVERED[group.reached], locale)
