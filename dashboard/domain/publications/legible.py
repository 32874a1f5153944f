"""Quarters in place of months, where a publication hides most of the months."""

from collections.abc import Sequence

from dashboard.domain.progress.breakdowns import MONTH, QUARTER
from dashboard.domain.progress.progress import BreakdownRow, Progress


def legible(code: str, progress: Progress) -> str:
    """The code of the card to show: that of quarters for months, if these tell too little.

    That is so if more than half of their counts are hidden, and a smaller part of the quarters'.
    Where no session was held, nobody came, which tells nothing.
    """
    if code != MONTH.code or not QUARTER.rows(progress):
        return code
    months, quarters = (_hidden(one.rows(progress)) for one in (MONTH, QUARTER))
    return QUARTER.code if months > 1 / 2 and quarters < months else code


def _hidden(rows: Sequence[BreakdownRow]) -> float:
    """The hidden part of the counts where sessions were held, from 0 to 1."""
    counts = [
        told
        for row in rows
        if row.sessions
        for told in (
            row.range if row.participations is None else row.participations,
            row.youth_range if row.youth is None else row.youth,
        )
    ]
    return counts.count(None) / max(len(counts), 1)
