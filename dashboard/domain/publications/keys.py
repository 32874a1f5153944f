"""Which secret key draws the ranges of publications, told without the key."""

import hmac
from dataclasses import dataclass

MADE_AT_START = "made-at-start-"
"""How a key begins that a server without one makes for itself; the next start has another."""
_PURPOSE = b"impact: which key draws the ranges of publications\n"


def key_digest(secret: str) -> str:
    """What tells one key from another, and nothing else of it; empty without a lasting key.

    Whoever has it can test a guess of the whole key, as whoever has a signed cookie can. Keys are
    long and random, so no guess hits.
    """
    if not secret or secret.startswith(MADE_AT_START):
        return ""
    return hmac.digest(secret.encode(), _PURPOSE, "sha256").hex()


@dataclass(frozen=True, slots=True)
class ConfirmedKey:
    """The key that draws ranges ``after`` the publication of this number, though another did."""

    after: int
    key_digest: str

    @property
    def key(self) -> str:
        """The number of the publication."""
        return str(self.after)

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {"after": str(self.after), "key_digest": self.key_digest}
