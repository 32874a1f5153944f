"""The roles, and the rights of each; the database keeps the codes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.domain.shared.audience import Audience
from dashboard.i18n import Text, text


class Right(StrEnum):
    """A right that an address, a view or a button needs."""

    LOOK = "look"
    """Read the live views and the API; the role's audience decides how exact the figures are."""
    APPROVE = "approve"
    """Publish what somebody else prepared."""
    RECORD = "record"
    """Edit and import sessions and venues, annotate the curve, and prepare publications."""
    ADMINISTER = "administer"
    """Manage accounts, reference data and grants, and withdraw publications."""


class Role(StrEnum):
    """From the one who may do least to the one who may do most."""

    COMMITTEE = "committee"
    COORDINATOR = "coordinator"
    ADMIN = "admin"

    @property
    def called(self) -> Text:
        """The name for one person of the role."""
        return ROLES[self].called

    @property
    def audience(self) -> Audience:
        """The audience that its figures are computed for."""
        return ROLES[self].audience

    def may(self, right: Right) -> bool:
        """Whether the role has a right."""
        return right in ROLES[self].rights

    def may_all_of(self, other: "Role") -> bool:
        """Whether it has every right of another role and sees figures at least as exactly."""
        as_exact = self.audience in (other.audience, Audience.COORDINATOR)
        return as_exact and ROLES[self].rights >= ROLES[other].rights


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role's name for one person, its audience and its rights."""

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
"""The rows of the roles, in the same order."""


def least(right: Right) -> Role:
    """The first role of the table that has a right."""
    return next(role for role in ROLES if role.may(right))


DEMONSTRATOR = "DEMO"
"""The name of a demonstration reader in the log: a code in both languages, as its venues have.

No account can have it: their names are stored in lower case.
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """The person or program that makes a request, by account, by token or in the demonstration.

    ``name`` is the name in the audit log. ``by_token``: a program, which gets no pages and needs no
    protection from cross-site requests.
    """

    name: str
    role: Role
    by_token: bool = False

    @property
    def is_demonstrator(self) -> bool:
        """Whether the reader is unknown because the demonstration needs no sign-in."""
        return self.name == DEMONSTRATOR and not self.by_token

    @property
    def anyone(self) -> "Reader":
        """A reader who may see the same, without the name of a person."""
        return self if self.is_demonstrator else replace(self, name="")

    @property
    def is_administrator(self) -> bool:
        """Whether the reader has every right."""
        return self.role.may(Right.ADMINISTER)
