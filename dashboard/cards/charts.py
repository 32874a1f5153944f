"""The charts' tables: a row a code, and the months against the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.cards import parts
from dashboard.cards.parts import Cell, Line, Table
from dashboard.cards.result import Result, points, published
from dashboard.domain.progress.progress import GroupReached, Progress, Tally
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise, month

COVERED = {True: text("reached"), False: text("not reached")}
COVERAGE = (text("Participations"), text("At-risk group"))
COUNTED = (text("Sessions"), text("Participations"), text("Of which youth"))


def rows(progress: Progress, code: str) -> Sequence[Tally]:
    """The rows of a breakdown."""
    found: Sequence[Tally] = getattr(progress, code)
    return found


def table(  # noqa: PLR0913, PLR0917 - what a table is made of
    result: Result, code: str, title: Text, corner: Text, terms: Terms[Term], locale: Locale
) -> Table:
    """A row a code: sessions, participations and youth.

    A publication doesn't know the sessions of age groups: it says which groups were reached.
    """
    if code == "by_age_group" and published(result.progress):
        lines = _ages(result, code, terms, locale)
        return replace(parts.table(title, corner, COVERAGE, lines, locale), drawn=0)
    lines = _counted(result, code, terms, locale)
    return replace(parts.table(title, corner, COUNTED, lines, locale), drawn=1)


def months(result: Result, locale: Locale) -> Table:
    """A row a month: youth, total so far, plan; of a publication, what it counts of each month.

    Live months are in ISO form, as all dates in tables.
    """
    if published(result.progress):
        codes = [row.code for row in result.progress.by_month]
        names = Terms(tuple(Term(c, month(c, Locale.EN), month(c, Locale.FR)) for c in codes))
        return table(result, "by_month", text("Month by month"), text("Month"), names, locale)
    title = text("Youth reached: running total")
    columns = (text("Youth"), text("Total so far"), text("Plan"))
    lines = [_month(point, locale) for point in points(result.progress)]
    return parts.table(title, text("Month"), columns, lines, locale)


def _counted(result: Result, code: str, terms: Terms[Term], locale: Locale) -> Iterable[Line]:
    for row in rows(result.progress, code):
        sessions = parts.NOTHING if row.sessions is None else parts.count(row.sessions, locale)
        people, youth = _people(result, code, row, locale), _youth(result, code, row, locale)
        yield _line(row, (sessions, people, youth), terms, locale)


def _ages(result: Result, code: str, terms: Terms[Term], locale: Locale) -> Iterable[Line]:
    covered = {group.code: group for group in result.progress.age_groups}
    for row in rows(result.progress, code):
        coverage = _coverage(covered.get(row.code), locale)
        yield _line(row, (_people(result, code, row, locale), coverage), terms, locale)


def _line(row: Tally, cells: tuple[Cell, ...], terms: Terms[Term], locale: Locale) -> Line:
    return Line(row.code, capitalise(terms[row.code].label(locale)), cells)


def _month(point: Point, locale: Locale) -> Line:
    planned = parts.NOTHING if point.planned is None else parts.count(point.planned, locale)
    youth, total = (
        parts.count(value, locale) if point.held else parts.NOTHING
        for value in (point.youth, point.total)
    )
    return Line(point.month, point.month, (youth, total, planned))


def _people(result: Result, code: str, row: Tally, locale: Locale) -> Cell:
    revised = (code, row.code, "participations") in result.revised
    return parts.count(row.participations, locale, as_of=row.as_of, revised=revised)


def _youth(result: Result, code: str, row: Tally, locale: Locale) -> Cell:
    revised = (code, row.code, "youth") in result.revised
    return parts.count(row.youth, locale, as_of=row.youth_as_of, revised=revised)


def _coverage(group: GroupReached | None, locale: Locale) -> Cell:
    if group is None:
        return parts.word(text("not counted as at risk"), locale)
    if group.reached_as_of:
        return parts.word(COVERED[bool(group.reached)], locale, group.reached_as_of)
    if group.reached is None:
        return parts.UNSEEN
    return parts.word(COVERED[group.reached], locale)
