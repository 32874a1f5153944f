"""Likely duplicates in words: what they have in common, and what to do about them."""

from collections.abc import Sequence
from itertools import compress

from dashboard.domain.sessions.duplicates import DELIVERED
from dashboard.domain.sessions.findings import Copies
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.sessions.words import status


def in_common(copies: Copies, vocabulary: Vocabulary) -> Text:
    """What likely duplicates have in common."""
    return Text("{shared}", {"shared": _shared(copies, vocabulary)})


def together(number: int, copies: Copies, vocabulary: Vocabulary) -> Text:
    """Why so many sessions are likely one."""
    return text(
        "{number} sessions on one day with {shared}.",
        number=number,
        shared=_shared(copies, vocabulary),
    )


def told_apart(
    sessions: Sequence[SessionTraits], vocabulary: Vocabulary
) -> tuple[Text | None, ...]:
    """What each of these sessions has that not all of them have; ``None`` if that is nothing."""
    said = [_traits(one, vocabulary) for one in sessions]
    differs = [any(one != of_all[0] for one in of_all) for of_all in zip(*said, strict=True)]
    own = (list(filter(None, compress(one, differs))) for one in said)
    return tuple(sequence(*parts, between=", ") if parts else None for parts in own)


def keep_one(copies: Copies, number: int) -> Text:
    """What to do about that many of them."""
    if copies.all_the_same:
        return plural(
            "They are probably one session: keep one and cancel the copy.",
            "They are probably one session: keep one and cancel the {count} copies.",
            number - 1,
        )
    if copies.planned:
        return text(
            "If the planned session is the one that was held, cancel the plan; it was logged again."
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


def _traits(session: SessionTraits, vocabulary: Vocabulary) -> tuple[Text | None, ...]:
    """The traits of a session in words, in the order of display; counts if it was held."""
    is_held, first = session.status == DELIVERED, session.first_time
    led = tuple(sorted(session.facilitators))
    return (
        status(session.status),
        Text("{kind}", {"kind": vocabulary.kinds[session.kind]}),
        Text("{language}", {"language": vocabulary.languages[session.language]}),
        plural("{count} participation", "{count} participations", session.total)
        if is_held
        else None,
        text("first time: {count}", count=first) if is_held and first is not None else None,
        Text("{led}", {"led": led}) if led else text("no facilitator named"),
    )
