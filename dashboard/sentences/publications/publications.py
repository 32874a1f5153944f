"""The words around the figures of a publication."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.publications.files import BriefFormat
from dashboard.domain.publications.publication import Publication
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, sequence, text
from dashboard.sentences.shared import choices


def title() -> Text:
    """The title of the public page."""
    return text("Where we are today")


def numbered(number: int) -> Text:
    """The name of one publication."""
    return text("Publication\N{NO-BREAK SPACE}{number}", number=str(number))


def project() -> Text:
    """A description of the project for readers who do not know it."""
    return sequence(
        text(
            "The imPACT project prevents and reduces the trafficking of women and girls by "
            "planning together in the community."
        ),
        text(
            "It brings awareness sessions to where young people are. This page shows "
            "how many it has reached, in which language, and what remains to be done."
        ),
    )


def dates(publication: Publication) -> Text:
    """The day of the data and the day of publication."""
    return text(
        "Data as of {as_of}. Publication\N{NO-BREAK SPACE}{number}, {day}.",
        as_of=publication.data_as_of,
        number=str(publication.number),
        day=publication.published_on,
    )


def cite(publication: Publication, address: str) -> Text:
    """How to name the source of its figures; without an ``address``, where ours is unknown."""
    source = text(
        "imPACT, Where we are today. Publication {number}, {day}; data as of {as_of}.",
        number=str(publication.number),
        day=publication.published_on,
        as_of=publication.data_as_of,
    )
    return sequence(source, Text("{address}", {"address": address}) if address else None)


def for_everybody() -> Text:
    """For whom the brief of a publication is."""
    return text("For everybody. You may pass it on; please name the source.")


def kept_file(form: BriefFormat) -> Text:
    """The name of a file that is kept with a publication."""
    return {
        BriefFormat.PDF: text("Brief (PDF)"),
        BriefFormat.PPTX: text("Slides (PowerPoint)"),
        BriefFormat.XLSX: text("Workbook (XLSX)"),
    }[form]


def corrects(publication: Publication) -> Text | None:
    """A note that this corrects an earlier publication; ``None`` when it does not.

    Of figures, it may have corrected none: corrections can be waiting, or words were corrected.
    """
    if publication.corrects is None:
        return None
    number = str(publication.corrects)
    if not publication.revised:
        return text("It replaces publication {number}.", number=number)
    return text("It corrects publication {number}; revised figures are marked r.", number=number)


def demonstration() -> Text:
    """The notice on every page of a demonstration."""
    return text("Demonstration data: every session, venue and person behind it is invented.")


def revised() -> Text:
    """The sign of a corrected figure."""
    return text(
        "“r”: revised. Sessions of this figure were corrected. An earlier publication may show "
        "another value here; this one replaces it."
    )


_NAMED = 4
"""As many figures are named; of more it is said that there are some."""


def revised_figures(names: Sequence[str]) -> Text | None:
    """Which figures of a picture were corrected: pictures have no room for meanings of signs."""
    if not names:
        return None
    if len(names) > _NAMED:
        return text("Several figures are revised (r) since an earlier publication.")
    return text("Revised since an earlier publication (r): {what}.", what=tuple(names))


def carried() -> Text:
    """Why a count has its own day."""
    return text(
        "A count with a date beside it, such as “as of 2014-12-31”, is that of an earlier "
        "publication. A newer one could reveal a small group, so it is not shown. The count may "
        "have changed since, or not."
    )


def of_day(day: date) -> Text:
    """The day beside a carried count."""
    return text("as of {day}", day=day.isoformat())


def about(filters: Filters, data_as_of: date) -> tuple[Text, ...]:
    """What readers must know about the figures under these filters."""
    found = []
    if filters.age:
        found.append(
            text(
                "Sessions, and the share of them in French, cover all ages: "
                "publications do not count sessions by age."
            )
        )
    if filters.start or filters.end or filters.period:
        found.append(
            text(
                "The target and the people trained are those of {day}, whatever the dates chosen.",
                day=data_as_of,
            )
        )
    return tuple(found)


def instead(wider: Filters | None, vocabulary: Vocabulary) -> Text:
    """What to choose instead of a hidden choice; ``None`` stands for "nothing would be shown"."""
    if wider is None:
        return text("The figures are hidden to protect privacy (x), even under wider choices.")
    chosen = tuple(choice.words for choice in choices.choices(wider, vocabulary))
    if not chosen:
        return text(
            "Hidden to protect privacy (x). To see more, choose the whole project to date, "
            "without filters."
        )
    return text(
        "Hidden to protect privacy (x). To see more, choose only “{choices}”.",
        choices=sequence(*chosen, between="; "),
    )


def between(told: Interval) -> Text:
    """A range in place of a count."""
    return text("{low} to {high}", low=told.low, high=told.high)


def ranged(example: Interval, *, pale: bool = True) -> Text:
    """What a range means that stands in place of a count; ``pale``: bars have ends that show it."""
    said = text(
        "“{low} to {high}”: the count is at least {low} and at most {high}. The exact number is "
        "hidden to protect privacy.",
        low=example.low,
        high=example.high,
    )
    ends = text("Where there is a bar or a dial, its pale end shows how much more it may be.")
    return sequence(said, ends if pale else None)


def legend(
    *, revises: bool, carries: bool, example: Interval | None, pale: bool = True
) -> tuple[Text, ...]:
    """The meanings of the signs in use; ``example`` is one of the ranges shown, if there is any."""
    return (
        *((ranged(example, pale=pale),) if example else ()),
        *((revised(),) if revises else ()),
        *((carried(),) if carries else ()),
    )


def nothing_yet() -> Text:
    """The public page before the first publication."""
    return text("Nothing has been published yet. The first figures will appear here.")


def nothing_now(*, here: bool) -> Text:
    """After all publications were withdrawn; ``here`` is the page of the next ones."""
    if here:
        return text("No figures are published at the moment. The next ones will appear here.")
    return text("No figures are published at the moment.")


def withdrawn(number: int, day: date) -> Text:
    """The text in place of a withdrawn publication."""
    return text(
        "Publication {number} was withdrawn on {day}. Its figures are no longer shown.",
        number=str(number),
        day=day,
    )


def content_note() -> Text:
    """The content note, and how to leave the page."""
    return text(
        "This page is about preventing human trafficking. It has statistics only; no "
        "personal stories."
    )
