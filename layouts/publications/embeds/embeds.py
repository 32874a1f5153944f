"""The tab of grants in the publish view: for administrators."""

from dash.development.base_component import Component

from dashboard.domain.publications.options import PublishOptions
from dashboard.i18n import Locale, Text, text
from dashboard.publications.making.granted import Grants
from dashboard.queries.shared.reading import Reading
from layouts.publications.embeds.form import form
from layouts.publications.embeds.history import history
from layouts.publications.embeds.list import listed
from layouts.publications.embeds.snippets import panel
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing, slot
from layouts.shared.script_words import said_place, templates
from layouts.shared.signed_out import sign_in_again

SAID, ASK = "embeds-said", "embeds-ask"


def places(locale: Locale) -> list[Component]:
    """The places of the tab."""
    return [
        html.P(
            text(
                "Partners show views of publications on their own pages. A grant sets "
                "which views, with which filters, on which sites and until when. Its "
                "key opens those views only. You can revoke it at any time."
            ).say(locale),
            className="publish__lead",
        ),
        said_place(SAID, data(**templates(_messages(), locale)) | sign_in_again(locale)),
        html.Div(id=ASK),
        html.Div(id=slot("embeds", "made")),
        html.Div(id=slot("embeds", "form"), tabIndex="-1"),
        html.Div(id=slot("embeds", "history"), tabIndex="-1"),
        html.Div(id=slot("embeds", "list")),
    ]


def drawing(shown: Grants, options: PublishOptions, reading: Reading, locale: Locale) -> Drawing:
    """The grants, and the open form if there is one; the script fills in what to copy."""
    return {
        slot("embeds", "made"): panel(locale),
        slot("embeds", "form"): form(shown, options, reading, locale),
        slot("embeds", "history"): history(shown, reading, locale),
        slot("embeds", "list"): listed(shown, options, reading, locale),
    }


def _messages() -> dict[str, Text]:
    """The messages of the script."""
    return {
        "granted": text("The views are granted to {partner}."),
        "saved": text("The grant of {partner} was changed."),
        "key": text("{partner} has a new key; the old one no longer works."),
        "revoke": text("The grant of {partner} was revoked."),
        "needed": text("Required"),
        "values": text("Choose the locked values, or leave the choice to readers."),
        "faults": text("Not saved. Correct the highlighted fields."),
        "offline": text(
            "No response. The change may have been made: check the list before you try again."
        ),
        "held": text(
            "{partner}’s key is still on screen. Copy it (it won’t be shown again), "
            "then close this panel."
        ),
        "failed": text("Nothing was done. Try again in a moment."),
        "unfit": text("Not saved. Correct the highlighted fields."),
        "clash": text("Someone changed this grant while you had it open"),
        "gone": text(
            "This is its current version. Check it, then try again if your change is still right."
        ),
        "theirs": text("current version: {value}"),
        "mine": text("your version: {value}"),
        "over": text("Overwrite with my version"),
        "take": text("Show the current version"),
        "blank": text("nothing"),
        "yes": text("yes"),
        "no": text("no"),
    }
