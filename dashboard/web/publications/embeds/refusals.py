"""The reasons for not showing a view, each as a short sentence without a figure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.filters import echo
from dashboard.i18n import Text, text

if TYPE_CHECKING:
    from dashboard.domain.publications.embeds import Grant


class Reason(StrEnum):
    """The reason, as written in the log."""

    KEY = "no such key"
    OFTEN = "too many unknown keys"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "a key that was replaced"
    ORIGIN = "another site"
    VIEW = "another view"
    NAME = "no such view"
    LANGUAGE = "another language"
    PUBLICATION = "no publication"
    EDITION = "another publication"
    FILTER = "a filter outside the grant"
    FORM = "a form that was not granted"
    TICKET = "no good ticket"
    NEWER = "there is a newer publication"
    WITHDRAWN = "the publication was withdrawn, and an earlier one counts"


class EmbedRefusedError(Exception):
    """A reader is refused; ``grant`` is ``None`` if they sent no key of ours.

    ``name`` is the unknown thing that they asked for, if any.
    """

    def __init__(self, reason: Reason, grant: Grant | None = None, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.grant = grant
        self.name = name


def message(error: EmbedRefusedError) -> Text:
    """The sentence to show instead."""
    again = text("Ask whoever gave it to you for a new one.")
    ended = text("This view is no longer shared at this address. {again}", again=again)
    outside = text(
        "This is not part of what is shared here. Nothing is shown. Check the address, or ask "
        "whoever gave it to you to share more."
    )
    return {
        Reason.KEY: text("This address opens no view. {again}", again=again),
        Reason.OFTEN: text("This address opens no view. {again}", again=again),
        Reason.EXPIRED: ended,
        Reason.REVOKED: ended,
        Reason.REPLACED: ended,
        Reason.NAME: text(
            "There is no view called “{name}”. Nothing is shown. The views are {views}.",
            name=echo(error.name),
            views=tuple(EMBED_VIEWS),
        ),
        Reason.ORIGIN: text(
            "This view may not be shown on this site. Ask whoever gave you its address to add "
            "the site."
        ),
        Reason.PUBLICATION: text("The figures of this view are not published at present."),
        Reason.NEWER: text("There are newer figures. Reload the page."),
        Reason.WITHDRAWN: text("These figures were withdrawn. Reload the page."),
        Reason.TICKET: text("This view has been open for too long. Reload the page."),
    }.get(error.reason, outside)
