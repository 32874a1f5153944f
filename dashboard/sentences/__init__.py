"""Each result in words: what screen readers, captions, exports and tests read."""

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text
from dashboard.sentences.progress import charts, definitions, distinct, gauges
from dashboard.sentences.shared import choices

__all__ = [
    "charts",
    "choices",
    "counting_rules",
    "gauges",
    "in_both_languages",
    "progress_sentences",
]


def progress_sentences(
    progress: Progress, vocabulary: Vocabulary, locale: Locale
) -> dict[str, str | None]:
    """The sentences of the gauges and of the filters; ``None`` for a hidden number."""
    hidden, people = progress.youth.participations is None, progress.youth.distinct
    said: dict[str, Text | None] = {
        "filters": choices.showing(progress.filters, vocabulary),
        "youth": None if hidden else gauges.youth(progress, vocabulary),
        "distinct_youth": distinct.line(people) if people and not people.hidden else None,
        "french_share": gauges.french_share(progress, vocabulary),
        "age_groups": gauges.age_groups(progress, vocabulary),
        "facilitators": gauges.facilitators(progress, vocabulary),
    }
    return {name: sentence.say(locale) if sentence else None for name, sentence in said.items()}


def counting_rules(locale: Locale) -> dict[str, str]:
    """The named rules that people are counted by."""
    return {name: rule.say(locale) for name, rule in definitions.rules().items()}


def in_both_languages(sentence: Text) -> str:
    """For files, which don't know who reads them."""
    return " / ".join(sentence.say(locale) for locale in Locale)
