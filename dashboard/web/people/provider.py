"""A person as an OpenID Connect provider knows them, and how to read its claims."""

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
    """The answer proves nothing: it is forged, used, too old, or of another sign-in."""


class CancelledError(Exception):
    """The person did not sign in."""


@dataclass(frozen=True, slots=True)
class ProviderIdentity:
    """A person who signed in at the provider; ``role`` is ``None`` if they have none here."""

    issuer: str
    subject: str
    name: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class ProviderName:
    """The provider's name in the settings: one for both languages, or ``English / French``."""

    said: str

    def label(self, locale: Locale) -> str:
        """What it is called in that language."""
        english, _, french = self.said.partition(" / ")
        return (french if locale is Locale.FR and french else english).strip()


def name_in(claims: Mapping[str, Any]) -> str:
    """The name for a new account; nothing depends on it."""
    said = (claims.get(name) for name in NAMES)
    return next(name for name in said if isinstance(name, str) and name.strip())


def values_in(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a claim, whose name may have dots (``https://example.org/roles``)."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    many = found if isinstance(found, list) else [found]
    return [value for value in many if isinstance(value, str)]
