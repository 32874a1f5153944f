"""The publish view: what waits for approval, what was published."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import PUBLISH
from dashboard.i18n import Locale, text
from dashboard.publishing.overview import Overview, look
from dashboard.queries.answers import Answers, Reading
from layouts import publish as view
from layouts import shell
from layouts.drawing import Drawing, merged, slot
from layouts.publish_draft import draft
from layouts.publish_form import form
from layouts.publish_list import published


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(answers.standing(query), look(answers.engine), locale)


def page_of(reading: Reading, shown: Overview, locale: Locale) -> Component:
    """The view of an answer."""
    query = reading.filters.to_query()
    still = {"parts": {shell.FOOTER: shell.footer(locale, reading)}}
    drawn = drawing(reading, shown, locale)
    main = view.layout(locale, query, drawn | merged([still, drawn]))
    return shell.page(PUBLISH, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What an approval, or newer data, redraw."""
    return drawing(answers.standing(query), look(answers.engine), locale)


def drawing(reading: Reading, shown: Overview, locale: Locale) -> Drawing:
    """Everything of the view; it has no filters."""
    waits = shown.waiting is not None
    showing = text("A draft waits for approval.") if waits else text("No draft waits.")
    return {
        "parts": {
            **about(reading, locale, last_session=reading.state.data_as_of),
            slot("showing"): showing.say(locale),
            slot("badges"): None,
            slot("publish", "draft"): draft(shown, reading, locale) if waits else None,
            slot("publish", "form"): form(shown, reading, locale),
            slot("publish", "list"): published(shown, reading, locale),
        },
        "tables": {},
        "figures": {},
        "stale": False,
        "empty": False,
        "version": reading.state.version,
    }
