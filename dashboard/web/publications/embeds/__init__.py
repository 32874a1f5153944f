"""Embedded views on the server: publications only, opened by a grant's key, without a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from dashboard.web.publications.embeds.guard import Guard
from dashboard.web.publications.embeds.reach import ReachCounter
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import (
    AnswerUse,
    comes_from_elsewhere,
    own_origins,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.domain.publications.embeds import Grant
    from dashboard.settings import Settings


class Embeds:
    """What the routes of embedded views share."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        today: Callable[[], date],
        too_many: Callable[[str], bool],
    ) -> None:
        self.guard = Guard(engine, today, too_many)
        self.reach = ReachCounter(engine, today)
        self.base_url = settings.base_url

    def check_sender(self, grant: Grant, use: AnswerUse) -> None:
        """Refuse a request that shows that it comes from a site that the grant does not name.

        Raises:
            EmbedRefusedError: It does.
        """
        ours = own_origins(request.host, self.base_url)
        if comes_from_elsewhere(dict(request.headers), grant.origins, ours, use):
            raise EmbedRefusedError(Reason.ORIGIN, grant)


def secret() -> str | bytes:
    """The secret that signs tickets."""
    found = current_app.secret_key
    if not found:
        msg = "tickets need a key"
        raise RuntimeError(msg)
    return found
