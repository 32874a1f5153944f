"""The frame of every view: its name, its state and its messages around the content."""

from dash.development.base_component import Component

from dashboard.addresses import SIGN_IN, View
from dashboard.i18n import Locale, text
from dashboard.sentences.shared import views
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import chip
from layouts.shared.drawing import Drawing, slot
from layouts.shared.script_words import template
from layouts.shared.signed_out import signed_out
from layouts.shared.store import PageStore

QUERY, HERE, RESTORE = "view-query", "view-here", "view-restore"
DRAWING, DRAWN, RESULTS = "view-drawing", "view-drawn", "view-results"
DRAWS = f"{DRAWING}.data"
"""The callback that answers changes."""
FILTERS, UNDO = "filters", "view-undo"


def frame(  # noqa: PLR0913 - each is a part of the page
    view: View,
    locale: Locale,
    query: str,
    drawing: Drawing,
    *,
    headline: Component | None = None,
    controls: Component | None = None,
    filters: Component | None = None,
    results: list[Component],
) -> list[Component | None]:
    """The main content of a view under its name.

    ``headline`` is shown before anything can be chosen. Text typed into ``controls`` and
    ``filters`` survives redrawing. ``results`` fade while they are out of date, and are hidden when
    the answer is empty. ``drawing`` is the first drawing, so that it needs no request.
    """
    return [
        PageStore(id=QUERY, data=query),
        PageStore(id=HERE, data={"view": view.name, "locale": locale.value}),
        PageStore(id=RESTORE),
        PageStore(id=DRAWING, data=drawing),
        PageStore(id=DRAWN),
        html.Div(
            [
                html.H1(views.name(view).say(locale)),
                controls,
                html.P(id=slot("freshness"), className="freshness"),
            ],
            className="title-row",
        ),
        headline,
        _bar(locale, filters) if filters else _chosen(locale),
        html.P(id=slot("compared"), className="compared"),
        html.Div(id=slot("notice"), className="notice", role="status"),
        _failure(locale),
        html.P(id=slot("announcement"), className="visually-hidden", role="status"),
        html.Div(id=slot("empty"), className="empty", tabIndex="-1"),
        html.Div(results, id=RESULTS, className="results"),
    ]


def _failure(locale: Locale) -> Component:
    """The place where a failure is said, with the words for each kind of it."""
    return html.Div(
        id=slot("failure"),
        className="failure",
        role="status",
        **data(
            unreachable=text("The dashboard is not responding.").say(locale),
            long=text("There are more choices than an address can hold. Remove some.").say(locale),
            failed=text("The figures could not be updated.").say(locale),
            old=text("The figures shown are from before your last change.").say(locale),
            again=text("Try again").say(locale),
            signedout=text(
                "You are no longer signed in. What you entered is kept here: sign in, come "
                "back to this tab, and try again."
            ).say(locale),
            sign=signed_out()["sign"].say(locale),
            signin=SIGN_IN[locale],
        ),
    )


def _bar(locale: Locale, filters: Component) -> Component:
    """The bar that keeps the choices in sight, with the ways to change them."""
    heading = html.H2(text("Filters").say(locale), className="visually-hidden")
    return html.Section([heading, filters, _chosen(locale)], id=FILTERS, className="filters")


def _chosen(locale: Locale) -> Component:
    """How many sessions the filters keep, the badges, and an undo for the last choice."""
    return html.Div(
        [
            html.P(id=slot("kept"), className="kept", **data(seen="")),
            html.P(id=slot("showing"), className="showing", tabIndex="-1", **data(seen="")),
            html.Div(
                id=slot("badges"),
                className="chips",
                role="group",
                **label(text("Chosen filters").say(locale)),
            ),
            html.Button(
                id=UNDO,
                type="button",
                className="chip undo",
                hidden=True,
                **data(
                    added=template(text("Undo “{what}”"), locale),
                    removed=template(text("Bring back “{what}”"), locale),
                    several=text("Undo the last change").say(locale),
                ),
            ),
        ],
        className="chosen",
    )


def failure(reference: str, locale: Locale) -> list[Component | str]:
    """A message that the figures shown are old, with a way to try again."""
    message = text(
        "The figures could not be updated: those shown are from before your last "
        "change. Try again in a moment. If the problem persists, give us this "
        "reference: {reference}.",
        reference=reference,
    )
    again = chip(text("Try again").say(locale), retry="")
    return [message.say(locale), " ", again]
