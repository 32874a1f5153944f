"""The token with which a program identifies itself."""

from flask import request

BEARER = "bearer"


def token_given() -> str | None:
    """The token in the request; ``None`` if it has none."""
    scheme, _, secret = request.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return secret.strip() if scheme.lower() == BEARER else None
