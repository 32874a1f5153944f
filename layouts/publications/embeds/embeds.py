"""The tab of grants in the publish view: for administrators."""

from dash import html
from dash.development.base_component import Component

from dashboard.domain.publications.options import PublishOptions
from dashboard.i18n import Locale, Text, text
from dashboard.publications.making.granted import Grants
from dashboard.queries.shown import Reading
from layouts.publications.embeds.form import form
from layouts.publications.embeds.history import history
from layouts.publications.embeds.list import listed
from layouts.publications.embeds.snippets import panel
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing, slot

SAID, ASK = "embeds-said", "embeds-ask"


def places(locale: Locale) -> list[Component]:
    """Where the tab is drawn."""
    return [
        html.P(
            text(
                "Partners show views of publications on pages of their own. A grant says which "
                "views, with which filters, on which sites, and until when; its key opens them, "
                "and nothing else. It can be taken back at any time."
            ).say(locale),
            className="publish__lead",
        ),
        html.P(id=SAID, className="desk__said", role="status", tabIndex="-1", **_said(locale)),
        html.Div(id=ASK),
        html.Div(id=slot("embeds", "made")),
        html.Div(id=slot("embeds", "form"), tabIndex="-1"),
        html.Div(id=slot("embeds", "history"), tabIndex="-1"),
        html.Div(id=slot("embeds", "list")),
    ]


def drawing(shown: Grants, options: PublishOptions, reading: Reading, locale: Locale) -> Drawing:
    """The grants, and the form if one is open; the script fills what is to be copied."""
    return {
        slot("embeds", "made"): panel(locale),
        slot("embeds", "form"): form(shown, options, reading, locale),
        slot("embeds", "history"): history(shown, reading, locale),
        slot("embeds", "list"): listed(shown, options, reading, locale),
    }


def _said(locale: Locale) -> Drawing:
    """What the script says; it fills in the places."""
    words: dict[str, Text] = {
        "granted": text("The views are granted to {partner}.", partner="{partner}"),
        "saved": text("The grant of {partner} is changed.", partner="{partner}"),
        "key": text("{partner} has a new key; the old one opens nothing.", partner="{partner}"),
        "revoke": text("The grant of {partner} is revoked.", partner="{partner}"),
        "needed": text("This is needed."),
        "values": text("Choose the values that always hold, or leave the choice to readers."),
        "faults": text("Not saved: see the fields that are marked."),
        "offline": text(
            "No answer came. It may have been done all the same: look at the list before you do it "
            "again."
        ),
        "held": text(
            "The key of {partner} still stands here, this once: copy it and close it first.",
            partner="{partner}",
        ),
        "failed": text("Nothing was done. Try again in a moment."),
        "unfit": text("Nothing was changed: something in the form is not as it must be."),
        "clash": text("Somebody changed this grant while it was open here"),
        "gone": text("It is as follows now; look at it, and do it again if it is still right."),
        "theirs": text("there now: {value}", value="{value}"),
        "mine": text("here: {value}", value="{value}"),
        "over": text("Save what stands here over it"),
        "take": text("Show what is there now"),
        "blank": text("nothing"),
        "yes": text("yes"),
        "no": text("no"),
    }
    return data(**{name: said.say(locale) for name, said in words.items()})
