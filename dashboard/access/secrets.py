"""Secrets that are shown once: links and tokens. Only their digests are kept."""

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32


def new_secret() -> str:
    """256 random bits, fit for an address: too many to guess, so a plain digest hides them."""
    return token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """What is kept of it, and looked up by."""
    return sha256(secret.encode(errors="replace")).hexdigest()
