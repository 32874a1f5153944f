"""Each result in words: what screen readers, captions, exports and tests read."""

from dashboard.i18n import Locale, Text
from dashboard.sentences.progress import charts, definitions, gauges
from dashboard.sentences.shared import choices

__all__ = [
    "charts",
    "choices",
    "counting_rules",
    "gauges",
    "in_both_languages",
]


def counting_rules(locale: Locale) -> dict[str, str]:
    """The named rules that people are counted by."""
    return {name: rule.say(locale) for name, rule in definitions.rules().items()}


def in_both_languages(sentence: Text) -> str:
    """For files, which don't know who reads them."""
    return " / ".join(sentence.say(locale) for locale in Locale)
