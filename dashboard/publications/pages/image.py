"""The picture that goes with a link to the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.figures import gauges as figures
from dashboard.publications.drawings.preview import Dial, preview
from dashboard.publications.pages.gauges import gauges
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import Reading


def preview_image(reading: Reading, locale: Locale) -> bytes:
    """The three gauges that have a dial, with the numbers of the page."""
    publication = reading.publication
    answer = reading.answer(Filters(), Audience.PUBLIC)
    progress = answer.progress
    drawn = {
        "youth": figures.youth(progress.youth, locale),
        "french_share": figures.french_share(progress.french_share, locale),
        "age_groups": figures.age_groups(progress.age_groups, locale),
    }
    dials = [
        Dial(drawn[gauge.name], gauge.title, gauge.value.words, gauge.rest, gauge.value.day)
        for gauge in gauges(answer, reading.vocabulary, locale)
        if gauge.name in drawn and gauge.value
    ]
    foot = say.demonstration().say(locale) if publication.demonstration else ""
    return preview(say.title().say(locale), say.dates(publication).say(locale), foot, dials)
