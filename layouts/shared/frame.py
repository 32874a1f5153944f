"""What every view has round its own content: its state, what it says of itself."""

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import View
from dashboard.i18n import Locale, text
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing, slot
from layouts.shared.store import PageStore

QUERY, HERE, RESTORE = "view-query", "view-here", "view-restore"
DRAWING, DRAWN, RESULTS = "view-drawing", "view-drawn", "view-results"


def frame(  # noqa: PLR0913 - each is a part of the page
    view: View,
    locale: Locale,
    query: str,
    drawing: Drawing,
    *,
    title: str,
    controls: list[Component | None],
    results: list[Component],
) -> list[Component | None]:
    """A view's main content.

    ``controls`` keep what is typed into them; ``results`` fade while they are out of date, and
    go when the answer is empty. ``drawing`` is the first one, so that it needs no request.
    """
    return [
        PageStore(id=QUERY, data=query),
        PageStore(id=HERE, data={"view": view.name, "locale": locale.value}),
        PageStore(id=RESTORE),
        PageStore(id=DRAWING, data=drawing),
        PageStore(id=DRAWN),
        html.Div(
            [html.H1(title), html.P(id=slot("freshness"), className="freshness")],
            className="title-row",
        ),
        *controls,
        html.Div(
            [
                html.P(id=slot("showing"), className="showing", tabIndex="-1"),
                html.Div(id=slot("badges"), className="chips"),
            ],
            className="chosen",
        ),
        html.Div(id=slot("notice"), className="notice", role="status"),
        html.Div(
            id=slot("failure"),
            className="failure",
            role="status",
            **data(
                unreachable=text("The dashboard is not responding.").say(locale),
                long=text("There are more choices than an address can hold. Remove some.").say(
                    locale
                ),
                failed=text("The figures could not be updated.").say(locale),
                old=text("The figures below are from before your last change.").say(locale),
                again=text("Try again").say(locale),
            ),
        ),
        html.P(id=slot("announcement"), className="visually-hidden", role="status"),
        html.Div(id=slot("empty"), className="empty"),
        html.Div(results, id=RESULTS, className="results"),
    ]


def failure(reference: str, locale: Locale) -> list[Component | str]:
    """Why what stands there is old, and a way out."""
    message = text(
        "The figures could not be updated: those below are from before your last "
        "change. Try again in a moment. If the problem persists, give us this "
        "reference: {reference}.",
        reference=reference,
    )
    again = html.Button(
        text("Try again").say(locale), type="button", className="chip", **data(retry="")
    )
    return [message.say(locale), " ", again]
