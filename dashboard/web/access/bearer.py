"""What a program shows to say who it is."""

from flask import request

BEARER = "bearer"


def token_given() -> str | None:
    """The token that a request shows; ``None`` when it shows none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == BEARER else None
