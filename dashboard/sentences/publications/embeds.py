"""What is said of embedded views and of the grants to show them."""

from datetime import date

from dashboard.domain.publications.embeds import EmbedView, Grant, GrantState
from dashboard.i18n import Text, text


def title(view: EmbedView) -> Text:
    """What a view is called, on its page and to who hears of a frame."""
    return {
        EmbedView.OVERVIEW: text("Where we are today"),
        EmbedView.YOUTH: text("Youth reached"),
        EmbedView.FRENCH_SHARE: text("Sessions held in French"),
        EmbedView.AGE_GROUPS: text("At-risk age groups reached"),
        EmbedView.FACILITATORS: text("Trained facilitators"),
        EmbedView.BY_MONTH: text("Month by month"),
        EmbedView.BY_VENUE_TYPE: text("By venue type"),
    }[view]


def state(grant: Grant, today: date) -> Text:
    """Whether a grant is good, and until when."""
    if grant.revoked_on:
        return text("revoked on {day}", day=grant.revoked_on)
    if grant.state(today) is GrantState.EXPIRED:
        return text("expired on {day}", day=grant.expires_on)
    return text("valid until {day}", day=grant.expires_on)


def picture_without_numbers(view: EmbedView) -> Text:
    """In place of a picture that changes with each publication: its words must never be wrong."""
    return text("{title} (picture). The numbers are in the table of this view.", title=title(view))


def way_to_table(view: EmbedView) -> Text:
    """The link beside a picture."""
    return text("{title}: the numbers as a table", title=title(view))
