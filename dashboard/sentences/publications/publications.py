"""What is said around the figures of a publication."""

from collections.abc import Iterable
from datetime import date

from dashboard.domain.publications.publication import Publication
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, sequence, text
from dashboard.sentences.shared import choices


def title() -> Text:
    """The public page."""
    return text("Where we are today")


def numbered(number: int) -> Text:
    """One of the publications."""
    return text("Publication {number}", number=str(number))


def project() -> Text:
    """What the project is, for who has never heard of it."""
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
    """Of which day the data are, and when they were published."""
    return text(
        "Data as of {as_of}. Publication {number}, {day}.",
        as_of=publication.data_as_of,
        number=str(publication.number),
        day=publication.published_on,
    )


def corrects(publication: Publication) -> Text | None:
    """That it sets an earlier one right; ``None`` when it does not."""
    if publication.corrects is None:
        return None
    return text(
        "It corrects publication {number}; revised figures are marked r.",
        number=str(publication.corrects),
    )


def demonstration() -> Text:
    """What must be said on every page of a demonstration."""
    return text("Demonstration data: every session, venue and person behind it is invented.")


def revised() -> Text:
    """The sign of a corrected figure."""
    return text("r: revised since the publication that this one corrects.")


def carried() -> Text:
    """Why a count bears a day of its own."""
    return text(
        "A count with its own date comes from an earlier publication: a newer one "
        "could reveal a small count or a small change, here or elsewhere. It does not "
        "tell whether the count has changed since, or by how much."
    )


def of_day(day: date) -> Text:
    """Beside a carried count."""
    return text("as of {day}", day=day.isoformat())


def about(filters: Filters, data_as_of: date) -> tuple[Text, ...]:
    """What a reader must know of the figures under these filters."""
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
    """What to choose when what was chosen is hidden; ``None`` is "nothing would be shown"."""
    if wider is None:
        return text("The figures are hidden to protect privacy (x), even under wider choices.")
    chosen = tuple(choice.words for choice in choices.choices(wider, vocabulary))
    if not chosen:
        return text("Hidden to protect privacy (x). Published for: the whole project to date.")
    return text(
        "Hidden to protect privacy (x). Published for: {choices}.",
        choices=sequence(*chosen, between="; "),
    )


def legend(marked: Iterable[bool]) -> tuple[Text, ...]:
    """The signs used; ``marked`` tells of each marked number whether it was revised."""
    kinds = set(marked)
    return (
        *((revised(),) if True in kinds else ()),
        *((carried(),) if False in kinds else ()),
    )


def nothing_yet() -> Text:
    """The public page before the first publication."""
    return text("Nothing has been published yet. The first figures will appear here.")


def withdrawn(number: int, day: date) -> Text:
    """In place of a publication that was taken back."""
    return text(
        "Publication {number} was withdrawn on {day}. Its figures are no longer shown.",
        number=str(number),
        day=day,
    )


def content_note() -> Text:
    """What awaits the reader, and how to leave."""
    return text(
        "This page is about preventing human trafficking. It has statistics only; no "
        "personal stories."
    )
