"""Pages that say why there are no figures: nothing yet, withdrawn, never there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.i18n import Locale, Text, text
from dashboard.publications.pages.frame import frame
from dashboard.publications.pages.rendering import render
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.publications.archive.reading import PublicationSummary, Withdrawal
    from dashboard.publications.pages.frame import PagePlace


@dataclass(frozen=True, slots=True)
class NoticePart:
    """What is said in one language, and where its reader may go on."""

    lang: str
    lines: tuple[str, ...]
    way: str
    way_words: str


def empty_page(place: PagePlace, archive: Sequence[PublicationSummary]) -> str:
    """Before the first publication, or after all of the ``archive`` were withdrawn."""
    gone = next(((one.number, one.withdrawn) for one in archive if one.withdrawn), None)
    if gone:
        lines = (*_withdrawn(*gone, place.locale), say.nothing_now(here=True).say(place.locale))
    else:
        lines = (say.nothing_yet().say(place.locale),)
    return _page(place, say.title(), [NoticePart(place.locale.tag, lines, "", "")])


def withdrawn_page(place: PagePlace, number: int, withdrawal: Withdrawal, *, stands: bool) -> str:
    """In place of figures that were taken back, with the reason, in both languages.

    ``stands``: there is a publication that its readers can go on to.
    """

    def lines(locale: Locale) -> tuple[str, ...]:
        return _withdrawn(number, withdrawal, locale)

    return _page(place, say.numbered(number), _both(place, lines, stands=stands))


def missing_page(place: PagePlace, *, stands: bool) -> str:
    """Where there never was a publication, in both languages; ``stands`` as above."""

    def lines(locale: Locale) -> tuple[str, ...]:
        return (text("There is no publication at this address.").say(locale),)

    return _page(place, text("Not found"), _both(place, lines, stands=stands))


def _withdrawn(number: int, withdrawal: Withdrawal, locale: Locale) -> tuple[str, ...]:
    reason = text("Reason: {reason}", reason=withdrawal.reason[locale])
    return say.withdrawn(number, withdrawal.on).say(locale), reason.say(locale)


def _both(
    place: PagePlace, lines: Callable[[Locale], tuple[str, ...]], *, stands: bool
) -> list[NoticePart]:
    """The page's own language first; no way leads to a page that has no figures either."""
    way = text("View the latest figures")
    locales = (place.locale, place.locale.other)
    if stands:
        return [
            NoticePart(locale.tag, lines(locale), place.links.page(locale), way.say(locale))
            for locale in locales
        ]
    nothing = say.nothing_now(here=False)
    return [
        NoticePart(locale.tag, (*lines(locale), nothing.say(locale)), "", "") for locale in locales
    ]


def _page(place: PagePlace, heading: Text, parts: list[NoticePart]) -> str:
    return render(
        "notice.html", **frame(place, heading), heading=heading.say(place.locale), parts=parts
    )
