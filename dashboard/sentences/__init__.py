"""Each result in words: what screen readers, captions, exports and tests read."""

from dashboard.domain.progress import Progress
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text
from dashboard.sentences import charts, choices, gauges

__all__ = ["charts", "choices", "gauges", "progress_sentences"]


def progress_sentences(
    progress: Progress, vocabulary: Vocabulary, locale: Locale
) -> dict[str, str | None]:
    """The sentences of the gauges and of the filters; ``None`` for a hidden number."""
    hidden = progress.youth.participations is None
    said: dict[str, Text | None] = {
        "filters": choices.showing(progress.filters, vocabulary),
        "youth": None if hidden else gauges.youth(progress, vocabulary),
        "french_share": gauges.french_share(progress, vocabulary),
        "age_groups": gauges.age_groups(progress, vocabulary),
        "facilitators": gauges.facilitators(progress, vocabulary),
    }
    return {name: sentence.say(locale) if sentence else None for name, sentence in said.items()}
