"""The view of reference data: one kind at a time, and the record that is open."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import REFERENCE
from dashboard.domain.roles import Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.shown import Kept
from dashboard.sentences import reference_words as words
from layouts import reference as view
from layouts import reference_form, reference_history, shell
from layouts.drawing import Drawing, merged, slot


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if not _may_see(answers):
        return view.for_administrators(locale)
    return page_of(answers.reference(query), locale)


def page_of(shown: Kept, locale: Locale) -> Component:
    """The view of an answer."""
    query = shown.options.to_query()
    still = {"parts": {shell.FOOTER: shell.footer(locale, shown.reading)}}
    drawn = drawing(shown, locale)
    main = view.layout(locale, query, drawn | merged([still, drawn]))
    return shell.page(REFERENCE, locale, query, shown.reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """What another choice, or newer data, redraw."""
    if not _may_see(answers):
        return {"parts": {}}
    return update_of(answers.reference(query), locale)


def update_of(shown: Kept, locale: Locale) -> Drawing:
    """The drawing of an answer, announced."""
    drawn = drawing(shown, locale)
    said = words.listed(shown.options.kind, len(shown.records)).say(locale)
    return drawn | merged([drawn, {"parts": {slot("announcement"): said}}])


def drawing(shown: Kept, locale: Locale) -> Drawing:
    """Everything of the view that depends on the data and on what is chosen."""
    return {
        "parts": {
            **about(shown.reading, locale, last_session=shown.reading.state.data_as_of),
            slot("showing"): words.listed(shown.options.kind, len(shown.records)).say(locale),
            slot("badges"): None,
            slot("tabs"): view.tabs(shown.options, locale),
            slot("editor"): reference_form.editor(shown, locale),
            slot("history"): reference_history.history(shown, locale),
            slot("records"): view.records(shown, locale),
            slot("merges"): view.merges(shown, locale),
        },
        "tables": {},
        "figures": {},
        "stale": False,
        "empty": False,
        "version": shown.reading.state.version,
    }


def _may_see(answers: Answers) -> bool:
    return answers.reader is not None and answers.reader.role is Role.ADMIN
