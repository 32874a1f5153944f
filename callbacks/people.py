"""The view of people: accounts and tokens, for administrators."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import PEOPLE
from dashboard.domain.roles import Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.shown import Managed
from layouts import people as view
from layouts import shell
from layouts.drawing import Drawing, merged, slot


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if not _may_see(answers):
        return view.for_administrators(locale)
    return page_of(answers.people(query), locale)


def page_of(shown: Managed, locale: Locale) -> Component:
    """The view of an answer."""
    query = shown.reading.filters.to_query()
    still = {"parts": {shell.FOOTER: shell.footer(locale, shown.reading)}}
    drawn = drawing(shown, locale)
    main = view.layout(locale, query, drawn | merged([still, drawn]))
    return shell.page(PEOPLE, locale, query, shown.reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What a change redraws."""
    return drawing(answers.people(query), locale) if _may_see(answers) else {"parts": {}}


def drawing(shown: Managed, locale: Locale) -> Drawing:
    """Everything of the view; filters mean nothing here, and are kept for the other views."""
    said = about(shown.reading, locale, last_session=shown.reading.state.data_as_of)
    return {
        "parts": {
            **said,
            slot("freshness"): None,
            slot("showing"): None,
            slot("badges"): None,
            slot("people", "add"): view.adding(locale),
            slot("people", "table"): view.people(shown, locale),
            slot("people", "mint"): view.minting(locale),
            slot("people", "tokens"): view.tokens(shown, locale),
        },
        "tables": {},
        "figures": {},
        "stale": False,
        "empty": False,
        "version": shown.reading.state.version,
    }


def _may_see(answers: Answers) -> bool:
    return answers.reader is not None and answers.reader.role is Role.ADMIN
