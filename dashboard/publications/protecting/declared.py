"""The declared list: which tables a publication has, as data."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from dashboard.domain.publications.protected import MERGED, YOUTH, ProtectedTable
from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, Period, months_between
from dashboard.publications.protecting.counts import AxisCodes

AXES = ("language", "venue_type", "age", "kind")
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

PROJECT = "project"
_MONTH = re.compile(r"(?:month-)?(\d{4}-(?:0[1-9]|1[0-2]))")
_QUARTER = re.compile(r"(\d{4})-\d{2}-q([1-4])")

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


def grain_of(period: str) -> str:
    """Whether a period is the project, a year, a quarter or a month."""
    if period == PROJECT:
        return "project"
    if _QUARTER.fullmatch(period):
        return "quarter"
    return "month" if _month(period) else "year"


@lru_cache(10_000)
def periods_of(month: str) -> tuple[str, str, str, str]:
    """The project, the fiscal year, the quarter and the month itself, as tables name them."""
    year, number = int(month[:4]), int(month[5:])
    first = year if number >= FISCAL_YEAR_STARTS[0] else year - 1
    quarter = (number - FISCAL_YEAR_STARTS[0]) % 12 // 3 + 1
    return (
        PROJECT,
        Period.fiscal_year(first).code,
        Period.fiscal_quarter(first, quarter).code,
        month_period(month),
    )


def month_period(month: str) -> str:
    """A month's name as a period; ``2011-12`` alone would be the fiscal year."""
    return f"month-{month}" if _is_year(month) else month


@lru_cache(10_000)
def members(code: str) -> Codes:
    """The venue types that are shown as one under this code."""
    return tuple(code.split(MERGED))


def merged(codes: Iterable[str]) -> str:
    """The code under which these venue types are shown as one."""
    return MERGED.join(codes)


def _month(period: str) -> bool:
    match = _MONTH.fullmatch(period)
    return bool(match) and (period.startswith("month-") or not _is_year(period))


def _is_year(code: str) -> bool:
    return (int(code[:4]) + 1) % 100 == int(code[5:7])
