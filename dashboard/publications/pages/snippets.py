"""The code that a partner puts into a page to show a view, in three forms.

By script, where allowed: the frame gets the height of its content. As a plain frame, for portals
that allow no scripts. As a picture with its table, where frames are not allowed either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.domain.publications.embed_views import declared
from dashboard.domain.publications.embeds import SnippetKind
from dashboard.domain.publications.publication import read
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.pages.embeds.pictures import alternatives
from dashboard.sentences.publications import embeds as say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.domain.publications.embed_views import EmbedView
    from dashboard.domain.publications.embeds import Grant
    from dashboard.publications.archive.reading import ArchivedPublication

FOLLOWS = "page"
ROW_OF_FILTERS, ROW_OF_FILES = 50, 45
"""Pixels that a plain frame needs for the filters of a grant, and for its downloads."""
SCRIPT = Markup(
    '<script src="{base}/embed.js" data-impact="{view}" data-key="{key}"{more} async></script>'
    '<noscript><a href="{address}">{words}</a></noscript>'
)
FRAME = Markup(
    '<iframe src="{address}" title="{title}" width="{width}" height="{height}" loading="lazy" '
    'referrerpolicy="strict-origin" style="border:0"></iframe>'
)
PICTURE = Markup(
    '<figure><img src="{picture}" alt="{alt}" width="600" loading="lazy" '
    'referrerpolicy="strict-origin" style="max-width:100%;height:auto">'
    '<figcaption><a href="{table}">{words}</a></figcaption></figure>'
)
LANG = Markup(' data-lang="{lang}" data-title="{title}"')
FOLLOWING = Markup(' data-title-en="{en}" data-title-fr="{fr}"')


@dataclass(frozen=True, slots=True)
class Spot:
    """A view of a grant at an address of ours; ``alt`` is the alternative text of its picture.

    ``locale`` is ``None`` if the view follows the language of the surrounding page.
    """

    base_url: str
    grant: Grant
    view: EmbedView
    key: str
    locale: Locale | None = None
    alt: str = ""
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> Locale | None:
        """The language: the grant’s own, else the one wished for."""
        return self.grant.language or self.locale

    def address(self, ending: str = "", locale: Locale | None = None) -> str:
        """The address of the view; without a language, one that picks the reader's."""
        lang = locale or self.language
        place = f"{lang}/embed" if lang else "embed"
        query = urlencode([("key", self.key), *self.asked])
        return f"{self.base_url}/{place}/{self.view.code}{ending}?{query}"

    @property
    def height(self) -> int:
        """The height of a plain frame in pixels, with what the grant adds to the view."""
        filters = ROW_OF_FILTERS if self.view.offered(self.grant.free) else 0
        return self.view.height + filters + (ROW_OF_FILES if self.grant.downloads else 0)

    def title(self, locale: Locale) -> str:
        """What the frame is called."""
        return f"imPACT – {self.view.title.say(locale)}"


def snippet(kind: SnippetKind, spot: Spot) -> str:
    """The HTML to copy."""
    if kind is SnippetKind.SCRIPT:
        return str(_script(spot))
    return frame(spot) if kind is SnippetKind.FRAME else str(_picture(spot))


def snippets(spot: Spot) -> dict[str, str]:
    """Every form that the grant allows."""
    kinds = [kind for kind in SnippetKind if kind is not SnippetKind.IMAGE or spot.grant.images]
    return {kind.value: snippet(kind, spot) for kind in kinds}


def ready(
    grant: Grant, key: str, base_url: str, found: ArchivedPublication | None = None
) -> dict[str, dict[str, dict[str, str]]]:
    """The snippets by view, language of the page, and form.

    If the grant leaves the language open, ``FOLLOWS`` has the forms for a page in either language;
    a picture always has one language. ``found`` is the publication of a fixed grant, if any.
    """
    whole = found.content if found else b""  # of a withdrawn one, nothing is told
    alts = alternatives(grant, OpenPublication(read(whole))) if whole else {}
    return {view.code: _forms(grant, view, key, base_url, alts) for view in declared(grant.views)}


def _forms(
    grant: Grant,
    view: EmbedView,
    key: str,
    base_url: str,
    alts: Mapping[tuple[str, Locale], str],
) -> dict[str, dict[str, str]]:
    """By the language of the page."""
    found = {
        locale.value: snippets(
            Spot(base_url, grant, view, key, locale, alts.get((view.code, locale), ""))
        )
        for locale in grant.locales
    }
    if grant.language:
        return found
    follows = snippets(Spot(base_url, grant, view, key))
    follows.pop(SnippetKind.IMAGE, None)
    return {FOLLOWS: follows} | found


def _script(spot: Spot) -> Markup:
    lang = spot.language
    en, fr = spot.title(Locale.EN), spot.title(Locale.FR)
    return SCRIPT.format(
        base=spot.base_url,
        view=spot.view.code,
        key=spot.key,
        more=LANG.format(lang=lang, title=spot.title(lang))
        if lang
        else FOLLOWING.format(en=en, fr=fr),
        address=spot.address(),
        words=spot.title(lang) if lang else f"{en} / {fr}",
    )


def frame(spot: Spot, *, width: str = "100%", height: int = 0) -> str:
    """A plain frame."""
    return str(
        FRAME.format(
            address=spot.address(),
            title=spot.title(spot.language or Locale.EN),
            width=width,
            height=height or spot.height,
        )
    )


def _picture(spot: Spot) -> Markup:
    lang = spot.language or Locale.EN
    return PICTURE.format(
        picture=spot.address(".svg", lang),
        table=spot.address(".html", lang),
        alt=spot.alt or say.picture_without_numbers(spot.view).say(lang),
        words=say.way_to_table(spot.view).say(lang),
    )
