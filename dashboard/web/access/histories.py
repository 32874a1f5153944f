"""Refuse writes from pages that show other data than those that are there now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.exceptions import PreconditionFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.web.access.readers import People

SEEN: Final = "HTTP_IMPACT_EDITION"  # the header ``Impact-Edition``
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def guard(people: People) -> Callable[[], None]:
    """The check before each request that may write.

    Pages say which data they show. After a restore, the same number may mean another thing: a
    session's version, an import, an account.
    """

    def check() -> None:
        seen = request.environ.get(SEEN)
        if seen is None or request.method in SAFE_METHODS:
            return
        if not people.state().goes_on_from(seen):
            raise PreconditionFailed

    return check
