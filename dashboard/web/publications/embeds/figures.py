"""A grant's numbers as JSON: only the parts of the answer that its views show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.cards import Result, progress_sentences
from dashboard.domain.publications.embed_views import declared
from dashboard.web.progress.payload import facilitators, payload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication, PublishedAnswer

    Json = dict[str, object]

ALWAYS = ("data_as_of", "audience", "filters")


def figures(
    reading: OpenPublication, answer: PublishedAnswer, views: Iterable[str], locale: Locale
) -> Json:
    """The parts of the answer that the views show, with their publication.

    ``views`` are codes; a view that no longer exists shows nothing.
    """
    progress = answer.progress
    names = {name for view in declared(views) for name in view.parts}
    said = progress_sentences(Result(progress, reading.vocabulary), locale)
    sentences = {name: words for name, words in said.items() if name in {*names, "filters"}}
    trained = facilitators(progress.facilitators.people, progress.facilitators_shown)
    whole: Json = {**payload(progress, sentences, {}, answer.revised), "facilitators": trained}
    return {
        "publication": reading.publication.number,
        **{name: whole[name] for name in whole if name in {*ALWAYS, *names}},
        "sentences": sentences,
    }
