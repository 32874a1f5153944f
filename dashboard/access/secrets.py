"""Secrets that are shown once: links and tokens. The database stores only their digests."""

from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import Connection, exists, select
from sqlalchemy.orm import InstrumentedAttribute

BYTES = 32


def new_secret() -> str:
    """256 random bits as text for an address: too many to guess, so a plain digest is enough."""
    return token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret: stored, and compared on lookup."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def was_given(connection: Connection, digests: InstrumentedAttribute[str], secret: str) -> bool:
    """Whether we ever gave out this secret, even if it has ended since."""
    return bool(connection.scalar(select(exists().where(digests == digest_of(secret)))))
