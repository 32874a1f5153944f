"""What stands around the numbers of an embedded view, the same in its page and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import Text, sequence, text
from dashboard.sentences.progress import definitions, gauges
from dashboard.sentences.publications import publications as say
from dashboard.sentences.publications.counted_sessions import about_sessions
from dashboard.sentences.shared import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.publications.pages.embeds.looking import EmbedContent


def sentence(look: EmbedContent) -> str:
    """The findings of the view's gauges, or of its tables where it has none."""
    return " ".join(card.sentence for card in look.gauges or look.tables)


def source(look: EmbedContent) -> Text:
    """Whose figures these are."""
    return text("Source: the imPACT project, publication {number}.", number=_number(look))


def foot(look: EmbedContent) -> Text:
    """Under a picture: of which day, from whom."""
    return sequence(
        say.dates(look.reading.publication), text("Source: the imPACT project."), invented(look)
    )


def showing(look: EmbedContent) -> Text | None:
    """What is chosen or locked; ``None`` when nothing is."""
    filters, vocabulary = look.filters, look.reading.vocabulary
    if not choices.choices(filters, vocabulary):
        return None
    none = (
        text("No day matches all of these choices: counts are 0.") if filters.range.empty else None
    )
    return sequence(choices.showing(filters, vocabulary), none)


def notes(look: EmbedContent) -> Iterator[Text]:
    """What a reader must know of these numbers."""
    publication = look.reading.publication
    yield from say.about(look.filters, publication.data_as_of)
    if look.view.counts_people:
        yield definitions.participations()
        yield from about_sessions(publication)


def invented(look: EmbedContent) -> Text | None:
    """That it is a demonstration, which must be said wherever its figures stand."""
    return say.demonstration() if look.reading.publication.demonstration else None


def instead(look: EmbedContent) -> Text | None:
    """What to choose if youth participations or rows of the view are hidden; else ``None``."""
    progress, words = look.answer.progress, look.reading.vocabulary
    scope, tables = look.admitted.scope, look.own_tables
    part = tables[0].code if len(tables) == 1 else ""
    if not look.view.counts_people or not gauges.youth_is_counted(progress, words):
        return None
    if progress.youth.participations is None and progress.youth.range is None:
        return say.instead(scope.coarser(look.filters), words)
    if not part or all(row.told for row in progress.rows[part]):
        return None
    wider = scope.coarser(look.filters, part)
    return say.instead(wider, words) if wider else None


def _number(look: EmbedContent) -> str:
    return str(look.reading.publication.number)
