"""Secrets that are shown once: links and tokens. Only their digests are kept."""

from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import Connection, exists, select
from sqlalchemy.orm import InstrumentedAttribute

BYTES = 32


def new_secret() -> str:
    """256 random bits, fit for an address: too many to guess, so a plain digest hides them."""
    return token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret: what is stored, and what a lookup compares."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def was_given(connection: Connection, digests: InstrumentedAttribute[str], secret: str) -> bool:
    """Whether it is among those that we gave out, though it may have ended."""
    return bool(connection.scalar(select(exists().where(digests == digest_of(secret)))))
