"""An embedded view as one picture in SVG, for pages that take no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.publications.embeds import EmbedView
from dashboard.figures import gauges as dials
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import sequence
from dashboard.publications.answering.scope import Scope
from dashboard.publications.answering.trend import published_trend
from dashboard.publications.drawings import pictures
from dashboard.publications.pages.embeds import words
from dashboard.publications.pages.embeds.looking import Admitted, look
from dashboard.publications.pages.embeds.tables import tables
from dashboard.publications.pages.gauges import gauges as four_gauges
from dashboard.sentences.publications import embeds as say
from dashboard.sentences.shared.choices import ignored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.domain.publications.embeds import Grant
    from dashboard.figures.theme import Figure
    from dashboard.i18n import Locale, Text
    from dashboard.publications.answering.reading import Reading
    from dashboard.publications.pages.embeds.looking import Look
    from dashboard.publications.pages.embeds.tables import Table

GAUGES = {
    EmbedView.YOUTH: "youth",
    EmbedView.FRENCH_SHARE: "french_share",
    EmbedView.AGE_GROUPS: "age_groups",
}
COUNTED = {EmbedView.FACILITATORS: 0, EmbedView.BY_VENUE_TYPE: 1}
"""Which column of the table the bars are."""


def picture(shown: Look) -> str:
    """The whole picture; its sentence is in it, drawn and as its description."""
    caption = _caption(shown)
    if shown.view is EmbedView.BY_MONTH:
        points = published_trend(shown.answer.progress)
        return pictures.lines(caption, cumulative(points, shown.locale))
    if shown.view in COUNTED:
        return pictures.bars(caption, list(_bars(tables(shown)[0], COUNTED[shown.view])))
    drawn = _dials(shown)
    if shown.view is EmbedView.OVERVIEW:
        return pictures.overview(caption, drawn)
    (one,) = drawn
    return pictures.gauge(caption, one)


def alternatives(grant: Grant, reading: Reading) -> dict[tuple[EmbedView, Locale], str]:
    """The words in place of each picture of a publication that stays the same.

    They stand in the partner's page: beside pictures that change they would be wrong one day.
    """
    scope = Scope(grant, reading)
    looks = [
        look(Admitted(grant, view, locale, reading, scope), ())
        for view in grant.views
        for locale in grant.locales
    ]
    return {(one.view, one.locale): _caption(one).sentence for one in looks}


def refused(message: Text, locale: Locale) -> str:
    """A sentence in both languages in place of a picture."""
    both = f"{message.say(locale)} {message.say(locale.other)}"
    return pictures.notice("imPACT", both, locale)


def _caption(shown: Look) -> pictures.Caption:
    told = (words.sentence(shown), words.showing(shown), ignored(shown.narrowed.problems))
    return pictures.Caption(
        say.title(shown.view).say(shown.locale),
        sequence(*told).say(shown.locale),
        words.foot(shown).say(shown.locale),
        shown.locale,
    )


def _dials(shown: Look) -> list[pictures.Dial]:
    progress, locale = shown.answer.progress, shown.locale
    figures: dict[str, Figure] = {
        "youth": dials.youth(progress.youth, locale),
        "french_share": dials.french_share(progress.french_share, locale),
        "age_groups": dials.age_groups(progress.age_groups, locale),
    }
    wanted = set(figures) if shown.view is EmbedView.OVERVIEW else {GAUGES[shown.view]}
    return [
        pictures.Dial(
            gauge.title, figures[gauge.name], gauge.value.words, gauge.rest, gauge.value.day
        )
        for gauge in four_gauges(shown.answer, shown.reading.vocabulary, locale)
        if gauge.name in wanted and gauge.value
    ]


def _bars(table: Table, column: int) -> Iterator[pictures.Bar]:
    for line in table.lines:
        cell = line.cells[column]
        count = cell.value if isinstance(cell.value, int) else None
        yield pictures.Bar(line.label, f"{cell.shown.words} {cell.shown.day}".strip(), count)
