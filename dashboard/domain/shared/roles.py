"""Who may do what: the codes of the roles, as the database keeps them, and a row for each."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.shared.audience import Audience
from dashboard.i18n import Text, text


class Right(StrEnum):
    """What an address, a view or a button asks for."""

    LOOK = "look"
    """At the live views and the API; how exact the figures are, the role's audience says."""
    APPROVE = "approve"
    """What somebody else prepared, so that it is published."""
    RECORD = "record"
    """Sessions and venues, one by one or from files; annotate the curve; prepare publications."""
    ADMINISTER = "administer"
    """Accounts, reference data, and what partners embed; and withdraw publications."""


class Role(StrEnum):
    """From the one who may do least to the one who may do most."""

    COMMITTEE = "committee"
    COORDINATOR = "coordinator"
    ADMIN = "admin"

    @property
    def called(self) -> Text:
        """What one person of the role is called."""
        return ROLES[self].called

    @property
    def audience(self) -> Audience:
        """For whom its figures are computed."""
        return ROLES[self].audience

    def may(self, right: Right) -> bool:
        """Whether it has a right."""
        return right in ROLES[self].rights

    def may_all_of(self, other: "Role") -> bool:
        """Whether it has every right of another role, and sees figures as exactly."""
        as_exact = self.audience in (other.audience, Audience.COORDINATOR)
        return as_exact and ROLES[self].rights >= ROLES[other].rights


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What one person is called, for whom their figures are computed, and their rights."""

    called: Text
    audience: Audience
    rights: frozenset[Right]


ROLES = {
    Role.COMMITTEE: RoleRow(
        text("committee member"),
        Audience.COMMITTEE,
        frozenset({Right.LOOK, Right.APPROVE}),
    ),
    Role.COORDINATOR: RoleRow(
        text("coordinator"),
        Audience.COORDINATOR,
        frozenset({Right.LOOK, Right.APPROVE, Right.RECORD}),
    ),
    Role.ADMIN: RoleRow(
        text("administrator"),
        Audience.COORDINATOR,
        frozenset(Right),
    ),
}
"""What each may do, in the same order."""


def least(right: Right) -> Role:
    """The first role of the table that has a right."""
    return next(role for role in ROLES if role.may(right))


DEMONSTRATOR = "demonstration"
"""How the log calls whoever asks in the demonstration; no account may have the name."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever asks: by account, by token, or in the demonstration.

    ``name`` is what the audit log says. ``by_token``: a program, to whom no page is shown and
    from whom no other site can make a request.
    """

    name: str
    role: Role
    by_token: bool = False

    @property
    def is_demonstrator(self) -> bool:
        """Whether nobody knows who it is, since the demonstration asks nobody."""
        return self.name == DEMONSTRATOR and not self.by_token

    @property
    def is_administrator(self) -> bool:
        """Whether it may do everything."""
        return self.role.may(Right.ADMINISTER)
