"""The last screen of the meeting mode: what to decide, and what was decided earlier."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.explore import ExploreView
from dashboard.sentences.agenda import agenda
from dashboard.sentences.reference import diary
from layouts.progress.headline import sentence as linked
from layouts.shared import html

MOST_REVIEWED = 3  # of the decisions taken earlier
FEW = 5  # items, which have room for larger type


def lists(answer: ExploreView, locale: Locale) -> list[Component | None]:
    """The lists that have something, in larger type if it is little; or that there is nothing."""
    filters = answer.reading.filters
    found = agenda(answer.headline, answer.suggestions, answer.coverage.minimum)
    urgent = [
        *(linked(one, filters, locale) for one in found.urgent),
        *(html.P(html.Strong(one.say(locale))) for one in found.remedies),
    ]
    to_book = [
        html.P([html.Strong(capitalise(one.missing.say(locale))), f" {one.session.say(locale)}"])
        for one in found.to_book
    ]
    overdue = [html.P(one.say(locale)) for one in found.overdue]
    earlier = diary.reviewed(answer.reading.vocabulary, MOST_REVIEWED)
    found_by_title: dict[Text, Sequence[Component]] = {
        text("Act now"): urgent,
        text("Book next"): to_book,
        text("Action plan"): overdue,
        text("Decided earlier"): [html.P(one.say(locale)) for one in earlier],
    }
    number_of = sum(map(len, found_by_title.values()))
    if not number_of:
        nothing = text("These figures call for no decision.").say(locale)
        return [html.P(nothing, className="present__lead")]
    few = " present__lists--few" if number_of <= FEW else ""
    drawn = [_list(title, items, locale) for title, items in found_by_title.items()]
    return [html.Div(drawn, className=f"present__lists{few}")]


def _list(title: Text, items: Sequence[Component], locale: Locale) -> Component | None:
    if not items:
        return None
    return html.Div(
        [html.H2(title.say(locale)), html.Ul([html.Li(item) for item in items])],
        className="present__list",
    )
