"""Likely duplicates in words: what they have in common, and what to do about them."""

from dashboard.domain.sessions.findings import Copies
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, text

NAMED = 10  # of the sessions of one finding


def in_common(copies: Copies, vocabulary: Vocabulary) -> Text:
    """What likely duplicates have in common."""
    return Text("{shared}", {"shared": _shared(copies, vocabulary)})


def together(references: tuple[str, ...], copies: Copies, vocabulary: Vocabulary) -> Text:
    """Which sessions are likely one, and why."""
    return text(
        "{number} sessions on one day with {shared}: {sessions}.",
        number=len(references),
        shared=_shared(copies, vocabulary),
        sessions=_listed(references),
    )


def keep_one(copies: Copies, number: int) -> Text:
    """What to do about that many of them."""
    if copies.all_the_same:
        return plural(
            "Nothing tells them apart: keep one and cancel the copy.",
            "Nothing tells them apart: keep one and cancel the {count} copies.",
            number - 1,
        )
    if copies.planned:
        return text(
            "If the planned session ({sessions}) is the one that was held, cancel the "
            "plan; it was logged again.",
            sessions=_listed(copies.planned),
        )
    return text(
        "If this is one session, keep one and cancel the rest; if not, leave them as they are."
    )


def _shared(copies: Copies, vocabulary: Vocabulary) -> tuple[Text, ...]:
    shared = []
    if copies.kind is not None:
        shared.append(text("the same kind ({kind})", kind=vocabulary.kinds[copies.kind]))
    if copies.facilitators:
        shared.append(
            plural(
                "the same facilitator ({codes})",
                "the same facilitators ({codes})",
                len(copies.facilitators),
                codes=copies.facilitators,
            )
        )
    if copies.all_the_same:
        shared += text("the same language"), text("the same counts")
    if not shared:
        shared.append(text("a kind or a facilitator in common, pair by pair"))
    return tuple(shared)


def _listed(references: tuple[str, ...]) -> tuple[str | Text, ...]:
    more = len(references) - NAMED
    if more <= 0:
        return references
    return *references[:NAMED], plural("{count} other", "{count} others", more)
