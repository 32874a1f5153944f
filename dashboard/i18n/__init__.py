"""English and Canadian French: locales, texts, numbers and dates."""

from dashboard.i18n.locale import Locale
from dashboard.i18n.text import (
    Month,
    MonthSpan,
    Percent,
    Text,
    plural,
    sequence,
    text,
    words_or_blank,
)

__all__ = [
    "Locale",
    "Month",
    "MonthSpan",
    "Percent",
    "Text",
    "plural",
    "sequence",
    "text",
    "words_or_blank",
]
