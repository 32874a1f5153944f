"""Results in words, for screen readers, captions, exports and tests."""

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
    """The named rules for counting people."""
    return {name: rule.say(locale) for name, rule in definitions.rules().items()}


def in_both_languages(sentence: Text) -> str:
    """Both languages at once, for files, whose readers are not known."""
    return " / ".join(sentence.say(locale) for locale in Locale)
