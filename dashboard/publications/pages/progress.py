"""The public progress page: of the latest publication, or the permanent page of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.cards.panels import GAUGES
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Text, sequence, text, words_or_blank
from dashboard.publications.drawings.presenting import counted, measures, names, present, signs
from dashboard.publications.pages.frame import frame, of_publication
from dashboard.publications.pages.links import page
from dashboard.publications.pages.rendering import render
from dashboard.sentences.plan.plan import undescribed
from dashboard.sentences.progress import gauges as findings
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.cards import Table
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication
    from dashboard.publications.archive.reading import PublicationSummary
    from dashboard.publications.pages.frame import PagePlace


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """A line of the archive; ``withdrawn`` says so in place of its links."""

    number: int
    name: str
    dates: str
    withdrawn: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of a publication that readers may take along."""

    name: str
    address: str


def progress_page(
    reading: OpenPublication,
    found: PublicationSummary,
    archive: Sequence[PublicationSummary],
    place: PagePlace,
) -> str:
    """The whole document.

    ``found`` says which publication it is, and what is kept with it. ``archive`` lists all
    publications. Only the page of the latest one shows it, so that the content of all others never
    changes.
    """
    publication, words, locale = reading.publication, reading.vocabulary, place.locale
    answer = reading.answer(Filters(), Audience.PUBLIC)
    shown = present(answer, reading, locale)
    gauges = [shown[panel.code] for panel in GAUGES]
    ages, venue_types = (shown[code].table for code in ("by_age_group", "by_venue_type"))
    title = say.title() if place.number is None else say.numbered(publication.number)
    return render(
        "progress.html",
        **frame(place, title, description(reading)) | of_publication(place, publication),
        **_words(locale),
        number=publication.number,
        is_latest=place.number is None,
        heading=say.title().say(locale),
        project=say.project().say(locale),
        dates=say.dates(publication).say(locale),
        corrects=words_or_blank(say.corrects(publication), locale),
        note=publication.note[locale],
        gauges=gauges,
        ages=ages,
        reached={group.code: group.sign for group in shown["age_groups"].groups},
        venue_types=venue_types,
        signs=signs(reading, gauges, (ages, _drawn(venue_types)), locale),
        undescribed=words_or_blank(undescribed(words.measures), locale),
        measures=list(measures(words, locale)),
        partners=names(words.partners, locale),
        funders=names(words.funders, locale),
        notes=counted(reading, locale),
        files=list(_files(place, found)),
        cite=say.cite(publication, place.absolute(page(locale, publication.number))).say(locale),
        sha256=found.sha256,
        archive=[_entry(one, locale) for one in archive],
    )


def _drawn(venue_types: Table) -> Table:
    """The columns that the page has room for: sessions and participations."""
    lines = (replace(line, cells=line.cells[:2]) for line in venue_types.lines)
    return replace(venue_types, lines=tuple(lines))


def description(reading: OpenPublication) -> Text:
    """Two of the gauges in a sentence each, for link previews."""
    progress = reading.answer(Filters(), Audience.PUBLIC).progress
    return sequence(
        findings.youth(progress, reading.vocabulary),
        findings.french_share(progress, reading.vocabulary),
    )


def _files(place: PagePlace, found: PublicationSummary) -> Iterator[FileLink]:
    for one in found.files:
        if one.language is place.locale:
            name = say.kept_file(one.form).say(place.locale)
            yield FileLink(name, place.links.file(one))


def _entry(one: PublicationSummary, locale: Locale) -> ArchiveLine:
    gone = one.withdrawn
    dates = text("{day}; data as of {as_of}", day=one.published_on, as_of=one.data_as_of)
    withdrawn = text("withdrawn on {day}", day=gone.on) if gone else None
    return ArchiveLine(
        one.number,
        say.numbered(one.number).say(locale),
        dates.say(locale),
        words_or_blank(withdrawn, locale),
        gone.reason[locale] if gone else "",
    )


def _words(locale: Locale) -> dict[str, object]:
    """The headings, and the words that stand in every row."""
    said = {
        "four": text("In four figures"),
        "plan_title": text("The community action plan"),
        "partners_title": text("Partners"),
        "funders_title": text("Funders"),
        "counting_title": text("About these figures"),
        "archive_title": text("All publications"),
        "archive_words": text(
            "Each publication keeps its address, and its figures never change. A "
            "withdrawn one no longer shows them."
        ),
        "permanent": text("Permanent address of these figures"),
        "latest": text("View the latest figures"),
        "data_title": text("Download the data"),
        "csv": text("Table (CSV)"),
        "json": text("All data (JSON)"),
        "hash_words": text("SHA-256 of the JSON file:"),
        "cite_words": text("Cite as:"),
        "revised_words": text("revised"),
        "hidden_words": text("hidden to protect privacy"),
    }
    return {name: words.say(locale) for name, words in said.items()}
