"""The sessions view: what waits to be mended; it has no filters, but one rule can be chosen."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import SESSIONS
from dashboard.domain.audience import Audience
from dashboard.domain.findings import Choice, Findings
from dashboard.i18n import Locale, Text, text
from dashboard.queries.answers import Answers, Reading
from dashboard.sentences import findings as sentences
from layouts import sessions as view
from layouts import shell
from layouts.drawing import Drawing, merged, slot


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if answers.audience is not Audience.COORDINATOR:
        return view.for_coordinators(locale)
    return page_of(*answers.findings(query), Choice.parse(query), locale)


def page_of(reading: Reading, found: Findings, choice: Choice, locale: Locale) -> Component:
    """The view of an answer."""
    query = view.query_of(choice, reading.filters.to_query())
    still = {"parts": {shell.FOOTER: shell.footer(locale, reading)}}
    drawn = drawing(reading, found, choice, locale)
    main = view.layout(locale, query, drawn | merged([still, drawn]))
    return shell.page(SESSIONS, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What another rule, or newer data, redraw."""
    if answers.audience is not Audience.COORDINATOR:
        return {"parts": {}}
    return update_of(*answers.findings(query), Choice.parse(query), locale)


def update_of(reading: Reading, found: Findings, choice: Choice, locale: Locale) -> Drawing:
    """The drawing of an answer, announced."""
    drawn = drawing(reading, found, choice, locale)
    said = _summary(found, choice).say(locale)
    return drawn | merged([drawn, {"parts": {slot("announcement"): said}}])


def drawing(reading: Reading, found: Findings, choice: Choice, locale: Locale) -> Drawing:
    """Everything of the view that depends on the data and on the chosen rule."""
    filters = reading.filters.to_query()
    chosen = choice.rule is not None
    return {
        "parts": {
            **about(reading, locale, last_session=reading.state.data_as_of),
            slot("showing"): _summary(found, choice).say(locale),
            slot("badges"): view.way_back(filters, locale) if chosen else None,
            slot("rules"): None if chosen or not found.open_items else view.rules(found, locale),
            slot("findings"): view.findings(found, choice, filters, reading.vocabulary, locale),
        },
        "tables": {},
        "figures": {},
        "stale": False,
        "empty": False,
        "version": reading.state.version,
    }


def _summary(found: Findings, choice: Choice) -> Text:
    if choice.rule is not None:
        count = sentences.to_mend(found.by_rule[choice.rule].count)
        return text("{title}: {count}", title=sentences.title(choice.rule), count=count)
    if not found.open_items:
        return text("Everything adds up: nothing waits to be mended.")
    return sentences.to_mend(found.open_items)
