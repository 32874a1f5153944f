"""An embedded view as one picture in SVG, for pages that take no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.embed_views import Picture, declared
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
from dashboard.sentences.choices import ignored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.domain.embeds import Grant
    from dashboard.figures.theme import Figure
    from dashboard.i18n import Locale, Text
    from dashboard.publications.answering.reading import Reading
    from dashboard.publications.pages.embeds.looking import Look
    from dashboard.publications.pages.embeds.tables import Table


def picture(shown: Look) -> str:
    """The whole picture; its sentence is in it, drawn and as its description."""
    caption = _caption(shown)
    if shown.view.picture is Picture.LINES:
        points = published_trend(shown.answer.progress)
        return pictures.lines(caption, cumulative(points, shown.locale))
    if shown.view.picture is Picture.BARS:
        return pictures.bars(caption, list(_bars(tables(shown)[0])))
    drawn = _dials(shown)
    return pictures.gauge(caption, *drawn) if len(drawn) == 1 else pictures.overview(caption, drawn)


def alternatives(grant: Grant, reading: Reading) -> dict[tuple[str, Locale], str]:
    """The words in place of each picture of a publication that stays the same.

    They stand in the partner's page: beside pictures that change they would be wrong one day.
    """
    scope = Scope(grant, reading)
    looks = [
        look(Admitted(grant, view, locale, reading, scope), ())
        for view in declared(grant.views)
        for locale in grant.locales
    ]
    return {(one.view.code, one.locale): _caption(one).sentence for one in looks}


def refused(message: Text, locale: Locale) -> str:
    """A sentence in both languages in place of a picture."""
    both = f"{message.say(locale)} {message.say(locale.other)}"
    return pictures.notice("imPACT", both, locale)


def _caption(shown: Look) -> pictures.Caption:
    told = (words.sentence(shown), words.showing(shown), ignored(shown.narrowed.problems))
    return pictures.Caption(
        shown.view.title.say(shown.locale),
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
    wanted = figures.keys() & set(shown.view.gauges)
    return [
        pictures.Dial(
            gauge.title, figures[gauge.name], gauge.value.words, gauge.rest, gauge.value.day
        )
        for gauge in four_gauges(shown.answer, shown.reading.vocabulary, locale)
        if gauge.name in wanted and gauge.value
    ]


def _bars(table: Table) -> Iterator[pictures.Bar]:
    for line in table.lines:
        cell = line.cells[table.drawn]
        count = cell.value if isinstance(cell.value, int) else None
        yield pictures.Bar(line.label, f"{cell.shown.words} {cell.shown.day}".strip(), count)
