"""The day of the week of a date, in both dialects."""

from datetime import date

from sqlalchemy import ColumnElement, case, extract
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.shared.weekdays import WEEKDAYS

SUNDAY_FIRST = (*WEEKDAYS[-1:], *WEEKDAYS[:-1])
"""As the databases number them, from 0."""


def weekday_code(day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[str]:
    """The code of a date's weekday, ``mon`` to ``sun``."""
    return case(dict(enumerate(SUNDAY_FIRST)), value=extract("dow", day))
