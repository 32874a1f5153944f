"""Passwords, kept as Argon2id hashes (RFC 9106)."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

NOBODYS = (  # the hash of a discarded random text, with the same cost as all others
    "$argon2id$v=19$m=65536,t=3,p=4$KpBvYde0WUj6uZ919shV6A$A6M4bI"
    "OugBRDaI5oKp8HmInb613nMfWZsaJa24QbKk4"
)
AT_ONCE = 2  # each takes 64 MB: many who sign in at once must not fill the memory
SHORTEST, LONGEST = 12, 256  # characters; NIST SP 800-63B asks for no mixture of kinds of them


def hashed(password: str) -> str:
    """The Argon2 hash of a password, as it is stored."""
    with _turns():
        return _hasher().hash(password)


def is_right(password: str, known: str | None) -> bool:
    """Whether the password matches the hash.

    It takes equally long without a hash, so that the time does not reveal who has a password.
    """
    try:
        with _turns():
            found = _hasher().verify(known or NOBODYS, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return found and known is not None


@cache
def _turns() -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()
