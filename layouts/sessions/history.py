"""The changes of one session, the latest first; administrators can restore a state."""

from dataclasses import replace

from dash.development.base_component import Component

from dashboard.domain.sessions.duplicates import DELIVERED
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.history import CellDifference, Deed, HistoryStep
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.sessions.desk import SessionHistory
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions.words import cell, change, column, moment
from layouts.shared import html, panel
from layouts.shared.links import session_address

_SAME = CellDifference("status", "", "")


def history(shown: SessionsView, locale: Locale) -> Component | None:
    """The history of the session in the address."""
    if shown.history is None:
        return None
    reference = shown.options.history
    found = shown.history.steps
    closed = session_address(shown.reading.filters, replace(shown.options, history=""), locale)
    body: list[Component] = (
        [html.Ol([_step(step, shown, shown.history, locale) for step in found], className="steps")]
        if found
        else [html.P(text("No change to this session is on record.").say(locale))]
    )
    return html.Section(
        [
            panel.head(_title(reference, shown.history.now, locale), closed, locale),
            *body,
        ],
        className="card history",
    )


def _title(reference: str, now: SessionState | None, locale: Locale) -> list[Component | str]:
    """The session by its day and venue, and then by its reference; by this alone if it is gone."""
    name = now.record.name if now else reference
    words = text("Session history: {session}", session=name).say(locale)
    code = html.Span(reference, className="venues__code")
    return [words, " ", code] if now else [words]


def _step(step: HistoryStep, shown: SessionsView, of: SessionHistory, locale: Locale) -> Component:
    when = moment(step.at, shown.time_zone)
    version = str(of.now.version) if of.now else ""
    changed = _states(step, shown.reading.vocabulary, locale)
    back = (
        panel.restore_button(when, locale, restore=str(step.entry_id), version=version)
        if step.restorable and shown.reading.for_administrator
        else None
    )
    return panel.step(change(step, of.files), when, [changed, back], locale)


def _states(step: HistoryStep, words: Vocabulary, locale: Locale) -> Component:
    """The cells that changed; a new session has no earlier ones."""
    had_before = step.deed is not Deed.ADDED
    status = next((one for one in step.differences if one.column == "status"), _SAME)
    rows = [
        (
            capitalise(column(one.column, words).say(locale)),
            [
                *([_cell(one, one.before, status.before, words, locale)] if had_before else []),
                _cell(one, one.after, status.after, words, locale),
            ],
        )
        for one in step.differences
    ]
    return panel.states(rows, locale, had_before=had_before)


def _cell(
    one: CellDifference, value: str, status: str, words: Vocabulary, locale: Locale
) -> Component:
    """A cell; the total of a session that did not take place, or not yet, is no count."""
    if one.column == "total" and value == "0" and status not in ("", DELIVERED):
        return html.Td(text("not counted").say(locale))
    said = cell(one.column, value, words).say(locale)
    return html.Td(said, className="number" if value.isdecimal() else "")
