"""English and Canadian French: locales, texts, numbers and dates."""

from dashboard.i18n.locale import Locale
from dashboard.i18n.text import Percent, Text, plural, text

__all__ = ["Locale", "Percent", "Text", "plural", "text"]
