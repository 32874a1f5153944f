"""The rows of the list: one for each session, with its actions."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dash.development.base_component import Component

from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.sessions.record import told_by_name
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count
from dashboard.queries.sessions.list import SessionPage
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions.words import brief_moment, status
from layouts.sessions import planned as session_planned
from layouts.sessions.rows_edit import edit_here
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.controls import Control, check_box
from layouts.shared.drawing import slot
from layouts.shared.links import session_address

ASCENDING, DESCENDING = "▲", "▼"
ALPHABETICAL = (
    SessionSort.VENUE,
    SessionSort.STATUS,
)  # the other columns start with the latest or largest
COLUMNS = (
    (SessionSort.DATE, text("Date")),
    (SessionSort.VENUE, text("Venue")),
    (None, text("Session kind")),
    (None, text("Language")),
    (SessionSort.STATUS, text("status")),
    (SessionSort.TOTAL, text("Total")),
    (SessionSort.UPDATED, text("Last change")),
)


def table(shown: SessionsView, page: SessionPage, locale: Locale) -> Component:
    """The table; roles keep it a table for screen readers when it is laid out as cards."""
    choose = html.Th(
        html.Span(text("Select").say(locale), className="visually-hidden"),
        scope="col",
        role="columnheader",
    )
    headings = [choose, *(_heading(sort, words, shown, locale) for sort, words in COLUMNS)]
    words = shown.reading.vocabulary
    names = told_by_name(one.record for one in page.sessions)
    rows = [_row(one, names[one.record.reference], shown, words, locale) for one in page.sessions]
    return html.Table(
        [
            html.Caption(
                text("Sessions, sorted by the chosen column").say(locale),
                className="visually-hidden",
            ),
            html.Thead(
                html.Tr(headings, role="row", **data(label=text("Sort by").say(locale))),
                role="rowgroup",
            ),
            html.Tbody(rows, role="rowgroup"),
        ],
        className="worklist",
        role="table",
    )


def _heading(
    sort: SessionSort | None, words: Text, shown: SessionsView, locale: Locale
) -> Component:
    said, options = capitalise(words.say(locale)), shown.options
    if sort is None:
        return html.Th(said, scope="col", role="columnheader")
    is_sorted = options.sort is sort
    descending = not options.descending if is_sorted else sort not in ALPHABETICAL
    sign = (DESCENDING if options.descending else ASCENDING) if is_sorted else ""
    order = "descending" if options.descending else "ascending"
    sorted_so: dict[str, Any] = {"aria-sort": order} if is_sorted else {}
    to = replace(options, sort=sort, descending=descending, page=1)
    return html.Th(
        html.A(
            [said, html.Span(sign, className="venues__order", **HIDDEN_FROM_READERS)],
            href=session_address(shown.reading.filters, to, locale),
            id=f"sessions-sort-{sort}",
            **data(stay=""),
        ),
        scope="col",
        role="columnheader",
        className=_aligned(sort),
        **sorted_so,
    )


def _row(
    stored: SessionState, name: str, shown: SessionsView, words: Vocabulary, locale: Locale
) -> Component:
    record = stored.record
    held = record.status == "delivered"
    cells: list[tuple[str, str]] = [
        ("venue", record.venue),
        ("kind", capitalise(words.kinds[record.kind].label(locale))),
        ("language", capitalise(words.languages[record.language].label(locale))),
        ("status", capitalise(status(record.status).say(locale))),
        ("", count(record.total, locale) if held else NOT_AVAILABLE),
    ]
    return html.Tr(
        [
            html.Td(_choose(stored, name, locale), role="cell", className="worklist__choose"),
            html.Th(
                [*_when(stored), *_ways(stored, name, shown, locale)],
                scope="row",
                role="rowheader",
            ),
            *(
                html.Td(
                    [*_cell(column, said), *_name(column, said, words, locale)],
                    role="cell",
                    className=_aligned(sort),
                    **data(label=capitalise(heading.say(locale))),
                )
                for (column, said), (sort, heading) in zip(cells, COLUMNS[1:-1], strict=True)
            ),
            _changed(stored, shown, locale),
        ],
        role="row",
        **data(
            row=record.reference,
            name=name,
            version=str(stored.version),
            cells=json.dumps(record.cells(), ensure_ascii=False, sort_keys=True),
        ),
    )


def _changed(stored: SessionState, shown: SessionsView, locale: Locale) -> Component:
    """When it changed last and by whom, each on a line: names may be as long as addresses."""
    when = brief_moment(stored.updated_at, shown.time_zone).say(locale)
    return html.Td(
        html.Span(
            [html.Span(when, className="whole"), *([" ", stored.author] if stored.author else [])],
            className="rows__shown",
        ),
        role="cell",
        **data(label=capitalise(COLUMNS[-1][1].say(locale))),
    )


def _cell(column: str, said: str) -> list[Component]:
    """A cell; one that can be edited here is a place of its own."""
    return [_changeable(column, said) if column else _shown(said)]


def _name(column: str, code: str, words: Vocabulary, locale: Locale) -> Iterator[str | Component]:
    """The name of a venue; for a sensitive one, its type."""
    if column == "venue" and code in words.venues:
        name = words.venue_words(words.venues[code], locale)
        if name != code:
            yield from (" ", html.Span(name, className="rows__name"))


def _aligned(sort: SessionSort | None) -> str:
    return "rows__number" if sort is SessionSort.TOTAL else ""


def _changeable(column: str, said: str) -> Component:
    return html.Span(_shown(said), **data(cell=column))


def _shown(said: str) -> Component:
    return html.Span(said, className="rows__shown")


def _when(stored: SessionState) -> list[Component | str]:
    day, reference = stored.record.date.isoformat(), stored.record.reference
    return [_changeable("date", day), " ", html.Span(reference, className="venues__code")]


def _choose(stored: SessionState, name: str, locale: Locale) -> Control:
    reference = stored.record.reference
    named = label(text("Select {session}", session=name).say(locale))
    versioned = data(choose=reference, version=str(stored.version), key=f"choose {reference}")
    return check_box(named | versioned)


def _ways(
    stored: SessionState, name: str, shown: SessionsView, locale: Locale
) -> list[Component | str]:
    """The actions for one session; labels name the session, for screen readers."""
    reference = stored.record.reference
    ways = [
        (
            shown.options.of_form(reference),
            text("Edit"),
            text("Edit {session}", session=name),
            {},
        ),
        (
            replace(shown.options, history=reference),
            text("History"),
            text("History of {session}", session=name),
            data(focus=slot("sessions", "history")),  # far above
        ),
    ]
    reports = session_planned.ways(stored, name, shown, locale)
    return [
        html.Span(
            [
                edit_here(reference, name, locale),
                *(
                    html.A(
                        words.say(locale),
                        href=session_address(shown.reading.filters, options, locale),
                        **data(stay=""),
                        **label(full.say(locale)),
                        **more,
                    )
                    for options, words, full, more in ways
                ),
                html.Span(reports, className="worklist__reports") if reports else None,
            ],
            className="worklist__ways",
        )
    ]
