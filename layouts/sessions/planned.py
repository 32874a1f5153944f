"""Planned sessions: one tap reports whether they took place."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dash.development.base_component import Component

from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.sessions.record import told_by_name
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise, long_date
from dashboard.queries.sessions.desk import FormStart
from dashboard.queries.sessions.view import SessionsView
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import chip
from layouts.shared.links import session_address

PLANNED = "planned"


class PlanToReport(NamedTuple):
    """A planned session as it was read, and what it is called."""

    reference: str
    version: int
    name: str


def waiting(shown: SessionsView, begun: FormStart, locale: Locale) -> Component | None:
    """The sessions that wait for a report; shown above a new session and after each report."""
    found = begun.overdue
    is_reported = begun.edited is not None and begun.edited.record.status != PLANNED
    if not found.count or (shown.options.edit and not (shown.options.held and is_reported)):
        return None
    names = told_by_name(one.record for one in found.sessions)
    return html.Section(
        [
            html.H2(text("Awaiting a report: {count}", count=found.count).say(locale)),
            html.Ul(
                [
                    _waiting(one, names[one.record.reference], shown, locale)
                    for one in found.sessions
                ]
            ),
            _all(shown, locale) if found.count > len(found.sessions) else None,
        ],
        className="card waiting",
    )


def ways(stored: SessionState, name: str, shown: SessionsView, locale: Locale) -> list[Component]:
    """The possible reports on a planned session; before its day it cannot have taken place."""
    record = stored.record
    if record.status != PLANNED:
        return []
    plan = PlanToReport(record.reference, stored.version, name)
    if record.date > shown.reading.today:
        return [_cancel(plan, locale, is_over=False)]
    return reports(plan, shown.reading.filters, shown.options, locale)


def reports(
    plan: PlanToReport, filters: Filters, options: SessionOptions, locale: Locale
) -> list[Component]:
    """The reports on a plan whose day has come: it took place, or it did not."""
    return [_took_place(plan, filters, options, locale), _cancel(plan, locale, is_over=True)]


def _waiting(stored: SessionState, name: str, shown: SessionsView, locale: Locale) -> Component:
    record, words = stored.record, shown.reading.vocabulary
    known = record.venue in words.venues
    venue = words.venue_words(words.venues[record.venue], locale) if known else ""
    where = record.venue if venue in ("", record.venue) else f"{venue} ({record.venue})"
    what = text(
        "{kind}, {language}",
        kind=words.kinds[record.kind],
        language=words.languages[record.language],
    )
    return html.Li(
        [
            html.P(
                [
                    html.Strong(_day(record.date, shown.reading.today, locale)),
                    html.Span(where),
                    html.Span(capitalise(what.say(locale))),
                ],
                className="waiting__what",
            ),
            html.P(ways(stored, name, shown, locale), className="waiting__ways"),
        ]
    )


def _day(day: date, today: date, locale: Locale) -> str:
    return text("Today").say(locale) if day == today else long_date(day, locale)


def _all(shown: SessionsView, locale: Locale) -> Component:
    """A link to all waiting sessions, the longest waiting first."""
    options = SessionOptions(tab=SessionsTab.LIST, status=PLANNED, descending=False)
    filters = replace(shown.reading.filters, start=None, end=shown.reading.today, period=None)
    return html.P(
        html.A(
            text("Show all sessions awaiting a report").say(locale),
            href=session_address(filters, options, locale),
            className="chip",
            **data(stay=""),
        )
    )


def _took_place(
    plan: PlanToReport, filters: Filters, options: SessionOptions, locale: Locale
) -> Component:
    """The link to report a session as held; it opens the form at the counts."""
    named = text("It took place: {session}", session=plan.name).say(locale)
    return html.A(
        text("It took place").say(locale),
        href=session_address(filters, options.of_form(plan.reference, held=True), locale),
        className="chip planned__yes",
        **data(stay=""),
        **label(named),
    )


def _cancel(plan: PlanToReport, locale: Locale, *, is_over: bool) -> Component:
    words, named = (
        (
            text("It did not take place"),
            text("It did not take place: {session}", session=plan.name),
        )
        if is_over
        else (text("Cancel session"), text("Cancel session: {session}", session=plan.name))
    )
    return chip(
        words.say(locale), named.say(locale), cancel=plan.reference, version=str(plan.version)
    )
