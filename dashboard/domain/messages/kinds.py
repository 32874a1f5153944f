"""What people can subscribe to; one row for each kind."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import Locale, Text, text


class Rhythm(StrEnum):
    """When a summary is due: every Monday, on the first of the month, on the eve of a meeting."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of message: its name in a list, why somebody gets it, and the right it needs.

    A summary has a ``rhythm``. An alert has ``signs`` instead: the codes of what calls for it. It
    comes once, when a sign has lasted for the time ``after``. ``personal``: each sign is for one
    account alone.
    """

    code: str
    label: Text
    why: Text
    rhythm: Rhythm | None = None
    signs: tuple[str, ...] = ()
    after: timedelta = timedelta(0)
    right: Right = Right.LOOK
    personal: bool = False

    @property
    def is_alert(self) -> bool:
        """Whether it comes because of something, and not on a day."""
        return bool(self.signs)


_ALERT = text("You receive this alert because you chose it in your account. It is sent only once.")
KINDS = {
    kind.code: kind
    for kind in (
        MessageKind(
            "weekly",
            text("Every Monday: where the project stands"),
            text("You receive this message every Monday because you chose it in your account."),
            Rhythm.WEEKLY,
        ),
        MessageKind(
            "monthly",
            text("On the first of each month: where the project stands"),
            text(
                "You receive this message on the first of each month because you chose it in "
                "your account."
            ),
            Rhythm.MONTHLY,
        ),
        MessageKind(
            "meeting",
            text("The day before a committee meeting: where the project stands"),
            text(
                "You receive this message the day before each committee meeting because you "
                "chose it in your account."
            ),
            Rhythm.MEETING,
        ),
        MessageKind("behind", text("The project falls behind its plan"), _ALERT, signs=("behind",)),
        MessageKind("silence", text("No session for weeks"), _ALERT, signs=("silence",)),
        MessageKind(
            "shortage",
            text("Not enough trained facilitators for planned sessions"),
            _ALERT,
            signs=("unled", "short"),
        ),
        MessageKind(
            "draft",
            text("A draft is awaiting approval"),
            _ALERT,
            signs=("draft",),
            right=Right.APPROVE,
        ),
        MessageKind(
            "draft_returned",
            text("A draft that you prepared was sent back"),
            _ALERT,
            signs=("draft_returned",),
            right=Right.RECORD,
            personal=True,
        ),
        MessageKind(
            "to_fix",
            text("Sessions to fix for more than 14 days"),
            _ALERT,
            signs=("to_fix",),
            after=timedelta(days=14),
            right=Right.RECORD,
        ),
        MessageKind(
            "import_failed",
            text("A file was refused, and none has been imported since"),
            _ALERT,
            signs=("import_failed",),
            after=timedelta(hours=1),
            right=Right.RECORD,
        ),
        MessageKind(
            "publication_due",
            text("A publication is due, or its draft cannot be approved"),
            _ALERT,
            signs=("publication_due", "draft_held"),
            right=Right.RECORD,
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
