"""What the brief of a publication says: its published cells and its approved note, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import program_version
from dashboard.addresses import PROGRESS
from dashboard.cards.briefs import Brief, BriefList, BriefTable, Section, bars, gauge, labels
from dashboard.cards.panels import GAUGES
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, MONTH, VENUE_TYPE
from dashboard.domain.publications.legible import legible
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import text, words_or_blank
from dashboard.publications.drawings.presenting import measures, names, present, signs
from dashboard.sentences.publications import publications as say
from dashboard.sentences.publications.counted_sessions import about_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.cards import Card
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication

NOTHING = Section("", "")
TOLD = ("youth", "french_share")
"""The gauges whose sentences come first, as under links to the public page."""


def publication_brief(reading: OpenPublication, locale: Locale, site: str) -> Brief:
    """The brief of a publication, for everybody.

    Args:
        reading: The publication.
        locale: The language.
        site: The address that the dashboard is reached at, without a slash at its end; empty where
            nobody set one: readers outside could do nothing with a path.
    """
    publication = reading.publication
    answer = reading.answer(Filters(), Audience.PUBLIC)
    shown = present(answer, reading, locale)
    months = legible(MONTH.code, answer.progress)
    breakdowns = (AGE_GROUP.code, VENUE_TYPE.code, LANGUAGE.code, months)
    gauges = [shown[panel.code] for panel in GAUGES]
    cards = [*gauges, *(shown[code] for code in breakdowns)]
    told = signs(reading, gauges, [one.table for one in cards], locale, pale=False)
    about = [one.say(locale) for one in about_sessions(publication)]
    address = f"{site}{PROGRESS[locale]}/{publication.number}" if site else ""
    return Brief(
        locale=locale,
        title=say.title().say(locale),
        labels=labels(locale)
        | {
            "brief": say.numbered(publication.number).say(locale),
            "back": text("On the web:").say(locale),
        },
        audience=say.for_everybody().say(locale),
        demonstration=say.demonstration().say(locale) if publication.demonstration else "",
        fresh=say.dates(publication).say(locale),
        showing=words_or_blank(say.corrects(publication), locale),
        headline=tuple(shown[code].sentence for code in TOLD),
        empty="",
        gauges=tuple(map(gauge, gauges)),
        ahead=NOTHING,
        curve=None,
        breakdowns=tuple(bars(shown[code]) for code in breakdowns),
        missing=NOTHING,
        grids=(),
        decisions=(),
        definitions=tuple(_definitions(gauges, [*told, *about], locale)),
        address=address,
        version=program_version(),
        note=publication.note[locale],
        cite=say.cite(publication, address).say(locale),
        more=tuple(_lists(reading, locale)),
        tables=tuple(
            BriefTable(one.code, one.table, one.sentence, one.definition) for one in cards
        ),
    )


def _definitions(gauges: list[Card], more: list[str], locale: Locale) -> Iterator[Section]:
    for one in gauges:
        yield Section(one.title, one.definition)
    yield Section(text("About these figures").say(locale), " ".join(more))


def _lists(reading: OpenPublication, locale: Locale) -> Iterator[BriefList]:
    """The measures that have a title, and who takes part."""
    words = reading.vocabulary
    lists = (
        (
            text("The community action plan"),
            [f"{one.title} – {one.status}" for one in measures(words, locale) if not one.missing],
        ),
        (text("Partners"), names(words.partners, locale)),
        (text("Funders"), names(words.funders, locale)),
    )
    for title, items in lists:
        if items:
            yield BriefList(title.say(locale), tuple(items))
