"""What may come, as numbers for files: the columns of the table that pages show in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures import curve_table, theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dashboard.domain.pace.pace import Pace
    from dashboard.i18n import Text

REACHED, PLAN, SESSIONS = theme.REACHED, theme.PLAN, theme.SESSIONS
"""The colours of charts, for those that other programs draw."""


def days(pace: Pace) -> Sequence[date]:
    """The last days of the months ahead."""
    return curve_table.days(pace)


def numbers(pace: Pace) -> Iterator[tuple[Text, Mapping[date, int]]]:
    """The lines with their names; a band is two, its lower and its upper edge."""
    for column in curve_table.columns(pace):
        yield from column.edges()
