"""Who sees what, for a privacy officer: the table that the program enforces, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.disclosure import RULES, rule
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.pages.frame import frame
from dashboard.publications.pages.links import privacy
from dashboard.publications.pages.rendering import render
from dashboard.sentences.shared import disclosure as say

if TYPE_CHECKING:
    from dashboard.i18n import Text
    from dashboard.publications.pages.frame import PagePlace

AUDIENCES = (Audience.PUBLIC, Audience.PARTNER, Audience.COMMITTEE, Audience.COORDINATOR)


class Limits(NamedTuple):
    """Up to which counts of participations are hidden: in publications, and from the committee.

    ``rhythm`` is that of the publications after the first.
    """

    published: int
    committee: int
    rhythm: PublishingRhythm = PublishingRhythm.QUARTER


def privacy_page(place: PagePlace, limits: Limits) -> str:
    """The whole document."""
    locale, title = place.locale, text("Who sees what")
    addresses = {each: privacy(each) + place.ending for each in Locale}
    return render(
        "privacy.html",
        **frame(place, title)
        | {
            "elsewhere": place.links.privacy(locale.other),
            "canonical": place.absolute(addresses[locale]),
            "alternates": [(each, place.absolute(addresses[each])) for each in Locale],
        },
        heading=title.say(locale),
        lead=text("The program applies this table. Nobody sees anything else.").say(locale),
        corner=_sentence(text("information"), locale),
        audiences=[_sentence(say.audience(one), locale) for one in AUDIENCES],
        rows=[
            (
                _sentence(say.information(one), locale),
                [_sentence(say.rule(rule(audience, one)), locale) for audience in AUDIENCES],
            )
            for one in RULES
        ],
        sections=[
            (title.say(locale), [line.say(locale) for line in lines])
            for title, lines in say.principles(*limits)
        ],
    )


def _sentence(words: Text, locale: Locale) -> str:
    return capitalise(words.say(locale))
