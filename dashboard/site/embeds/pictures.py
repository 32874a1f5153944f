"""An embedded view as one picture in SVG, for pages that take no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.embeds import EmbedView
from dashboard.drawings import pictures
from dashboard.figures import gauges as dials
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import sequence
from dashboard.published.trend import published_trend
from dashboard.sentences import embeds as say
from dashboard.sentences.choices import ignored
from dashboard.site.embeds import words
from dashboard.site.embeds.tables import tables
from dashboard.site.gauges import gauges as four_gauges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.figures.theme import Figure
    from dashboard.i18n import Locale, Text
    from dashboard.site.embeds.looking import Look
    from dashboard.site.embeds.tables import Table

GAUGES = {
    EmbedView.YOUTH: "youth",
    EmbedView.FRENCH_SHARE: "french_share",
    EmbedView.AGE_GROUPS: "age_groups",
}
COUNTED = {EmbedView.FACILITATORS: 0, EmbedView.BY_VENUE_TYPE: 1}
"""Which column of the table the bars are."""


def picture(look: Look) -> str:
    """The whole picture; its sentence is in it, drawn and as its description."""
    caption = pictures.Caption(
        say.title(look.view).say(look.locale),
        sequence(words.sentence(look), words.showing(look), ignored(look.narrowed.problems)).say(
            look.locale
        ),
        words.foot(look).say(look.locale),
        look.locale,
    )
    if look.view is EmbedView.BY_MONTH:
        points = published_trend(look.answer.progress)
        return pictures.lines(caption, cumulative(points, look.locale))
    if look.view in COUNTED:
        return pictures.bars(caption, list(_bars(tables(look)[0], COUNTED[look.view])))
    drawn = _dials(look)
    if look.view is EmbedView.OVERVIEW:
        return pictures.overview(caption, drawn)
    (one,) = drawn
    return pictures.gauge(caption, one.figure, one.words, one.rest)


def refused(message: Text, locale: Locale) -> str:
    """A sentence in both languages in place of a picture."""
    both = f"{message.say(locale)} {message.say(locale.other)}"
    return pictures.notice("imPACT", both, locale)


def _dials(look: Look) -> list[pictures.Dial]:
    progress, locale = look.answer.progress, look.locale
    figures: dict[str, Figure] = {
        "youth": dials.youth(progress.youth, locale),
        "french_share": dials.french_share(progress.french_share, locale),
        "age_groups": dials.age_groups(progress.age_groups, locale),
    }
    wanted = set(GAUGES.values()) if look.view is EmbedView.OVERVIEW else {GAUGES[look.view]}
    return [
        pictures.Dial(gauge.title, figures[gauge.name], gauge.value.words, gauge.rest)
        for gauge in four_gauges(look.answer, look.reading.vocabulary, locale)
        if gauge.name in wanted and gauge.value
    ]


def _bars(table: Table, column: int) -> Iterator[pictures.Bar]:
    for line in table.lines:
        cell = line.cells[column]
        count = cell.value if isinstance(cell.value, int) else None
        yield pictures.Bar(line.label, cell.shown.words, count)
