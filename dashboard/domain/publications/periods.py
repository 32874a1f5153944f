"""The periods of a publication’s tables, by name: the project, years, quarters and months."""

import re
from functools import lru_cache

from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, Period

PROJECT = "project"
_MONTH = re.compile(r"(?:month-)?(\d{4}-(?:0[1-9]|1[0-2]))", re.ASCII)
_QUARTER = re.compile(r"\d{4}-\d{2}-q[1-4]", re.ASCII)


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


def month_named(period: str) -> str | None:
    """The month that a period is; ``None`` if it is none."""
    match = _MONTH.fullmatch(period)
    if match is None or (period == match[1] and _is_year(period)):
        return None
    return match[1]


def grain_of(period: str) -> str:
    """Whether a period is the project, a year, a quarter or a month."""
    if period == PROJECT:
        return "project"
    if _QUARTER.fullmatch(period):
        return "quarter"
    return "month" if month_named(period) else "year"


def _is_year(code: str) -> bool:
    return (int(code[:4]) + 1) % 100 == int(code[5:7])
