"""Who may do what: three roles, each of which may do all that the one before it may."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.shared.audience import Audience


class Role(StrEnum):
    """From the one who may do least to the one who may do most."""

    COMMITTEE = "committee"
    COORDINATOR = "coordinator"
    ADMIN = "admin"

    def may_act_as(self, needed: "Role") -> bool:
        """Whether it may do what needs another role."""
        order = list(Role)
        return order.index(self) >= order.index(needed)

    @property
    def audience(self) -> Audience:
        """For whom its figures are computed."""
        return Audience.COMMITTEE if self is Role.COMMITTEE else Audience.COORDINATOR


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
        return self.role is Role.ADMIN
