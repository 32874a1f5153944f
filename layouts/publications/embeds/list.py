"""The grants, the latest first: what each allows, how often it was shown, and its actions."""

from dash.development.base_component import Component

from dashboard.domain.publications.embeds import Grant, GrantState
from dashboard.domain.publications.options import PublishOptions, PublishTab
from dashboard.i18n import Locale, Text, text
from dashboard.publications.making.granted import GrantReach, Grants, Silence
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.publications import grants as sentences
from layouts.publications.embeds.parts import fact
from layouts.publications.embeds.reach import reach
from layouts.publications.links import publish_address
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import chip
from layouts.shared.drawing import slot


def listed(
    shown: Grants, options: PublishOptions, reading: Reading, locale: Locale
) -> Component | None:
    """A card for each grant, and a link to make a new one unless its form is open.

    Where there is no grant, the page says so above.
    """
    if not shown.grants and options.new:
        return None
    new = publish_address(reading.filters, PublishOptions(PublishTab.EMBEDS, new=True), locale)
    return html.Section(
        [
            html.P(
                html.A(
                    text("Grant views to a partner").say(locale),
                    href=new,
                    className="btn desk__save embeds__new",
                    **data(stay="", focus=slot("embeds", "form")),
                )
            )
            if not options.new
            else None,
            html.H2(text("Grants").say(locale)) if shown.grants else None,
            html.Ul(
                [
                    html.Li(
                        _one(grant, shown, reading, locale),
                        className=None if _is_good(grant, shown) else "embeds__off",
                    )
                    for grant in shown.grants
                ],
                className="publish__list embeds__list",
            )
            if shown.grants
            else None,
        ],
        className="card",
    )


def _is_good(grant: Grant, shown: Grants) -> bool:
    return grant.state(shown.day) is GrantState.GOOD


def _one(grant: Grant, shown: Grants, reading: Reading, locale: Locale) -> list[Component | None]:
    state = sentences.state(grant, shown.day).say(locale)
    soon = " publish__state--soon" if sentences.ends_soon(grant, shown.day) else ""
    facts = sentences.facts(grant, reading.vocabulary)
    return [
        html.H3([grant.partner, " ", html.Span(state, className=f"publish__state{soon}")]),
        html.Dl(
            [
                html.Div(
                    [html.Dt(name.say(locale)), html.Dd(fact(said, locale))],
                )
                for name, said in facts
            ],
            className="embeds__facts",
        ),
        _silence(shown.silent.get(grant.id), locale),
        reach(grant, shown.reach.get(grant.id, GrantReach()), shown.day, locale),
        _deeds(grant, reading, locale)
        if not grant.revoked_on
        else _history(grant, reading, locale),
    ]


def _silence(silence: Silence | None, locale: Locale) -> Component | None:
    """What an administrator should know if a grant shows nothing, before the partner asks."""
    if silence is None:
        return None
    said = {
        Silence.PUBLICATION: text(
            "It shows nothing now: its publication was withdrawn, or nothing has been "
            "published yet."
        ),
        Silence.FILTER: text(
            "It shows nothing now: its publication does not have one of the locked filters."
        ),
    }
    return html.P(said[silence].say(locale), className="publish__bad")


def _deeds(grant: Grant, reading: Reading, locale: Locale) -> Component:
    """The actions for a grant; labels name the partner, for screen readers."""
    options = PublishOptions(PublishTab.EMBEDS, grant=grant.id)
    change = text("Change the grant of {partner}", partner=grant.partner)
    snippets = text("Code for a page of {partner}", partner=grant.partner)
    return html.Div(
        [
            html.Div(
                [
                    html.A(
                        text("Change the grant").say(locale),
                        href=publish_address(reading.filters, options, locale),
                        className="chip",
                        **data(stay="", focus=slot("embeds", "form")),
                        **label(change.say(locale)),
                    ),
                    chip(
                        text("Code for a page").say(locale),
                        snippets.say(locale),
                        snippets=str(grant.id),
                        partner=grant.partner,
                    ),
                ],
                className="embeds__ways",
            ),
            _sure(
                grant,
                "key",
                text("New key"),
                text(
                    "The current key stops working at once. The partner’s pages show "
                    "nothing until they have the new key, which is shown only once."
                ),
                text("Create a new key for {partner}", partner=grant.partner),
                locale,
            ),
            _sure(
                grant,
                "revoke",
                text("Revoke"),
                text("The partner’s pages will show nothing from now on. This cannot be undone."),
                text("Revoke the grant of {partner}", partner=grant.partner),
                locale,
            ),
        ],
        className="embeds__deeds",
    )


def _history(grant: Grant, reading: Reading, locale: Locale) -> Component:
    """The history: the only action for a revoked grant."""
    options = PublishOptions(PublishTab.EMBEDS, grant=grant.id)
    return html.P(
        html.A(
            text("Activity log").say(locale),
            href=publish_address(reading.filters, options, locale),
            **data(stay="", focus=slot("embeds", "history")),
            **label(text("Activity log: {partner}", partner=grant.partner).say(locale)),
        ),
        className="embeds__deeds",
    )


def _sure(  # noqa: PLR0913, PLR0917 - each is said
    grant: Grant, deed: str, name: Text, effect: Text, full: Text, locale: Locale
) -> Component:
    """A question before an action that cannot be undone."""
    return html.Details(
        [
            html.Summary(name.say(locale), **label(full.say(locale))),
            html.P(effect.say(locale), className="embeds__hint"),
            chip(
                full.say(locale),
                deed=deed,
                grant=str(grant.id),
                version=grant.version,
                partner=grant.partner,
            ),
        ],
        className="embeds__sure",
    )
