"""Accounts, sign-in, and the secrets that programs and calendars use."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base


class User(Base):
    """A person who may sign in; the name is in lower case.

    ``password_hash`` is ``None`` until a one-time link was used. ``epoch`` changes whenever all
    browsers must sign in again. ``last_sign_in_at`` is an ISO time in UTC.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int]
    last_sign_in_at: Mapped[str | None]


class Identity(Base):
    """A provider's subject identifier for a person; the provider never reuses it."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)


class OneTimeLink(Base):
    """A link that sets a password; times are ISO times in UTC."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[str]
    used_at: Mapped[str | None]


class FailedSignIn(Base):
    """A failed sign-in, by the name that was tried and by the address it came from."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[str]


class EndedSignIn(Base):
    """A sign-in that its owner ended, so that a copy of its cookie is useless."""

    __tablename__ = "ended_sign_ins"

    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(index=True)


class ApiToken(Base):
    """A token that identifies a program; days are in the project's time zone."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_on: Mapped[date]
    expires_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    last_used_on: Mapped[date | None]


class CalendarFeed(Base):
    """A secret address of planned sessions; ``owner`` is the name of its account."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_on: Mapped[date]
    revoked_on: Mapped[date | None]
    last_used_on: Mapped[date | None]
