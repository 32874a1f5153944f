"""The words for embedded views and their grants."""

from datetime import date

from dashboard.domain.publications.embed_views import EMBED_VIEWS, EmbedView
from dashboard.domain.publications.embeds import Grant, GrantState
from dashboard.i18n import Text, text


def title(code: str) -> Text:
    """The title of a view, even of one that is no longer declared."""
    view = EMBED_VIEWS.get(code)
    return view.title if view else text("{code} (no longer offered)", code=code)


def state(grant: Grant, today: date) -> Text:
    """Whether a grant is valid, and until when."""
    if grant.revoked_on:
        return text("revoked on {day}", day=grant.revoked_on)
    if grant.state(today) is GrantState.EXPIRED:
        return text("expired on {day}", day=grant.expires_on)
    return text("valid until {day}", day=grant.expires_on)


def picture_without_numbers(view: EmbedView) -> Text:
    """Describes a picture without numbers: they change with each publication, the text may not."""
    return text("{title} (picture). The numbers are in the table of this view.", title=view.title)


def way_to_table(view: EmbedView) -> Text:
    """The words of the link to the table beside a picture."""
    return text("{title}: the numbers as a table", title=view.title)
