"""Everything that can be set from outside, read once into a frozen object."""

import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.domain.publications.protected import SAFE_THRESHOLDS
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.domain.shared.hosts import is_loopback
from dashboard.domain.shared.roles import Role
from dashboard.places import cache_folder, data_folder

SHORTEST_KEY = 32
NEEDED = "needed"
"""The kind of an error: a setting is missing that another one asks for."""
PATH = re.compile(r"(/[\w.~-]+)*/?", re.ASCII)


class Settings(BaseSettings):
    """The environment variables ``IMPACT_…``; ``make docs`` writes docs/settings.md from them."""

    model_config = SettingsConfigDict(
        env_prefix="IMPACT_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: str = Field(
        default_factory=lambda: f"sqlite:///{data_folder() / 'impact.db'}",
        description="SQLAlchemy address of the database; `postgresql://…` for PostgreSQL.",
    )
    secret_key: str = Field(
        default="",
        description="Signs cookies, and draws the ranges of publications: a random text of at "
        "least 32 characters. When empty, a new one is made at each start, everybody signs in "
        "again, and each draft has other ranges.",
    )
    frame_ancestors: str = Field(
        default="'self'",
        description="Who may show the pages in a frame (the CSP source list).",
    )
    base_url: str = Field(
        default="",
        description="Where people find the dashboard, such as `https://impact.example.org`; "
        "needed when it is served beyond this machine. A path may follow, which a proxy may take "
        "off or leave on.",
    )
    cache_dir: Path = Field(
        default_factory=lambda: cache_folder() / "files",
        description="The folder where compressed files are kept, so that the next start is quick; "
        "where it cannot be written, each process compresses for itself.",
    )
    backup_dir: Path | None = Field(
        default=None,
        description="The folder of backups: where `impact backup` writes when no other place is "
        "named, and where `impact doctor` looks for the newest one.",
    )
    idle_minutes: int = Field(
        default=120, ge=1, description="Minutes without a request after which people sign in again."
    )
    longest_hours: int = Field(
        default=72, ge=1, description="Hours after which people sign in again in any case."
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=10,
        description="The number of proxies you run before the dashboard. With 0, X-Forwarded-For "
        "is ignored, and all sign-ins share one address and one limit.",
    )
    password_sign_in: bool = Field(
        default=True,
        description="Whether people sign in with a name and a password, too; `false` leaves the "
        "provider only.",
    )
    oidc_issuer: str = Field(
        default="",
        description="The OpenID Connect provider through which people sign in, such as "
        "`https://login.example.org/pact`; none when empty.",
    )
    oidc_client_id: str = Field(default="", description="The client id at the provider.")
    oidc_client_secret: str = Field(default="", description="The client secret at the provider.")
    oidc_scopes: str = Field(
        default="openid profile email", description="The scopes to request from the provider."
    )
    oidc_roles_claim: str = Field(
        default="roles",
        description="The claim that says what somebody may do; a dot leads into a claim: "
        "`realm_access.roles`.",
    )
    oidc_roles: str = Field(
        default="",
        description="Which value of that claim gives which role: `Group A=coordinator; Group "
        "B=admin`; the highest one counts, and who has none is refused.",
    )
    oidc_name: str = Field(
        default="OpenID Connect",
        description="The provider's name on the sign-in button; `PACT account / compte PACT` gives "
        "it in English and in French.",
    )
    smtp_url: str = Field(
        default="",
        description="The mail server for messages to subscribers and for links to reset a "
        "password, such as `smtp://user:password@mail.example.org:587` (STARTTLS) or "
        "`smtps://…`; none when empty.",
    )
    mail_from: str = Field(
        default="", description="The sender of those messages, such as `impact@example.org`."
    )
    demo_role: Role = Field(
        default=Role.COMMITTEE,
        description="The role as which the demonstration opens, such as `coordinator`.",
    )
    time_zone: str = Field(
        default="America/Toronto",
        description="Where the project's days begin and end.",
    )
    send_hour: int = Field(
        default=7,
        ge=0,
        le=23,
        description="The hour of the day at which messages to subscribers are due.",
    )
    small_cell_maximum: int = Field(
        default=4,
        ge=1,
        le=100,
        description="Committee members never see a count of participations from 1 to this number.",
    )
    publish_hidden_up_to: int = Field(
        default=SAFE_THRESHOLDS[0],
        ge=SAFE_THRESHOLDS[0],
        le=SAFE_THRESHOLDS[-1],
        description="No publication tells a count of participations from 1 to this number, which "
        "is from 10 to 50. It may be raised at any time. Lowering it has no effect after a "
        "publication.",
    )
    publish_rhythm: PublishingRhythm = Field(
        default=PublishingRhythm.QUARTER,
        description="After the first publication, sessions are published by parts of the fiscal "
        "year: `quarter`, `half-year` or `fiscal-year`.",
    )
    publish_monthly: bool = Field(
        default=False,
        description="While it runs, the server prepares a draft of each month that is over; after "
        "the first publication, of each quarter or what `IMPACT_PUBLISH_RHYTHM` says. People "
        "approve it.",
    )

    @property
    def path(self) -> str:
        """The path in ``base_url``, such as ``/impact``; empty if the site has the whole host."""
        return urlsplit(self.base_url).path

    @property
    def roles_by_claim(self) -> dict[str, Role]:
        """The roles in ``oidc_roles``, by the value of the claim."""
        pairs = (pair.rpartition("=") for pair in self.oidc_roles.split(";") if pair.strip())
        return {value.strip(): Role(role.strip()) for value, _, role in pairs}

    @field_validator("database_url")
    @classmethod
    def _normalise_postgres(cls, url: str) -> str:
        """SQLAlchemy knows ``postgresql://`` only; many hosts hand out ``postgres://``."""
        return "postgresql" + url.removeprefix("postgres") if url.startswith("postgres:") else url

    @field_validator("secret_key")
    @classmethod
    def _hard_to_guess(cls, key: str) -> str:
        if key and len(key) < SHORTEST_KEY:
            msg = f"a key needs at least {SHORTEST_KEY} characters"
            raise ValueError(msg)
        return key

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        whole = f"{parts.scheme}://{parts.netloc}{parts.path}"
        if url and not (named and url == whole and PATH.fullmatch(parts.path)):
            msg = f"{url!r} is not an address; write for example https://impact.example.org"
            raise ValueError(msg)
        return url.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _a_safe_issuer(cls, url: str) -> str:
        parts = urlsplit(url)
        plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if url and not ((parts.scheme == "https" or plain) and parts.hostname):
            msg = f"{url!r} is not the address of a provider; it begins with https://"
            raise ValueError(msg)
        return url

    @field_validator("oidc_roles")
    @classmethod
    def _known_roles(cls, said: str) -> str:
        for pair in filter(None, map(str.strip, said.split(";"))):
            value, _, role = pair.rpartition("=")
            if not value.strip() or role.strip() not in set(Role):
                msg = f"{pair!r} names no role; write for example Group A=coordinator"
                raise ValueError(msg)
        return said

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in ("smtp", "smtps") and parts.hostname):
            msg = "it is not the address of a mail server: smtp://user:password@host:587"
            raise ValueError(msg)
        return url

    @model_validator(mode="after")
    def _what_belongs_together(self) -> Self:
        needs = (
            ("oidc_issuer", self.oidc_issuer, "oidc_client_id"),
            ("oidc_issuer", self.oidc_issuer, "oidc_client_secret"),
            ("oidc_issuer", self.oidc_issuer, "oidc_roles"),
            ("smtp_url", self.smtp_url, "mail_from"),
            ("smtp_url", self.smtp_url, "base_url"),
            ("password_sign_in", not self.password_sign_in, "oidc_issuer"),
        )
        for by, wanted, name in needs:
            if wanted and not getattr(self, name):
                said = {"name": name, "by": by}
                raise PydanticCustomError(NEEDED, "{by} needs {name}, too", said)
        return self

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = f"{name!r} is not a time zone; write for example America/Toronto"
            raise ValueError(msg) from error
        return name
