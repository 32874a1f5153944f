"""The view of people: accounts and tokens, for administrators."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import PEOPLE
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.people.view import PeopleView, people_view
from layouts.people import people as view
from layouts.people import tokens
from layouts.shared import shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if not answers.for_administrator:
        return view.for_administrators(locale, query, answers.standing(query))
    return page_of(people_view(answers, query), locale)


def page_of(shown: PeopleView, locale: Locale) -> Component:
    """The view of an answer."""
    query = shown.reading.filters.to_query()
    still = {shell.FOOTER: shell.footer(locale, shown.reading)}
    main = view.layout(locale, query, with_parts(drawing(shown, locale), still))
    return shell.page(PEOPLE, locale, query, shown.reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after a change."""
    return (
        drawing(people_view(answers, query), locale) if answers.for_administrator else {"parts": {}}
    )


def drawing(shown: PeopleView, locale: Locale) -> Drawing:
    """The whole view; filters do not apply here, and are kept for the other views."""
    said = about(shown.reading, locale, last_session=shown.reading.state.data_as_of)
    parts = {
        **said,
        slot("freshness"): None,
        slot("showing"): None,
        slot("badges"): None,
        slot("people", "add"): view.adding(locale),
        slot("people", "table"): view.people(shown, locale),
        slot("people", "mint"): tokens.minting(locale),
        slot("people", "tokens"): tokens.tokens(shown, locale),
    }
    return drawing_of(parts, shown.reading.state.edition)
