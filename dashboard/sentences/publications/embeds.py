"""What is said of embedded views and of the grants to show them."""

from datetime import date

from dashboard.domain.publications.embed_views import EMBED_VIEWS, EmbedView
from dashboard.domain.publications.embeds import Grant, GrantState
from dashboard.i18n import Text, text


def title(code: str) -> Text:
    """What a view is called; a grant may have one that is no longer declared."""
    view = EMBED_VIEWS.get(code)
    return view.title if view else text("{code} (no longer offered)", code=code)


def state(grant: Grant, today: date) -> Text:
    """Whether a grant is good, and until when."""
    if grant.revoked_on:
        return text("revoked on {day}", day=grant.revoked_on)
    if grant.state(today) is GrantState.EXPIRED:
        return text("expired on {day}", day=grant.expires_on)
    return text("valid until {day}", day=grant.expires_on)


def picture_without_numbers(view: EmbedView) -> Text:
    """In place of a picture that changes with each publication: its words must never be wrong."""
    return text("{title} (picture). The numbers are in the table of this view.", title=view.title)


def way_to_table(view: EmbedView) -> Text:
    """The link beside a picture."""
    return text("{title}: the numbers as a table", title=view.title)
