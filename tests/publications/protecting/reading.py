"""What a publication answers to a filter, by the book: one cell, a sum of open ones, or nothing.

A second reading, to hold the program's own against.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from dashboard.domain.publications.periods import PROJECT, grain_of, month_period
from dashboard.domain.publications.protected import (
    AXES,
    YOUTH,
    CellMark,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from dashboard.publications.protecting.declared import members


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter: no codes of an axis are all of it, several are their sum; ``YOUTH`` is an age.

    ``periods`` are added up (the months of a school year, the quarters of half a year); they must
    be of one grain and not the same twice.
    """

    periods: tuple[str, ...] = (PROJECT,)
    language: tuple[str, ...] = ()
    venue_type: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A count, or ``None``: ``hidden`` by an x, or (when not hidden) in no table at all.

    ``as_of`` is the oldest day that any part of a count is of, ``None`` when all are of the
    publication's own. ``coarser`` is the nearest wider filter that has an answer.
    """

    value: int | None
    hidden: bool = False
    as_of: date | None = None
    coarser: Wanted | None = None


def read(protected: ProtectedFigures, wanted: Wanted) -> Answer:
    """The answer of the published cells; nothing else is computed.

    Raises:
        ValueError: Periods of different grains, twice the same, or a code twice or unknown.
    """
    _check(wanted)
    shelf = {(table.period, table.by): table for table in protected.tables}
    found = _look(shelf, wanted)
    if found.value is not None:
        return found
    return replace(found, coarser=next(_answered(shelf, wanted), None))


def _check(wanted: Wanted) -> None:
    grains = {grain_of(period) for period in wanted.periods}
    lists = (wanted.periods, wanted.language, wanted.venue_type, wanted.age, wanted.kind)
    if len(grains) != 1 or any(len(set(each)) != len(each) for each in lists):
        raise ValueError(wanted)
    if YOUTH in wanted.age and len(wanted.age) > 1:
        raise ValueError(wanted.age)


def _look(shelf: dict[tuple[str, tuple[str, ...]], ProtectedTable], wanted: Wanted) -> Answer:
    by = tuple(axis for axis in AXES if getattr(wanted, axis))
    cells: list[ProtectedCell] = []
    for period in wanted.periods:
        table = shelf.get((period, by))
        if table is None:
            return Answer(None)
        own = {cell.codes: cell for cell in table.cells}
        choices = []
        for place, axis in enumerate(by):
            codes = {cell.codes[place] for cell in table.cells}
            chosen = _on_axis(axis, getattr(wanted, axis), codes)
            if chosen is None:
                return Answer(None)
            choices.append(chosen)
        cells += [own[codes] for codes in product(*choices)]
    return _sum(cells)


def _on_axis(axis: str, asked: tuple[str, ...], known: set[str]) -> tuple[str, ...] | None:
    """The table's codes that are together what is asked; merged types only all at once."""
    if axis != "venue_type":
        return asked if set(asked) <= known else None
    chosen = tuple(sorted(code for code in known if set(members(code)) & set(asked)))
    covered = {member for code in chosen for member in members(code)}
    asked_types = {member for code in asked for member in members(code)}
    return chosen if chosen and covered == asked_types else None


def _sum(cells: Iterable[ProtectedCell]) -> Answer:
    """One cell as it is; a sum of open ones, since parts of different days add up to nothing."""
    every = tuple(cells)
    if len(every) == 1:
        [cell] = every
        return Answer(cell.value, cell.mark is CellMark.HIDDEN, cell.as_of)
    if all(cell.mark is CellMark.OPEN and cell.value is not None for cell in every):
        return Answer(sum(cell.value or 0 for cell in every))
    return Answer(None, hidden=True)


def _answered(
    shelf: dict[tuple[str, tuple[str, ...]], ProtectedTable], wanted: Wanted
) -> Iterator[Wanted]:
    """Wider filters with an answer: one axis let go, then two, and so on; then wider periods."""
    axes = [axis for axis in AXES if getattr(wanted, axis)]
    for periods in _wider(shelf, wanted.periods):
        for dropped in range(len(axes) + 1):
            for gone in combinations(reversed(axes), dropped):
                wider = replace(wanted, periods=periods, **dict.fromkeys(gone, ()))
                if wider != wanted and _look(shelf, wider).value is not None:
                    yield wider


def _wider(
    shelf: dict[tuple[str, tuple[str, ...]], ProtectedTable], periods: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """The periods themselves, then the quarter, the year and the project that they lie in."""
    yield periods
    for grain in ("quarter", "year", "project"):
        around = {p for p, _ in shelf if grain_of(p) == grain and all(_lies(x, p) for x in periods)}
        if around and set(periods) != around:
            yield tuple(sorted(around))


def _lies(period: str, other: str) -> bool:
    if other in (PROJECT, period):
        return True
    months = _months(period)
    return bool(months) and set(months) <= set(_months(other))


def _months(period: str) -> tuple[str, ...]:
    grain = grain_of(period)
    if grain == "month":
        return (period,)
    if grain == "project":
        return ()
    year = int(period[:4])
    every = [(year + (n > 8), (n + 3) % 12 + 1) for n in range(12)]
    if grain == "quarter":
        quarter = int(period[-1])
        every = every[3 * (quarter - 1) : 3 * quarter]
    return tuple(month_period(f"{y:04d}-{m:02d}") for y, m in every)
