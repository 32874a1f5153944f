"""The picture that goes with a link to the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.publications.drawings.dials import dials
from dashboard.publications.drawings.presenting import present
from dashboard.publications.drawings.preview import preview
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication


def preview_image(reading: OpenPublication, locale: Locale) -> bytes:
    """The gauges that have a dial, with the numbers of the page."""
    publication = reading.publication
    foot = say.demonstration().say(locale) if publication.demonstration else ""
    answer = reading.answer(Filters(), Audience.PUBLIC)
    drawn = dials(present(answer, reading, locale).values())
    return preview(say.title().say(locale), say.dates(publication).say(locale), foot, drawn)
