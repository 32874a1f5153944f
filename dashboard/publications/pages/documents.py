"""Every public document, made from publications and cached until they change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

import orjson
from cachetools import LRUCache

from dashboard.domain.publications.files import KINDS
from dashboard.domain.publications.publication import read
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.pages.frame import PagePlace
from dashboard.publications.pages.image import preview_image
from dashboard.publications.pages.index import gone, index
from dashboard.publications.pages.notices import empty_page, missing_page, withdrawn_page
from dashboard.publications.pages.privacy import privacy_page
from dashboard.publications.pages.progress import progress_page
from dashboard.publications.pages.tables import csv_table
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.domain.publications.files import PublicationFile
    from dashboard.publications.archive.reading import (
        ArchivedPublication,
        PublicationSummary,
        Withdrawal,
    )
    from dashboard.publications.pages.privacy import Limits

HTML, JSON, CSV, PNG = "text/html", "application/json", "text/csv", "image/png"
LONGEST_SECONDS, SOON_SECONDS = 3600, 300
"""At most an hour, so that a withdrawal takes effect; less for what each publication changes."""
READINGS_KEPT, DOCUMENTS_KEPT = 8, 128


@dataclass(frozen=True, slots=True)
class Document:
    """A document to send or to write to a file; ``tag`` differs for every other body."""

    body: bytes
    kind: str
    tag: str


class Documents:
    """The public documents of one site.

    ``ending`` is that of the pages' addresses, ``.html`` among files. ``base_url`` is the site's
    own address, which previews of links need. ``stands`` says whether there is a publication that
    was not withdrawn.
    """

    def __init__(
        self, base_url: str = "", *, ending: str = "", stands: Callable[[], bool] = lambda: True
    ) -> None:
        self._base_url = base_url
        self._stands = stands
        self._ending = ending
        self._readings: LRUCache[str, OpenPublication] = LRUCache(READINGS_KEPT)
        self._documents: LRUCache[tuple[object, ...], Document] = LRUCache(DOCUMENTS_KEPT)
        self._lock = Lock()

    def latest(
        self,
        archive: Sequence[PublicationSummary],
        locale: Locale,
        numbered: Callable[[int], ArchivedPublication | None],
    ) -> Document:
        """The page of the latest figures, with the list of all; or that there are none yet.

        ``numbered`` reads a publication; it is called only if the page is not kept.
        """
        place = self._place(locale)
        newest = next((one.number for one in archive if not one.withdrawn), None)
        if newest is None:
            return _page(empty_page(place, archive))

        def make() -> Document:
            found = numbered(newest)
            if found is None:
                raise LookupError(newest)
            return _page(progress_page(self.reading(found), found, archive, place))

        return self._keep(("latest", tuple(archive), locale), make)

    def numbered(self, found: ArchivedPublication, locale: Locale) -> Document:
        """The permanent page of one publication, or why it is no longer there."""
        place = self._place(locale, found.number)
        if found.withdrawn:
            return self._gone(place, found.number, found.withdrawn)
        return self._keep(
            ("numbered", found.sha256, found.files, locale),
            lambda: _page(progress_page(self.reading(found), found, (), place)),
        )

    def missing(self, number: int, locale: Locale) -> Document:
        """The page for a publication that never existed."""
        return _page(missing_page(self._place(locale, number), stands=self._stands()))

    def content(self, found: ArchivedPublication) -> Document:
        """The canonical text, byte for byte."""
        return Document(found.content, JSON, found.sha256)

    def gone(self, found: ArchivedPublication) -> Document:
        """The answer in place of a withdrawn publication's files."""
        withdrawal = found.withdrawn
        message = say.withdrawn(found.number, withdrawal.on) if withdrawal else say.nothing_yet()
        words = {locale.value: message.say(locale) for locale in Locale}
        error = {"code": "gone", "message": words, **gone(found)}
        return _document(orjson.dumps({"error": error}), JSON)

    def gone_page(
        self, found: ArchivedPublication, withdrawal: Withdrawal, locale: Locale
    ) -> Document:
        """The same for a person who follows a link."""
        place = replace(self._place(locale, found.number), among_files=True)
        return self._gone(place, found.number, withdrawal)

    def table(self, found: ArchivedPublication, locale: Locale) -> Document:
        """All numbers in one table."""
        return self._keep(
            ("table", found.sha256, locale),
            lambda: _document(csv_table(self.reading(found).publication, locale), CSV),
        )

    def image(self, found: ArchivedPublication, locale: Locale) -> Document:
        """The preview picture of a link."""
        return self._keep(
            ("image", found.sha256, locale),
            lambda: _document(preview_image(self.reading(found), locale), PNG),
        )

    def file(self, kept: PublicationFile) -> Document:
        """A file that is kept with a publication, byte for byte."""
        return Document(kept.content, KINDS[kept.record.form], kept.record.sha256)

    def privacy(self, locale: Locale, limits: Limits) -> Document:
        """Who sees what."""
        return self._keep(
            ("privacy", limits, locale),
            lambda: _page(privacy_page(self._place(locale), limits)),
        )

    def index(self, archive: Sequence[PublicationSummary]) -> Document:
        """The list of all publications."""
        return _document(index(archive, self._ending), JSON)

    def reading(self, found: ArchivedPublication) -> OpenPublication:
        """A publication, ready to be asked."""
        with self._lock:
            if found.sha256 in self._readings:
                return self._readings[found.sha256]
        reading = OpenPublication(read(found.content))
        with self._lock:
            self._readings[found.sha256] = reading
        return reading

    def _gone(self, place: PagePlace, number: int, withdrawal: Withdrawal) -> Document:
        return _page(withdrawn_page(place, number, withdrawal, stands=self._stands()))

    def _place(self, locale: Locale, number: int | None = None) -> PagePlace:
        return PagePlace(locale, number, self._ending, self._base_url)

    def _keep(self, key: tuple[object, ...], make: Callable[[], Document]) -> Document:
        with self._lock:
            if key in self._documents:
                return self._documents[key]
        made = make()
        with self._lock:
            self._documents[key] = made
        return made


def _page(html: str) -> Document:
    return _document(html.encode(), HTML)


def _document(body: bytes, kind: str) -> Document:
    return Document(body, kind, sha256(body).hexdigest())
