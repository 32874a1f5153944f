"""Tables with plain headings and text rows, and signed numbers for them."""

from decimal import Decimal
from typing import Any

from dashboard.i18n import Locale
from dashboard.i18n.formats import HIDDEN, number

MINUS = "\u2212"

Table = dict[str, Any]
"""A table: ``headings``, and ``rows`` whose first cell names the row.

With ``toggles``, one for each row, that cell sets a filter. A ``caption`` is visible.
"""


def signed(value: int | Decimal | None, locale: Locale) -> str:
    """A signed number: ``+40``, ``−3`` or ``0``; ``x`` when hidden."""
    if value is None:
        return HIDDEN
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number(-value if value < 0 else value, locale)
