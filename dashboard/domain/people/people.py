"""Accounts and tokens as they are managed, and what happens to them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.shared.roles import Role

LONGEST_NAME = 200


class Event(StrEnum):
    """What happened to an account or a token, as the audit log says it."""

    ADDED = "added"
    ROLE = "role"
    CLOSED = "closed"
    OPENED = "opened"
    LINK = "link"
    LINK_BY_MAIL = "link by mail"
    LINK_NOT_SENT = "link not sent"
    PASSWORD = "password"  # noqa: S105 - a word
    SIGNED_OUT = "signed out everywhere"
    TIED = "tied to the provider"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Person:
    """An account as an administrator sees it; ``last_sign_in_at`` is an ISO time in UTC."""

    id: int
    name: str
    role: Role
    active: bool
    has_password: bool
    by_provider: bool
    last_sign_in_at: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret, which is shown only once."""

    id: int
    name: str
    role: Role
    created_on: date
    expires_on: date | None
    revoked_on: date | None
    last_used_on: date | None

    def is_good(self, today: date) -> bool:
        """Whether a program can read with it today."""
        return self.revoked_on is None and (self.expires_on is None or self.expires_on >= today)
