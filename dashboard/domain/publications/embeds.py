"""Grants: what one partner may show of our publications on their own pages."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

import orjson

from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.hosts import is_loopback
from dashboard.i18n import Locale

VERSION_DIGITS = 16
KEY_BEGINS = "embed_"
"""Marks a grant's key, so that anybody who finds it can tell it from other secrets."""
FILTERS = (*(code for code, row in DIMENSIONS.items() if row.published), "period", "from", "to")
"""The filters that a grant may lock or leave free: those that publications know."""
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_PORTS = {"https": 443, "http": 80}


class GrantState(StrEnum):
    """Whether a grant can be used, and if not, why."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


class SnippetKind(StrEnum):
    """How a view comes into a page."""

    SCRIPT = "script"
    FRAME = "iframe"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one partner may show; its key is not stored.

    ``views`` are codes of ``embed_views``; one that is no longer declared shows nothing. ``locked``
    has the names and values of filters that always apply, ``free`` the names of filters that
    readers may choose. If a filter is in both, readers choose among the locked values. ``language``
    is ``None`` when it follows the partner's page, ``publication`` is ``None`` for the latest one.
    ``images`` allows pictures and tables, which browsers do not restrict to the ``origins``.
    ``keys`` counts the keys so far; only the last one is valid.
    """

    id: int
    partner: str
    views: tuple[str, ...]
    locked: tuple[tuple[str, str], ...]
    free: tuple[str, ...]
    language: Locale | None
    publication: int | None
    origins: tuple[str, ...]
    downloads: bool
    images: bool
    created_on: date
    expires_on: date
    revoked_on: date | None = None
    keys: int = 1

    @property
    def key(self) -> str:
        """Its number, by which the audit log finds it; not the secret key."""
        return str(self.id)

    @property
    def version(self) -> str:
        """A value that changes with the grant, so that nobody overwrites unseen changes."""
        return sha256(orjson.dumps(self.cells())).hexdigest()[:VERSION_DIGITS]

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages that it may be read in."""
        return (self.language,) if self.language else tuple(Locale)

    def state(self, today: date) -> GrantState:
        """The state of the grant on that day."""
        if self.revoked_on:
            return GrantState.REVOKED
        return GrantState.EXPIRED if self.expires_on < today else GrantState.GOOD

    def as_data(self) -> dict[str, object]:
        """The grant for programs, as JSON values; days are ISO dates."""
        return {
            "id": self.id,
            "partner": self.partner,
            "views": list(self.views),
            "locked": [list(pair) for pair in self.locked],
            "free": list(self.free),
            "language": self.language.value if self.language else None,
            "publication": self.publication,
            "origins": list(self.origins),
            "downloads": self.downloads,
            "images": self.images,
            "created_on": self.created_on.isoformat(),
            "expires_on": self.expires_on.isoformat(),
            "revoked_on": self.revoked_on.isoformat() if self.revoked_on else None,
            "version": self.version,
        }

    def cells(self) -> dict[str, str]:
        """The cells shown in its history."""
        return {
            "partner": self.partner,
            "views": " ".join(self.views),
            "locked": urlencode(self.locked),
            "free": " ".join(self.free),
            "language": self.language.value if self.language else "",
            "publication": str(self.publication or ""),
            "origins": " ".join(self.origins),
            "downloads": str(self.downloads),
            "images": str(self.images),
            "expires_on": self.expires_on.isoformat(),
            "revoked_on": self.revoked_on.isoformat() if self.revoked_on else "",
            "keys": str(self.keys),
        }


@dataclass(frozen=True, slots=True)
class ViewCount:
    """How often a view of a grant was shown on a day. ``view`` is a code; readers are unknown."""

    day: date
    grant: int
    view: str
    times: int


def is_key(secret: str | None) -> bool:
    """Whether it looks like the key of a grant."""
    return bool(secret and secret.startswith(KEY_BEGINS))


class NotAnOriginError(ValueError):
    """The text names no origin, or more than one."""


def parse_origin(said: str) -> str:
    """An origin as browsers write it: ``https://host[:port]``; ``http`` for this machine only.

    Raises:
        NotAnOriginError: The text is no origin.
    """
    given = said.removesuffix("/").lower()
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotAnOriginError(said) from error
    whole = given == f"{parts.scheme}://{parts.netloc}" and "@" not in given
    named = _HOST.fullmatch(host) or (":" in host and is_loopback(host))
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not (whole and named and safe) or given.endswith(":"):
        raise NotAnOriginError(said)
    place = f"[{host}]" if ":" in host else host
    own = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{place}{own}"
