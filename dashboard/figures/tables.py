"""Tables of plain headings and rows of text, and signed numbers in them."""

from decimal import Decimal
from typing import Any

from dashboard.i18n import Locale
from dashboard.i18n.formats import HIDDEN, number

MINUS = "\u2212"

Table = dict[str, Any]
"""``headings``, and ``rows`` whose first cell names the row.

Where there are ``toggles``, one a row, that cell filters by them; a ``caption`` is seen.
"""


def signed(value: int | Decimal | None, locale: Locale) -> str:
    """``+40``, ``−3`` or ``0``; ``x`` when it is hidden."""
    if value is None:
        return HIDDEN
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number(abs(value), locale)
