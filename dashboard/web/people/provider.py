"""Who somebody is by a provider of OpenID Connect, and how its claims are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.i18n import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.domain.shared.roles import Role

NAMES = ("preferred_username", "email", "sub")


class UnreachableError(Exception):
    """The provider does not answer, or not as a provider does."""


class UnprovedError(Exception):
    """What came back proves nothing: forged, used, too old, or from another sign-in."""


class CancelledError(Exception):
    """Whoever it was did not sign in."""


@dataclass(frozen=True, slots=True)
class ProviderIdentity:
    """Somebody who signed in at the provider; ``role`` is ``None`` when they have none here."""

    issuer: str
    subject: str
    name: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class ProviderName:
    """What the setting calls the provider: once, or as ``English / French``."""

    said: str

    def label(self, locale: Locale) -> str:
        """What it is called in that language."""
        english, _, french = self.said.partition(" / ")
        return (french if locale is Locale.FR and french else english).strip()


def name_in(claims: Mapping[str, Any]) -> str:
    """What the account is called, if it is new; nothing is decided by it."""
    said = (claims.get(name) for name in NAMES)
    return next(name for name in said if isinstance(name, str) and name.strip())


def values_in(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a claim, whose own name may have dots (``https://example.org/roles``)."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    many = found if isinstance(found, list) else [found]
    return [value for value in many if isinstance(value, str)]
