"""The addresses of everything public, relative to one page.

Relative links work behind any prefix, and as files without a server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.addresses import PRIVACY, PROGRESS
from dashboard.assets import addressed

if TYPE_CHECKING:
    from dashboard.domain.publications.files import PublicationFileRecord
    from dashboard.i18n import Locale

ASSETS = (
    "pages/public.css",
    "publications/leave.js",
    "icon.svg",
)
FONTS = (
    "vendor/fonts/pact-sans.woff2",
    "vendor/fonts/pact-serif.woff2",
    "vendor/fonts/source-sans-3-latin-wght-normal.woff2",
    "vendor/fonts/source-serif-4-latin-600-normal.woff2",
)


def page(locale: Locale, number: int | None = None) -> str:
    """The address of the latest figures, or of one publication for ever."""
    latest = PROGRESS[locale].lstrip("/")
    return latest if number is None else f"{latest}/{number}"


def privacy(locale: Locale) -> str:
    """The address of the page that says who sees what."""
    return PRIVACY[locale].lstrip("/")


def content(number: int) -> str:
    """The canonical text of a publication."""
    return f"publications/{number}.json"


def table(number: int, locale: Locale) -> str:
    """A publication as a table in one file."""
    return f"publications/{number}-{locale}.csv"


def image(number: int, locale: Locale) -> str:
    """The picture that goes with a link to a publication."""
    return f"publications/{number}-{locale}.png"


def file(one: PublicationFileRecord) -> str:
    """A file that is kept with a publication."""
    return f"publications/{one.key}"


def index() -> str:
    """The list of all publications for programs."""
    return "publications.json"


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links from a page ``depth`` folders deep; files end with ``ending``, pages do not."""

    depth: int
    ending: str = ""

    def page(self, locale: Locale, number: int | None = None) -> str:
        """The way to a page."""
        return self.to(page(locale, number) + self.ending)

    def privacy(self, locale: Locale) -> str:
        """The way to the page that says who sees what."""
        return self.to(privacy(locale) + self.ending)

    def content(self, number: int) -> str:
        """The way to a publication's canonical text."""
        return self.to(content(number))

    def table(self, number: int, locale: Locale) -> str:
        """The way to a publication's table."""
        return self.to(table(number, locale))

    def file(self, one: PublicationFileRecord) -> str:
        """The way to a file that is kept with a publication."""
        return self.to(file(one))

    def asset(self, name: str) -> str:
        """The way to a file of ours; its address changes with its content."""
        return self.to(f"assets/{addressed(name)}")

    def to(self, address: str) -> str:
        """The way to an address within the site."""
        return "../" * self.depth + address
