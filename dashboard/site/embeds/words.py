"""What stands around the numbers of an embedded view, the same in its page and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.embeds import EmbedView
from dashboard.i18n import Text, sequence, text
from dashboard.published.trend import published_trend
from dashboard.sentences import charts, choices, definitions, gauges
from dashboard.sentences import publications as say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.site.embeds.looking import Look

OF_SESSIONS = (EmbedView.FRENCH_SHARE, EmbedView.FACILITATORS)
"""Those that count no participations."""


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
        return charts.cumulative(published_trend(progress))
    if look.view is EmbedView.BY_VENUE_TYPE:
        return charts.breakdown(progress.by_venue_type, words.venue_types)
    return sequence(*(say_gauge(progress, words) for say_gauge in four.values()))


def source(look: Look) -> Text:
    """Whose figures these are."""
    return text("Source: the imPACT project, publication No. {number}.", number=_number(look))


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
    yield from say.legend(publication, [mark.revised for mark in marks])


def invented(look: Look) -> Text | None:
    """That it is a demonstration, which must be said wherever its figures stand."""
    return say.demonstration() if look.reading.publication.demonstration else None


def instead(look: Look) -> Text | None:
    """What to choose when the youth reached are hidden; ``None`` when they are not."""
    progress, words = look.answer.progress, look.reading.vocabulary
    counts_people = look.view not in OF_SESSIONS
    hidden = progress.youth.participations is None and gauges.youth_is_counted(progress, words)
    if not (counts_people and hidden):
        return None
    return say.instead(look.admitted.scope.coarser(look.filters), words)


def _number(look: Look) -> str:
    return str(look.reading.publication.number)
