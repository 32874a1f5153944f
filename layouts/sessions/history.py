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
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import chip
from layouts.shared.drawing import slot
from layouts.shared.links import session_address

_SAME = CellDifference("status", "", "")


def history(shown: SessionsView, locale: Locale) -> Component | None:
    """The history of the session in the address."""
    if shown.history is None:
        return None
    reference = shown.options.history
    found = shown.history.steps
    body: list[Component] = (
        [html.Ol([_step(step, shown, shown.history, locale) for step in found], className="steps")]
        if found
        else [html.P(text("No change to this session is on record.").say(locale))]
    )
    return html.Section(
        [
            html.Div(
                [
                    html.H2(_title(reference, shown.history.now, locale)),
                    html.A(
                        text("Close").say(locale),
                        href=session_address(
                            shown.reading.filters, replace(shown.options, history=""), locale
                        ),
                        className="chip",
                        **data(stay="", focus=slot("showing")),
                    ),
                ],
                className="history__head",
            ),
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
    words = shown.reading.vocabulary
    may_restore = step.restorable and shown.reading.for_administrator
    return html.Li(
        [
            html.H3(change(step, of.files).say(locale)),
            html.P(moment(step.at, shown.time_zone).say(locale), className="steps__when"),
            _differences(step.differences, words, locale, had_before=step.deed is not Deed.ADDED),
            _restore(step, of, shown, locale) if may_restore else None,
        ]
    )


def _differences(
    differences: tuple[CellDifference, ...], words: Vocabulary, locale: Locale, *, had_before: bool
) -> Component:
    """The cells that changed; a new session has no earlier ones."""
    headings = (text("Item"), *([text("Before")] if had_before else []), text("After"))
    status = next((one for one in differences if one.column == "status"), _SAME)
    return html.Table(
        [
            html.Thead(
                html.Tr([html.Th(heading.say(locale), scope="col") for heading in headings])
            ),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(capitalise(column(one.column, words).say(locale)), scope="row"),
                            *(
                                [_cell(one, one.before, status.before, words, locale)]
                                if had_before
                                else []
                            ),
                            _cell(one, one.after, status.after, words, locale),
                        ]
                    )
                    for one in differences
                ]
            ),
        ],
        className="states",
    )


def _cell(
    one: CellDifference, value: str, status: str, words: Vocabulary, locale: Locale
) -> Component:
    """A cell; the total of a session that did not take place, or not yet, is no count."""
    if one.column == "total" and value == "0" and status not in ("", DELIVERED):
        return html.Td(text("not counted").say(locale))
    said = cell(one.column, value, words).say(locale)
    return html.Td(said, className="number" if value.isdecimal() else "")


def _restore(
    step: HistoryStep, of: SessionHistory, shown: SessionsView, locale: Locale
) -> Component:
    """The button to restore a state; its label has the time, for screen readers."""
    words = text("Restore the previous version").say(locale)
    when = moment(step.at, shown.time_zone).say(locale)
    return chip(
        words,
        f"{words} ({when})",
        restore=str(step.entry_id),
        version=str(of.now.version) if of.now else "",
    )
