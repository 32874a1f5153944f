"""What people can subscribe to; one row for each kind."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import Locale, Text, text


class Rhythm(StrEnum):
    """When a summary is due."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of message: its name in a list, why somebody gets it, and the right it needs."""

    code: str
    rhythm: Rhythm
    label: Text
    why: Text
    right: Right = Right.LOOK


KINDS = {
    kind.code: kind
    for kind in (
        MessageKind(
            "weekly",
            Rhythm.WEEKLY,
            text("Every Monday: where the project stands"),
            text("You receive this message every Monday because you chose it in your account."),
        ),
        MessageKind(
            "monthly",
            Rhythm.MONTHLY,
            text("On the first of each month: where the project stands"),
            text(
                "You receive this message on the first of each month because you chose it in "
                "your account."
            ),
        ),
    )
}
"""The kinds, in the order in which they are offered."""
MOST_SUBSCRIPTIONS = 20
"""Of one person."""


def offered(role: Role) -> tuple[MessageKind, ...]:
    """The kinds that a role may choose."""
    return tuple(kind for kind in KINDS.values() if role.may(kind.right))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose: a kind, the filters, the languages, and whether with the brief."""

    kind: str
    query: str
    languages: tuple[Locale, ...]
    with_brief: bool
