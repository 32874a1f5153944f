"""The counts that progress shows."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, func
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.progress.breakdowns import BREAKDOWNS


class Count(NamedTuple):
    """Exact counts of one code; ``in_share`` counts the sessions in the French share.

    Tallies do not have ``in_share`` by the day of the week.
    """

    sessions: int = 0
    in_share: int = 0
    participations: int = 0
    youth: int = 0

    @property
    def others(self) -> int:
        """The participations of people who are not youth."""
        return self.participations - self.youth


NONE = Count()
Counts = dict[str, dict[str, Count]]
"""Exact counts along each dimension, by code; a code without counts is missing."""
FRENCH_MONTHS = "french_months"
"""Beside the dimensions: the months of the sessions in French alone."""


def no_counts() -> Counts:
    """The counts where nothing is kept."""
    return {name: {} for name in (*(one.dimension for one in BREAKDOWNS), FRENCH_MONTHS)}


def month_code(day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[str]:
    """The month of a day, such as ``2015-03``, in both SQL dialects."""
    return func.substr(cast(day, String), 1, 7, type_=String)
