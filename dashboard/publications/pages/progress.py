"""Where we are today: the public page of the latest publication, or of one for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Text, sequence, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.pages import cells
from dashboard.publications.pages.frame import frame, of_publication
from dashboard.publications.pages.gauges import gauges as four_gauges
from dashboard.publications.pages.rendering import render
from dashboard.sentences.plan import plan
from dashboard.sentences.progress import definitions, gauges
from dashboard.sentences.publications import publications as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.domain.shared.vocabulary import Term, Vocabulary
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import Reading
    from dashboard.publications.archive.reading import Listed
    from dashboard.publications.pages.frame import Place


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the action plan; ``missing`` when its title has not been supplied."""

    title: str
    status: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the archive; ``withdrawn`` says so in place of its links."""

    number: int
    name: str
    dates: str
    withdrawn: str
    reason: str


def progress_page(reading: Reading, sha256: str, archive: Sequence[Listed], place: Place) -> str:
    """The whole document.

    ``archive`` are all publications; they stand on the page of the latest one only, so that the
    content of the others never changes.
    """
    publication, words, locale = reading.publication, reading.vocabulary, place.locale
    answer = reading.answer(Filters(), Audience.PUBLIC)
    title = say.title() if place.number is None else say.numbered(publication.number)
    marks = [number.revised for number in answer.marked.values()]
    return render(
        "progress.html",
        **frame(place, title, description(reading)) | of_publication(place, publication),
        **_words(locale),
        number=publication.number,
        is_latest=place.number is None,
        heading=say.title().say(locale),
        project=say.project().say(locale),
        dates=say.dates(publication).say(locale),
        corrects=_said(say.corrects(publication), locale),
        note=publication.note[locale],
        gauges=four_gauges(answer, words, locale),
        ages=cells.ages(answer, words, locale),
        venue_types=cells.venue_types(answer, words, locale),
        trained=cells.trained(answer, words, locale),
        measures=list(_measures(words, locale)),
        partners=_labels(words.partners, locale),
        funders=_labels(words.funders, locale),
        notes=[
            definitions.participations().say(locale),
            definitions.symbols(publication.hidden_up_to).say(locale),
            *(line.say(locale) for line in say.legend(marks)),
        ],
        sha256=sha256,
        archive=[_entry(one, locale) for one in archive],
    )


def description(reading: Reading) -> Text:
    """Two of the gauges in a sentence each, for who sees no more than a link."""
    progress = reading.answer(Filters(), Audience.PUBLIC).progress
    return sequence(
        gauges.youth(progress, reading.vocabulary),
        gauges.french_share(progress, reading.vocabulary),
    )


def _entry(one: Listed, locale: Locale) -> Entry:
    gone = one.withdrawn
    dates = text("{day}; data as of {as_of}", day=one.published_on, as_of=one.data_as_of)
    withdrawn = text("withdrawn on {day}", day=gone.on) if gone else None
    return Entry(
        one.number,
        say.numbered(one.number).say(locale),
        dates.say(locale),
        _said(withdrawn, locale),
        gone.reason[locale] if gone else "",
    )


def _measures(words: Vocabulary, locale: Locale) -> Iterable[Measure]:
    for measure in words.measures:
        title = measure.label(locale)
        yield Measure(
            title or plan.no_title().say(locale),
            plan.status(measure.status).say(locale),
            missing=not title,
        )


def _labels(terms: Iterable[Term], locale: Locale) -> list[str]:
    return [capitalise(term.label(locale)) for term in terms]


def _said(words: Text | None, locale: Locale) -> str:
    return words.say(locale) if words else ""


def _words(locale: Locale) -> dict[str, object]:
    """The headings, and the words that stand in every row."""
    said = {
        "four": text("In four figures"),
        "by_age": text("By age group"),
        "by_venue_type": text("By venue type"),
        "age_group": text("Age group"),
        "venue_type": text("Venue type"),
        "participations": text("Participations"),
        "sessions": text("Sessions"),
        "at_risk": text("At-risk group"),
        "plan_title": text("The community action plan"),
        "partners_title": text("Partners"),
        "funders_title": text("Funders"),
        "counting_title": text("About these figures"),
        "archive_title": text("All publications"),
        "archive_words": text(
            "Each publication keeps its address and never changes. A withdrawn one no "
            "longer shows its figures."
        ),
        "permanent": text("Permanent address of these figures"),
        "latest": text("View the latest figures"),
        "data_title": text("Download the data"),
        "csv": text("Table (CSV)"),
        "json": text("All data (JSON)"),
        "hash_words": text("SHA-256 of the JSON file:"),
        "revised_words": text("revised"),
        "hidden_words": text("hidden to protect privacy"),
        "reached": text("reached"),
        "not_reached": text("not reached"),
        "not_counted": text("not counted as at risk"),
    }
    return {name: words.say(locale) for name, words in said.items()}
