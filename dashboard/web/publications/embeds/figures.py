"""The numbers of a grant as JSON: no more of an answer than its views show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.publications.embeds import EmbedView
from dashboard.sentences import progress_sentences
from dashboard.web.progress.payload import facilitators, payload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.domain.progress.progress import Progress
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import Reading

    Json = dict[str, object]

ALWAYS = ("data_as_of", "audience", "filters")
PARTS = {
    EmbedView.OVERVIEW: (
        *("youth", "french_share", "age_groups", "facilitators"),
        *("by_age_group", "by_venue_type"),
    ),
    EmbedView.YOUTH: ("youth",),
    EmbedView.FRENCH_SHARE: ("french_share",),
    EmbedView.AGE_GROUPS: ("age_groups", "by_age_group"),
    EmbedView.FACILITATORS: ("facilitators",),
    EmbedView.BY_MONTH: ("by_month",),
    EmbedView.BY_VENUE_TYPE: ("by_venue_type",),
}
"""What each view shows; nobody is told the languages apart."""


def figures(
    reading: Reading, progress: Progress, views: Iterable[EmbedView], locale: Locale
) -> Json:
    """The parts of the answer that the views show, with the publication that they are of."""
    names = {name for view in views for name in PARTS[view]}
    said = progress_sentences(progress, reading.vocabulary, locale)
    sentences = {name: words for name, words in said.items() if name in {*names, "filters"}}
    trained = facilitators(progress.facilitators.people, progress.facilitators_shown)
    whole: Json = {**payload(progress, sentences, {}), "facilitators": trained}
    return {
        "publication": reading.publication.number,
        **{name: whole[name] for name in whole if name in {*ALWAYS, *names}},
        "sentences": sentences,
    }
