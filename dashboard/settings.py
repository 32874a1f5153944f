"""Everything that can be set from outside, read once into a frozen object."""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.domain.roles import Role

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SHORTEST_KEY = 32


class Settings(BaseSettings):
    """The environment variables ``IMPACT_…``; the README's table is checked against them."""

    model_config = SettingsConfigDict(env_prefix="IMPACT_", frozen=True, extra="ignore")

    database_url: str = Field(
        default=f"sqlite:///{DATA / 'impact.db'}",
        description="SQLAlchemy address of the database; `postgresql://…` for PostgreSQL.",
    )
    secret_key: str = Field(
        default="",
        description="Signs what the browser hands back: a random text of at least 32 characters; "
        "made anew at each start when empty, so that everyone signs in again.",
    )
    frame_ancestors: str = Field(
        default="'self'",
        description="Who may show the pages in a frame (the CSP source list).",
    )
    base_url: str = Field(
        default="",
        description="Where people find the dashboard, such as `https://impact.example.org`; "
        "needed when it is served beyond this machine.",
    )
    idle_minutes: int = Field(
        default=120, ge=1, description="After so long without a request, people sign in again."
    )
    longest_hours: int = Field(
        default=72, ge=1, description="So long after they signed in, people do so again."
    )
    demo_role: Role = Field(
        default=Role.COMMITTEE,
        description="As whom the demonstration opens: `committee`, `coordinator` or `admin`.",
    )
    time_zone: str = Field(
        default="America/Toronto",
        description="Where the project's days begin and end.",
    )
    small_cell_maximum: int = Field(
        default=4,
        ge=1,
        le=100,
        description="The committee never sees a count of participations from 1 to this one.",
    )

    publish_hidden_up_to: int = Field(
        default=10,
        ge=1,
        le=100,
        description="Nothing that leaves the organization tells a count of participations from 1 "
        "to this one.",
    )

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
    def _an_origin(cls, url: str) -> str:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        if url and not (named and url.rstrip("/") == f"{parts.scheme}://{parts.netloc}"):
            msg = f"{url!r} is not an address; write for example https://impact.example.org"
            raise ValueError(msg)
        return url.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = f"{name!r} is not a time zone; write for example America/Toronto"
            raise ValueError(msg) from error
        return name
