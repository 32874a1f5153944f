"""The declared list: which tables a publication has, as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from dashboard.domain.publications.periods import PROJECT, grain_of, periods_of
from dashboard.domain.publications.protected import AXES, MERGED, YOUTH, ProtectedTable
from dashboard.domain.shared.periods import months_between
from dashboard.publications.protecting.counts import AxisCodes

TOTAL: tuple[tuple[str, ...], ...] = ((),)
ONE_WAY = tuple((axis,) for axis in AXES)
TWO_WAY = tuple(combinations(AXES, 2))
DECLARED = {
    "project": TOTAL + ONE_WAY + TWO_WAY,
    "year": TOTAL + ONE_WAY + TWO_WAY,
    "quarter": TOTAL + ONE_WAY,
    "month": (*TOTAL, ("age",)),
}
"""By grain. A month's only age is ``YOUTH``; every other table has the groups and ``YOUTH``."""

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A declared table without counts: its period, its axes, and the codes of each axis."""

    period: str
    grain: str
    by: Codes
    codes: tuple[Codes, ...]

    def cells(self) -> Iterator[Codes]:
        """The codes of each cell, in the order of the table."""
        return product(*self.codes)


def blanks(months: Iterable[str], words: AxisCodes, venue_types: Codes) -> tuple[Blank, ...]:
    """Every declared table of the periods from the first of the months to the last."""
    known = sorted(months)
    every = months_between(known[0], known[-1]) if known else ()
    periods = {(PROJECT, "project"): None}
    for grain, number in (("year", 1), ("quarter", 2), ("month", 3)):
        periods |= {(periods_of(month)[number], grain): None for month in every}
    axes = {
        "language": words.languages,
        "venue_type": venue_types,
        "age": (*words.ages, YOUTH),
        "kind": words.kinds,
    }
    months_only = axes | {"age": (YOUTH,)}
    return tuple(
        Blank(period, grain, by, tuple((months_only if grain == "month" else axes)[a] for a in by))
        for period, grain in periods
        for by in DECLARED[grain]
    )


def blank(table: ProtectedTable) -> Blank:
    """The form of a table that was published."""
    codes = tuple(
        tuple(dict.fromkeys(cell.codes[axis] for cell in table.cells))
        for axis in range(len(table.by))
    )
    return Blank(table.period, grain_of(table.period), table.by, codes)


@lru_cache(10_000)
def members(code: str) -> Codes:
    """The venue types that are shown as one under this code."""
    return tuple(code.split(MERGED))


def merged(codes: Iterable[str]) -> str:
    """The code under which these venue types are shown as one."""
    return MERGED.join(codes)
