"""The sessions view: one tab at a time, such as the form, the list or the findings."""

from dash.development.base_component import Component

from callbacks.about import about, say_if_any
from dashboard.addresses import SESSIONS
from dashboard.domain.sessions.findings import Findings, RuleChoice
from dashboard.domain.sessions.options import SessionsTab
from dashboard.domain.shared.audience import Audience
from dashboard.i18n import Locale, Text, text
from dashboard.queries.answers import Answers
from dashboard.queries.sessions.view import SessionsView, sessions_view
from dashboard.sentences.sessions import findings as sentences
from dashboard.sentences.sessions.words import listed
from layouts import sessions_view as view
from layouts.importing import importing as session_import
from layouts.sessions import checked as session_checked
from layouts.sessions import form as session_form
from layouts.sessions import list as session_list
from layouts.sessions import mend as session_mend
from layouts.shared import header, shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts
from layouts.shared.filter_bar import badges, way_to_sessions
from layouts.shared.links import query_of


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if answers.audience is not Audience.COORDINATOR:
        return view.for_coordinators(locale, query, answers.standing(query))
    return page_of(sessions_view(answers, query), locale)


def page_of(shown: SessionsView, locale: Locale) -> Component:
    """The view of an answer."""
    query = query_of(shown.reading.filters, shown.options)
    first = with_parts(drawing(shown, locale), {shell.FOOTER: shell.footer(locale, shown.reading)})
    main = view.layout(locale, query, shown.reading, shown.options.tab, first)
    return shell.page(SESSIONS, locale, query, shown.reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after another choice or newer data."""
    if answers.audience is not Audience.COORDINATOR:
        return {"parts": {}}
    return update_of(sessions_view(answers, query), locale)


def update_of(shown: SessionsView, locale: Locale) -> Drawing:
    """The drawing of an answer, with an announcement."""
    said = say_if_any(_summary(shown), locale)
    more = {slot("announcement"): said, header.TO_MEND: header.to_mend(locale, shown.reading)}
    return with_parts(drawing(shown, locale), more)


def drawing(shown: SessionsView, locale: Locale) -> Drawing:
    """Everything in the view that depends on the data and the options."""
    parts = {
        **about(shown.reading, locale, last_session=shown.reading.state.data_as_of),
        slot("showing"): say_if_any(_summary(shown), locale),
        slot("tabs"): view.tabs(shown, locale),
        **_tab(shown, locale),
    }
    return drawing_of(parts, shown.reading.state.edition) | {"tab": shown.options.tab.value}


def _tab(shown: SessionsView, locale: Locale) -> Drawing:
    """The content of the open tab; the hidden tabs stay as they are."""
    if shown.begun is not None:
        return {slot("badges"): None, **session_form.drawing(shown, shown.begun, locale)}
    if shown.page is not None:
        removable = badges(locale, shown.reading.filters, shown.reading.vocabulary)
        return {
            slot("badges"): removable,
            **way_to_sessions(locale, shown.page.count),
            **session_list.drawing(shown, shown.page, locale),
        }
    if shown.options.tab is SessionsTab.IMPORT:
        return {slot("badges"): None, **session_import.drawing(shown, locale)}
    return _to_mend(shown, locale)


def _to_mend(shown: SessionsView, locale: Locale) -> Drawing:
    filters, words, choice = shown.reading.filters, shown.reading.vocabulary, shown.options.choice
    rules = choice.rule is None and shown.found.open_items
    return {
        slot("badges"): session_mend.way_back(filters, locale) if choice.rule else None,
        slot("rules"): session_mend.rules(shown.found, locale) if rules else None,
        slot("mend", "reader"): session_checked.reader(shown),
        slot("findings"): session_mend.findings(shown.found, choice, filters, words, locale),
        slot("mend", "checked"): session_checked.fold(shown, locale),
    }


def _summary(shown: SessionsView) -> Text | None:
    """What is shown, in one sentence; empty for the form and the import."""
    if shown.page is not None:
        chosen = bool(shown.options.search or shown.options.status)
        return listed(shown.page.count, shown.reading.filters, chosen=chosen, more=shown.page.more)
    if shown.options.tab is not SessionsTab.MEND:
        return None
    return _mending(shown.found, shown.options.choice)


def _mending(found: Findings, choice: RuleChoice) -> Text:
    if choice.rule is not None:
        count = sentences.to_mend(found.by_rule[choice.rule].count)
        return text("{title}: {count}", title=sentences.title(choice.rule), count=count)
    if not found.open_items:
        return text("Everything adds up: there is nothing to fix.")
    return sentences.to_mend(found.open_items)
