"""What stands around the numbers of an embedded view, the same in its page and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.publications.embeds import EmbedView
from dashboard.i18n import Text, sequence, text
from dashboard.publications.answering.trend import ending_in_the_whole, published_trend
from dashboard.sentences.progress import charts, definitions, gauges
from dashboard.sentences.publications import publications as say
from dashboard.sentences.shared import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.publications.pages.embeds.looking import Look

OF_SESSIONS = (EmbedView.FRENCH_SHARE, EmbedView.FACILITATORS)
"""Those that count no participations."""
PARTS = {
    EmbedView.AGE_GROUPS: "by_age_group",
    EmbedView.BY_MONTH: "by_month",
    EmbedView.BY_VENUE_TYPE: "by_venue_type",
}
"""Those that are read row by row."""


def sentence(look: Look) -> Text:
    """The finding of the view; of the overview, all four gauges'."""
    progress, words = look.answer.progress, look.reading.vocabulary
    four = {
        EmbedView.YOUTH: gauges.youth,
        EmbedView.FRENCH_SHARE: gauges.french_share,
        EmbedView.AGE_GROUPS: gauges.age_groups,
        EmbedView.FACILITATORS: gauges.facilitators,
    }
    if look.view in four:
        return four[look.view](progress, words)
    if look.view is EmbedView.BY_MONTH:
        return charts.cumulative(ending_in_the_whole(published_trend(progress), progress))
    if look.view is EmbedView.BY_VENUE_TYPE:
        return charts.breakdown(progress.by_venue_type, words.venue_types)
    return sequence(*(say_gauge(progress, words) for say_gauge in four.values()))


def source(look: Look) -> Text:
    """Whose figures these are."""
    return text("Source: the imPACT project, publication {number}.", number=_number(look))


def foot(look: Look) -> Text:
    """Under a picture: of which day, from whom."""
    return sequence(
        say.dates(look.reading.publication), text("Source: the imPACT project."), invented(look)
    )


def showing(look: Look) -> Text | None:
    """What is chosen or locked; ``None`` when nothing is."""
    chosen = choices.choices(look.filters, look.reading.vocabulary)
    return choices.showing(look.filters, look.reading.vocabulary) if chosen else None


def notes(look: Look) -> Iterator[Text]:
    """What a reader must know of these numbers."""
    publication, marks = look.reading.publication, look.answer.marked.values()
    yield from say.about(look.filters, publication.data_as_of)
    if look.view not in OF_SESSIONS:
        yield definitions.participations()
        yield definitions.symbols(publication.hidden_up_to)
    yield from say.legend([mark.revised for mark in marks])


def invented(look: Look) -> Text | None:
    """That it is a demonstration, which must be said wherever its figures stand."""
    return say.demonstration() if look.reading.publication.demonstration else None


def instead(look: Look) -> Text | None:
    """What to choose when the youth reached are hidden, or rows of the view; else ``None``."""
    progress, words = look.answer.progress, look.reading.vocabulary
    scope, part = look.admitted.scope, PARTS.get(look.view, "")
    if look.view in OF_SESSIONS or not gauges.youth_is_counted(progress, words):
        return None
    if progress.youth.participations is None:
        return say.instead(scope.coarser(look.filters), words)
    if not part or all(row.participations is not None for row in getattr(progress, part)):
        return None
    wider = scope.coarser(look.filters, part)
    return say.instead(wider, words) if wider else None


def _number(look: Look) -> str:
    return str(look.reading.publication.number)
