"""The meeting mode: five screens in large type with what a committee decides on.

Everything on them is also on the page, or in the view that a screen links to.
"""

from dataclasses import replace

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, PLAN, with_query
from dashboard.cards import face
from dashboard.cards.explore import months_and_projection
from dashboard.domain.progress.options import SCREENS, ExploreOptions
from dashboard.domain.shared.filters import Filters
from dashboard.figures.curve import curve
from dashboard.figures.enlarged import enlarged
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.explore import ExploreView
from dashboard.sentences.headline import Evidence
from dashboard.sentences.shared import choices
from dashboard.sentences.shared.freshness import freshness
from layouts.progress.headline import address
from layouts.progress.screens import CURVE, NAME, gauges, screens
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.drawing import Drawing, slot
from layouts.shared.links import keeping, query_of

TAB = NAME


def section() -> Component:
    """The place of the screens, which is shown and hidden like a tab."""
    return html.Div(html.Div(id=slot(NAME)), hidden=True, **data(tab=TAB))


def way(locale: Locale, filters: Filters, options: ExploreOptions) -> Component:
    """The button that opens the first screen, and keeps the filters."""
    return html.A(
        text("Meeting mode").say(locale),
        className="tabs__tab present__way",
        **keeping(EXPLORE[locale], filters, replace(options, present=1)),
    )


def parts(answer: ExploreView, locale: Locale) -> Drawing:
    """The screens, with the one in the address open; empty outside the meeting mode."""
    at = answer.options.present
    if at is None:
        return {"parts": {slot(NAME): None}}
    drawn_screens = [
        html.Section(
            [
                html.P(
                    text("{at} of {count}", at=number_of, count=SCREENS).say(locale),
                    className="present__at",
                ),
                html.H1(title.say(locale), id=slot(f"present_{number_of}"), tabIndex="-1"),
                *body,
                _back(evidence, answer.reading.filters, locale),
            ],
            className=f"screen screen--{name}",
            hidden=number_of != at,
            **data(screen=str(number_of)),
        )
        for number_of, (name, title, evidence, body) in enumerate(screens(answer, locale), start=1)
    ]
    drawn = html.Div([*drawn_screens, _bar(answer, locale)], className="present")
    return {
        "parts": {slot(NAME): [drawn]},
        "pictures": {
            slot(f"{NAME}_{card.code}", "face"): str(face(card, alone=True))
            for card in gauges(answer, locale)
        },
        "figures": {CURVE: enlarged(curve(months_and_projection(answer), locale))},
    }


def _back(evidence: Evidence, filters: Filters, locale: Locale) -> Component:
    """The link back to the full view."""
    on_page = evidence is not Evidence.PLAN
    there = (
        f"{with_query(EXPLORE[locale], filters.to_query())}{address(evidence, filters, locale)}"
        if on_page
        else with_query(PLAN[locale], filters.to_query())
    )
    words = text("See it in Explore") if on_page else text("See it in the action plan")
    return html.P(html.A(words.say(locale), href=there), className="present__back")


def _bar(answer: ExploreView, locale: Locale) -> Component:
    """The bar of the meeting mode: the present screen, previous, next, language and exit."""
    reading, other = answer.reading, locale.other
    fresh = freshness(reading.state.data_as_of, answer.progress.last_session).say(locale)
    chosen = [one.say(locale) for one in choices.parts(reading.filters, reading.vocabulary)]
    demonstration = text("Demonstration data").say(locale) if reading.state.demonstration else ""
    return html.Div(
        [
            html.P(" · ".join(filter(None, (*map(capitalise, chosen), fresh, demonstration)))),
            html.A(
                other.native_name,
                href=_here(answer, answer.options.present, other),
                lang=other.tag,
                hrefLang=other.tag,
                **data(screened=""),
            ),
            html.Button(
                text("Full screen").say(locale), type="button", hidden=True, **data(fill="")
            ),
            _step("‹", "-1", text("Previous screen"), locale),
            _step("›", "1", text("Next screen"), locale),
            html.A(text("Leave").say(locale), href=_here(answer, None, locale), **data(stay="")),
        ],
        className="present__bar",
    )


def _step(sign: str, by: str, words: Text, locale: Locale) -> Component:
    return html.Button(
        html.Span(sign, **HIDDEN_FROM_READERS),
        type="button",
        **data(turn=by),
        **label(words.say(locale)),
    )


def _here(answer: ExploreView, screen: int | None, locale: Locale) -> str:
    options = replace(answer.options, present=screen)
    return with_query(EXPLORE[locale], query_of(answer.reading.filters, options))
