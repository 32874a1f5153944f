"""An embedded view as one SVG picture, for pages that allow no frames."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.publications.embed_views import Picture, declared
from dashboard.i18n import text
from dashboard.publications.answering.scope import GrantScope
from dashboard.publications.drawings import pictures
from dashboard.publications.drawings.dials import dials
from dashboard.publications.pages.embeds import words
from dashboard.publications.pages.embeds.looking import Admission, look
from dashboard.publications.pages.tables import REVISED
from dashboard.sentences.publications.publications import revised_figures
from dashboard.sentences.shared.choices import ignored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.cards import Table
    from dashboard.domain.publications.embeds import Grant
    from dashboard.figures.theme import Figure
    from dashboard.i18n import Locale, Text
    from dashboard.publications.answering.reading import OpenPublication
    from dashboard.publications.pages.embeds.looking import EmbedContent

YOUTH = 2
"""The column of the months' table that tells what their line adds up."""


def picture(shown: EmbedContent) -> str:
    """The whole picture; its sentence is in it, drawn and as its description."""
    caption = _caption(shown)
    first, *_ = shown.tables
    if shown.view.picture is Picture.LINES and first.figure:
        return over_time(caption, first.figure, first.table)
    if shown.view.picture is not Picture.DIALS:
        table = first.table
        return pictures.bars(caption, list(_bars(table)), table.columns[table.drawn or 0])
    drawn = dials(shown.gauges)
    return pictures.gauge(caption, *drawn) if len(drawn) == 1 else pictures.overview(caption, drawn)


def alternatives(grant: Grant, reading: OpenPublication) -> dict[tuple[str, Locale], str]:
    """The alternative text of each picture of a fixed publication.

    It stands in the partner's page: beside a picture that changes it would become wrong.
    """
    scope = GrantScope(grant, reading)
    looks = [
        look(Admission(grant, view, locale, reading, scope), ())
        for view in declared(grant.views)
        for locale in grant.locales
    ]
    return {(one.view.code, one.locale): _caption(one).sentence for one in looks}


def refused(message: Text, locale: Locale) -> str:
    """A sentence in both languages in place of a picture."""
    both = f"{message.say(locale)} {message.say(locale.other)}"
    return pictures.notice("imPACT", both, locale)


def _caption(shown: EmbedContent) -> pictures.Caption:
    about = filter(
        None,
        (
            revised_figures(tuple(_revised(shown))),
            words.showing(shown),
            ignored(shown.narrowed.problems),
        ),
    )
    return pictures.Caption(
        shown.view.title.say(shown.locale),
        " ".join((words.sentence(shown), *(said.say(shown.locale) for said in about))),
        words.foot(shown).say(shown.locale),
        shown.locale,
    )


def _revised(shown: EmbedContent) -> Iterator[str]:
    """The names of the drawn figures that an earlier publication told otherwise."""
    yield from (card.title for card in shown.gauges if card.value and card.value.revised)
    if shown.view.picture is Picture.DIALS:
        return
    first, *_ = shown.tables
    for line in first.table.lines:
        if line.cells[first.table.drawn or 0].revised:
            yield line.label


def over_time(caption: pictures.Caption, figure: Figure, months: Table) -> str:
    """The running total; bars of the months where one without a number ends it, or all are old."""
    *_, reached = figure["data"]
    totals = dict(zip(reached["x"], reached["y"], strict=True))
    youth = [line.cells[YOUTH] for line in months.lines if line.code in totals]
    told = [cell for cell in youth if isinstance(cell.value, int)]  # hidden ones are “x”
    if len(told) == len(months.lines) and any(total is not None for total in totals.values()):
        return pictures.lines(caption, figure)
    rows = list(_bars(replace(months, drawn=YOUTH)))
    return pictures.bars(caption, rows, text("Youth participations").say(caption.locale))


def _bars(table: Table) -> Iterator[pictures.Bar]:
    for line in table.lines:
        cell = line.cells[table.drawn or 0]
        count = cell.value if isinstance(cell.value, int) else cell.range
        signs = filter(None, (cell.words, REVISED if cell.revised else "", cell.day))
        yield pictures.Bar(line.label, " ".join(signs), count)
