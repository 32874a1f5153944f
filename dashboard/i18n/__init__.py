"""English and Canadian French: locales, texts, numbers and dates."""

from dashboard.i18n.locale import Locale
from dashboard.i18n.text import Month, Months, Percent, Text, plural, sequence, text, words_or_blank

__all__ = [
    "Locale",
    "Month",
    "Months",
    "Percent",
    "Text",
    "plural",
    "sequence",
    "text",
    "words_or_blank",
]
