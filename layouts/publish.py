"""The publish view: the draft that waits, a form for the next one, and what was published."""

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import PUBLISH
from dashboard.i18n import Locale, Text, text
from layouts.attributes import data
from layouts.drawing import Drawing, slot
from layouts.frame import frame

SAID = "publish-said"
PARTS = ("draft", "form", "list")


def layout(locale: Locale, query: str, drawing: Drawing) -> list[Component | None]:
    """The frame with its places; the first drawing fills them."""
    return frame(
        PUBLISH,
        locale,
        query,
        drawing,
        title=text("Publish").say(locale),
        controls=[
            html.P(
                text(
                    "What leaves the organization is a publication: protected figures in both "
                    "languages, prepared by one person, approved by another, and never changed "
                    "afterwards. Partners and the public see nothing else."
                ).say(locale),
                className="publish__lead",
            ),
            _said(locale),
        ],
        results=[html.Div(id=slot("publish", part)) for part in PARTS],
    )


def _said(locale: Locale) -> Component:
    """Where the script says what came of it; it fills in the places."""
    words: dict[str, Text] = {
        "preparing": text("The draft is being prepared and audited. This can take two minutes."),
        "drafted": text("The draft is ready, and waits below."),
        "approved": text("Publication {number} is out.", number="{number}"),
        "withdrawn": text("Publication {number} was withdrawn.", number="{number}"),
        "offline": text("There is no connection, so nothing was done."),
        "failed": text("Nothing was done. Try again in a moment."),
    }
    return html.P(
        id=SAID,
        className="desk__said",
        role="status",
        tabIndex="-1",
        **data(**{name: said.say(locale) for name, said in words.items()}),
    )
