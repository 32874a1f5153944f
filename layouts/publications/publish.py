"""The publish view: the waiting draft, the publications, and the grants for partners."""

from dash.development.base_component import Component

from dashboard.addresses import PUBLISH
from dashboard.domain.publications.options import PublishTab
from dashboard.i18n import Locale, text
from layouts.publications.embeds import embeds as publish_embeds
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing, slot
from layouts.shared.frame import frame
from layouts.shared.script_words import said_place, templates

SAID = "publish-said"
PARTS = ("restored", "draft", "form", "list")


def layout(
    locale: Locale, query: str, open_tab: PublishTab, drawing: Drawing, *, grants: bool
) -> list[Component | None]:
    """The frame with its places; one tab is shown, and the first drawing fills it.

    Without ``grants``, for readers who manage none, there is only one tab.
    """
    parts = {PublishTab.PUBLICATIONS: _publications(locale)}
    parts |= {PublishTab.EMBEDS: publish_embeds.places(locale)} if grants else {}
    return frame(
        PUBLISH,
        locale,
        query,
        drawing,
        controls=html.Div(id=slot("tabs")),
        results=[
            html.Div(places, hidden=tab is not open_tab, **data(tab=tab))
            for tab, places in parts.items()
        ],
    )


def _publications(locale: Locale) -> list[Component]:
    lead = text(
        "Partners and the public see publications only: privacy-protected figures in "
        "both languages, prepared by one person, approved by another and never changed."
    )
    return [
        html.P(lead.say(locale), className="publish__lead"),
        _script_messages(locale),
        *(html.Div(id=slot("publish", part)) for part in PARTS),
    ]


def _script_messages(locale: Locale) -> Component:
    words = {
        "preparing": text("The draft is being prepared and checked. This can take two minutes."),
        "drafted": text("The draft is ready below."),
        "blocked": text("The draft is below. Nobody can approve it as it is."),
        "publishing": text("The draft is being checked once more. This can take a minute."),
        "approved": text("Publication {number} is published."),
        "returned": text("The draft was sent back."),
        "withdrawn": text("Publication {number} was withdrawn."),
        "offline": text("There is no connection, so nothing was done."),
        "failed": text("Nothing was done. Try again in a moment."),
    }
    return said_place(SAID, data(**templates(words, locale)))
