"""What readers must know of the sessions that a publication counts, or does not count yet."""

from dashboard.domain.publications.publication import Publication, WaitingSessions
from dashboard.domain.shared.periods import Period, month_of
from dashboard.i18n import Month, Text, plural, sequence, text
from dashboard.sentences.shared import choices


def late(publication: Publication) -> Text | None:
    """That sessions of months already published are counted only now."""
    if not publication.late:
        return None
    return plural(
        "{count} session of an earlier month was entered late, and is counted here for the first "
        "time.",
        "{count} sessions of earlier months were entered late, and are counted here for the first "
        "time.",
        publication.late,
    )


def outdated(publication: Publication) -> Text | None:
    """That some corrections are not in the figures yet; others may be, as revised ones."""
    waiting = publication.waiting
    if not publication.outdated or (waiting and waiting.only_stay):
        return None
    waiting = waiting or WaitingSessions()
    return sequence(
        text(
            "Some corrections of published sessions are not in these figures yet. A later "
            "publication will include them, once that reveals no small group."
        ),
        text("Cancelled or deleted: {count}.", count=waiting.cancelled)
        if waiting.cancelled
        else None,
        text("Of another language, venue type or kind: {count}.", count=waiting.moved)
        if waiting.moved
        else None,
    )


def unlike(publication: Publication) -> Text | None:
    """That corrected numbers of people are never in the figures, nor sessions of another month."""
    waiting = publication.waiting
    if not waiting or not waiting.other:
        return None
    return plural(
        "{count} published session has since been corrected: its number of people, or its month. "
        "Its figures stay as they were first published.",
        "{count} published sessions have since been corrected: their numbers of people, or their "
        "month. Their figures stay as they were first published.",
        waiting.other,
    )


def staying(publication: Publication) -> Text | None:
    """That corrections of tightened years are never in the figures."""
    waiting = publication.waiting
    if not waiting or not waiting.staying:
        return None
    return plural(
        "{count} corrected session is of a fiscal year whose figures are final: they stay as they "
        "were before the correction.",
        "{count} corrected sessions are of fiscal years whose figures are final: they stay as they "
        "were before the corrections.",
        waiting.staying,
    )


def returned(publication: Publication) -> tuple[Text, ...]:
    """What became of sessions that were taken out of the figures, and are held after all."""
    waiting = publication.waiting or WaitingSessions()
    found = []
    if publication.returned:
        found.append(
            plural(
                "{count} session that an earlier publication took out was held after all. Its "
                "figures are again those from before (r).",
                "{count} sessions that an earlier publication took out were held after all. Their "
                "figures are again those from before (r).",
                publication.returned,
            )
        )
    if waiting.again:
        found.append(
            plural(
                "{count} session that had been cancelled or deleted was held after all, or was "
                "entered again. It is not counted a second time, since that could reveal a small "
                "group.",
                "{count} sessions that had been cancelled or deleted were held after all, or were "
                "entered again. They are not counted a second time, since that could reveal a "
                "small group.",
                waiting.again,
            )
        )
    if waiting.closed:
        found.append(
            plural(
                "{count} corrected session was published together with one that was taken out and "
                "put back. Its figures stay as they were before the correction.",
                "{count} corrected sessions were published together with one that was taken out "
                "and put back. Their figures stay as they were before the correction.",
                waiting.closed,
            )
        )
    return tuple(found)


def corrections(publication: Publication) -> tuple[Text, ...]:
    """What became of corrections of published sessions."""
    waiting = (outdated(publication), unlike(publication), staying(publication))
    return tuple(said for said in waiting if said) + returned(publication)


def revised(publication: Publication) -> Text | None:
    """How many figures heed corrections, for whoever approves them."""
    count = len(publication.revised)
    if not count:
        return None
    return plural(
        "{count} figure is revised (r): it includes corrections of sessions published before.",
        "{count} figures are revised (r): they include corrections of sessions published before.",
        count,
    )


def lost(publication: Publication) -> Text | None:
    """That sessions are missing which lost publications may have told of."""
    if not publication.lost_until:
        return None
    return text(
        "Earlier publications were lost when the database was restored from a copy. Sessions until "
        "the end of {month} that only they counted are not in these figures.",
        month=Month(month_of(publication.lost_until)),
    )


def tightened(publication: Publication) -> Text | None:
    """The fiscal years of which more is told than before."""
    if not publication.tightened:
        return None
    return text(
        "From this publication on, totals over {years} have narrower ranges.",
        years=tuple(choices.period(Period.parse(code)) for code in publication.tightened),
    )


def about_sessions(publication: Publication) -> tuple[Text, ...]:
    """What to know of the sessions that are counted."""
    said = (
        late(publication),
        *corrections(publication),
        lost(publication),
        tightened(publication),
    )
    return tuple(one for one in said if one)
