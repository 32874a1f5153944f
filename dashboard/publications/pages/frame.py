"""What surrounds every public page: its head, the quick exit, the other language, help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.addresses import HOTLINE
from dashboard.i18n import Locale, Text, text, words_or_blank
from dashboard.publications.pages.links import PageLinks, image, page
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from dashboard.domain.publications.publication import Publication

AWAY = {Locale.EN: "https://weather.gc.ca/", Locale.FR: "https://meteo.gc.ca/"}
"""The target of the quick exit: a page that anybody may have open."""
IMAGE_SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """The position of a page: the latest figures, or one publication (``number``).

    ``ending`` is the suffix of page addresses: ``.html`` for files, else empty. ``base_url`` is the
    site's own address, empty if it is not set. ``among_files``: it stands where a file was asked.
    """

    locale: Locale
    number: int | None = None
    ending: str = ""
    base_url: str = ""
    among_files: bool = False

    @property
    def links(self) -> PageLinks:
        """The ways from here."""
        is_folder = self.number is None or self.among_files
        return PageLinks(1 if is_folder else 2, self.ending)

    def absolute(self, address: str) -> str:
        """An address as other sites need it; empty when ours is unknown."""
        return f"{self.base_url}/{address}" if self.base_url else ""


def frame(place: PagePlace, title: Text, description: Text | None = None) -> dict[str, object]:
    """What the template of every page takes."""
    locale = place.locale
    addresses = {each: page(each, place.number) + place.ending for each in Locale}
    return {
        "locale": locale,
        "links": place.links,
        "title": f"imPACT – {title.say(locale)}",
        "description": words_or_blank(description, locale),
        "canonical": place.absolute(addresses[locale]),
        "alternates": [(each, place.absolute(addresses[each])) for each in Locale],
        "other": locale.other,
        "elsewhere": place.links.page(locale.other, place.number),
        "other_name": locale.other.native_name,
        "brand_line": text("Preventing the trafficking of women and girls, together").say(locale),
        "skip": text("Skip to content").say(locale),
        "away": AWAY[locale],
        "leave": text("Leave this page now").say(locale),
        "leave_hint": text("or press Esc three times").say(locale),
        "content_note": say.content_note().say(locale),
        "hotline_words": text(
            "Canadian Human Trafficking Hotline, 24 hours a day, 7 days a week: "
        ).say(locale),
        "help_title": text("If you or someone you know needs help").say(locale),
        "hotline": HOTLINE,
        "privacy_words": text("Who sees what").say(locale),
        "image": "",
        "modified": "",
        "demonstration": "",
    }


def of_publication(place: PagePlace, publication: Publication) -> dict[str, object]:
    """What is added where the page shows a publication."""
    locale = place.locale
    return {
        "image": place.absolute(image(publication.number, locale)),
        "image_size": IMAGE_SIZE,
        "modified": publication.published_on.isoformat(),
        "modified_words": text("Date modified:").say(locale),
        "demonstration": say.demonstration().say(locale) if publication.demonstration else "",
    }
