"""The view of reference data: one kind at a time, with the open record."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import REFERENCE
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.reference.view import ReferenceView, may_edit, reference_view
from dashboard.sentences.reference import words
from layouts.reference import form as reference_form
from layouts.reference import history as reference_history
from layouts.reference import reference as view
from layouts.shared import shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    if not may_edit(answers, query):
        return view.for_administrators(locale, query, answers.standing(query))
    return page_of(reference_view(answers, query), locale)


def page_of(shown: ReferenceView, locale: Locale) -> Component:
    """The view of an answer."""
    query = shown.options.to_query()
    still = {shell.FOOTER: shell.footer(locale, shown.reading)}
    main = view.layout(locale, query, with_parts(drawing(shown, locale), still))
    return shell.page(REFERENCE, locale, query, shown.reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after another choice or newer data."""
    if not may_edit(answers, query):
        return {"parts": {}}
    return update_of(reference_view(answers, query), locale)


def update_of(shown: ReferenceView, locale: Locale) -> Drawing:
    """The drawing of an answer, with an announcement."""
    said = words.listed(shown.options.kind, len(shown.records)).say(locale)
    return with_parts(drawing(shown, locale), {slot("announcement"): said})


def drawing(shown: ReferenceView, locale: Locale) -> Drawing:
    """Everything in the view that depends on the data and the options."""
    parts = {
        **about(shown.reading, locale, last_session=shown.reading.state.data_as_of),
        slot("showing"): words.listed(shown.options.kind, len(shown.records)).say(locale),
        slot("badges"): None,
        slot("tabs"): view.tabs(shown.options, view.offered(shown.reading), locale),
        slot("editor"): reference_form.editor(shown, locale),
        slot("history"): reference_history.history(shown, locale),
        slot("records"): view.records(shown, locale),
        slot("merges"): view.merges(shown, locale),
    }
    return drawing_of(parts, shown.reading.state.edition)
