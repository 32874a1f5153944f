"""What is said of years whose ranges were to be narrowed, to whoever prepares or approves."""

from collections import defaultdict
from collections.abc import Iterable

from dashboard.domain.publications.publication import Publication
from dashboard.domain.publications.publishing import DraftEvidence, NotNarrowed, Waiting
from dashboard.domain.shared.periods import Period
from dashboard.i18n import Text, text
from dashboard.sentences.shared import choices

_EXPECTED = {NotNarrowed.NOT_OVER, NotNarrowed.DONE}
"""Nobody wonders about these years where another one was narrowed."""


def price(publication: Publication) -> Text | None:
    """What narrower ranges of a year cost."""
    if not publication.tightened:
        return None
    return text(
        "For that, the sessions of {years} were protected together. Once this draft is approved, "
        "corrections of these sessions, and of those of earlier years, can no longer be published.",
        years=_named(publication.tightened),
    )


def left_out(publication: Publication, found: DraftEvidence) -> Text | None:
    """That sessions that wait are in no narrowed year; ``None`` where none wait, or none is."""
    if not publication.tightened or found.waits != Waiting.TOO_FEW:
        return None
    return text(
        "The new sessions that wait are not part of that. They join the next publication, and what "
        "it tells of them is added."
    )


def not_narrowed(publication: Publication, found: DraftEvidence) -> tuple[Text, ...]:
    """Each year that was not narrowed though it was asked for, and why."""
    years: dict[NotNarrowed, list[str]] = defaultdict(list)
    for year, why in found.not_narrowed.items():
        if not (publication.tightened and why in _EXPECTED):
            years[NotNarrowed(why)].append(year)
    if found.tighten and not (publication.tightened or years):
        return (text("Nothing was narrowed: no publication has ranges so far."),)
    return tuple(_left(years[why], why) for why in NotNarrowed if why in years)


def declined(found: DraftEvidence) -> Text | None:
    """That years which were to be narrowed stay as they are, for good."""
    if not found.declined:
        return None
    return text(
        "The ranges of {years} are not narrowed, as you chose. Once this draft is approved, that "
        "is not proposed any more.",
        years=_named(sorted(found.declined)),
    )


def _left(codes: Iterable[str], why: NotNarrowed) -> Text:
    years = _named(codes)
    return {
        NotNarrowed.NOT_OVER: text(
            "The ranges of {years} were not narrowed: the year is not over yet.", years=years
        ),
        NotNarrowed.DONE: text(
            "The ranges of {years} were not narrowed again: each year is narrowed once.",
            years=years,
        ),
        NotNarrowed.ONE_BLOCK: text(
            "The ranges of {years} were not narrowed: that takes two publications that add "
            "sessions in the same fiscal year, and there is only one.",
            years=years,
        ),
        NotNarrowed.CORRECTED: text(
            "The ranges of {years} were not narrowed: that takes two publications of the same "
            "fiscal year out of which no correction took sessions.",
            years=years,
        ),
        NotNarrowed.UNLIKE: text(
            "The ranges of {years} were not narrowed: the age groups, the sensitive venue types "
            "or the privacy threshold changed from one publication to the next.",
            years=years,
        ),
        NotNarrowed.TOO_LARGE: text(
            "The ranges of {years} were not narrowed: there are too many sessions to protect them "
            "together.",
            years=years,
        ),
        NotNarrowed.UNPROVED: text(
            "The ranges of {years} were not narrowed: no proof was found that all small groups "
            "would stay hidden. Preparing the draft again won’t change that.",
            years=years,
        ),
    }[why]


def _named(codes: Iterable[str]) -> tuple[Text, ...]:
    return tuple(choices.period(Period.parse(code)) for code in codes)
