"""The list of all sessions: found, sorted, and several of them given a status at once."""

from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.domain.desk import Stored
from dashboard.domain.session_options import LONGEST, STATUSES, SessionOptions, Sort
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count
from dashboard.queries.answers import Worked
from dashboard.queries.session_list import SessionPage
from dashboard.sentences.session_words import status, updated
from layouts import session_planned
from layouts.attributes import HIDDEN_FROM_READERS, data, label
from layouts.drawing import Drawing, slot
from layouts.session_calendar import calendar, made
from layouts.session_history import history
from layouts.session_links import session_address
from layouts.session_parts import Control, check_box, native_input
from layouts.session_said import said

SEARCH, STATUS, NEW_STATUS = "sessions-search", "sessions-status", "sessions-new-status"
ASCENDING, DESCENDING = "▲", "▼"
ALPHABETICAL = (Sort.VENUE, Sort.STATUS)  # the others begin with the latest or the largest
COLUMNS = (
    (Sort.DATE, text("Date")),
    (Sort.VENUE, text("Venue")),
    (None, text("Session kind")),
    (None, text("Language")),
    (Sort.STATUS, text("status")),
    (Sort.TOTAL, text("Total")),
    (Sort.UPDATED, text("Last change")),
)


def places(locale: Locale) -> list[Component]:
    """Where the list is drawn; what is typed into its fields stays while it is."""
    return [
        html.Div(id=slot("sessions", "history")),
        html.Div(id=slot("sessions", "fields")),
        html.Div(id=slot("sessions", "bulk")),
        said("desk-list-said", locale),
        html.Div(id=slot("sessions", "table")),
        html.Div(id=slot("sessions", "pager")),
        html.Details(
            [
                html.Summary(text("The planned sessions in your own calendar").say(locale)),
                html.Div(id=slot("sessions", "calendar-made")),
                html.Div(id=slot("sessions", "calendar")),
            ],
            className="desk__new calendar",
        ),
    ]


def drawing(shown: Worked, page: SessionPage, locale: Locale) -> Drawing:
    """The list as chosen, and the history of one session above it."""
    return {
        slot("sessions", "history"): history(shown, locale),
        slot("sessions", "fields"): _fields(locale),
        slot("sessions", "bulk"): _bulk(locale) if page.sessions else None,
        slot("sessions", "table"): _table(shown, page, locale) if page.sessions else None,
        slot("sessions", "pager"): _pager(shown, page, locale),
        slot("sessions", "calendar"): calendar(shown.feeds, shown.reading.vocabulary, locale),
        slot("sessions", "calendar-made"): made(locale),
    }


def _fields(locale: Locale) -> Component:
    search = data(field="search") | {"maxlength": str(LONGEST), "className": "form-control"}
    chosen = html.Select(
        [html.Option(text("any").say(locale), value=""), *_statuses(locale)],
        id=STATUS,
        className="form-select",
        **data(field="status"),
    )
    return html.Div(
        [
            _field(
                text("Find by reference or venue code").say(locale),
                SEARCH,
                native_input({"id": SEARCH, "type": "search", **search}),
            ),
            _field(capitalise(text("status").say(locale)), STATUS, chosen),
        ],
        className="venue-fields",
    )


def _bulk(locale: Locale) -> Component:
    """What is done to all that are chosen in the table."""
    dropping = text("also those with counts, which then go; the history keeps them").say(locale)
    return html.Form(
        [
            html.Div(
                _field(
                    text("New status of those chosen").say(locale),
                    NEW_STATUS,
                    html.Select(_statuses(locale)[::-1], id=NEW_STATUS, className="form-select"),
                )
            ),
            html.Label(
                [check_box({"id": "sessions-dropping"}), html.Span(dropping)], className="desk__box"
            ),
            html.Button(text("Change the status").say(locale), type="submit", className="chip"),
        ],
        id="sessions-bulk",
        className="desk__bulk",
    )


def _statuses(locale: Locale) -> list[Component]:
    return [html.Option(capitalise(status(code).say(locale)), value=code) for code in STATUSES]


def _field(words: str, control_id: str, control: Control) -> Component:
    return html.Div([html.Label(words, htmlFor=control_id), control], className="field")


def _table(shown: Worked, page: SessionPage, locale: Locale) -> Component:
    """The roles keep it a table for those who hear it where it is laid out as cards."""
    choose = html.Th(
        html.Span(text("Choose").say(locale), className="visually-hidden"),
        scope="col",
        role="columnheader",
    )
    headings = [choose, *(_heading(sort, words, shown, locale) for sort, words in COLUMNS)]
    words = shown.reading.vocabulary
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
            html.Tbody([_row(one, shown, words, locale) for one in page.sessions], role="rowgroup"),
        ],
        className="worklist",
        role="table",
    )


def _heading(sort: Sort | None, words: Text, shown: Worked, locale: Locale) -> Component:
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
        **sorted_so,
    )


def _row(stored: Stored, shown: Worked, words: Vocabulary, locale: Locale) -> Component:
    record = stored.record
    changed = updated(stored.updated_at, stored.author, shown.time_zone).say(locale)
    held = record.status == "delivered"
    cells: list[str | Component] = [
        record.venue,
        capitalise(words.kinds[record.kind].label(locale)),
        capitalise(words.languages[record.language].label(locale)),
        capitalise(status(record.status).say(locale)),
        count(record.total, locale) if held else NOT_AVAILABLE,
        changed,
    ]
    names = [capitalise(heading.say(locale)) for _, heading in COLUMNS[1:]]
    return html.Tr(
        [
            html.Td(_choose(stored, locale), role="cell", className="worklist__choose"),
            html.Th([_when(stored), *_ways(stored, shown, locale)], scope="row", role="rowheader"),
            *(
                html.Td(each, role="cell", **data(label=name))
                for each, name in zip(cells, names, strict=True)
            ),
        ],
        role="row",
    )


def _when(stored: Stored) -> Component:
    day, reference = stored.record.date.isoformat(), stored.record.reference
    return html.Span([day, " ", html.Span(reference, className="venues__code")])


def _choose(stored: Stored, locale: Locale) -> Control:
    reference = stored.record.reference
    named = label(text("Choose {session}", session=reference).say(locale))
    versioned = data(choose=reference, version=str(stored.version), key=f"choose {reference}")
    return check_box(named | versioned)


def _ways(stored: Stored, shown: Worked, locale: Locale) -> list[Component | str]:
    """What can be done to one session; each is named with it for those who hear the page."""
    reference = stored.record.reference
    ways = [
        (
            SessionOptions(edit=reference),
            text("Edit"),
            text("Edit {session}", session=reference),
        ),
        (
            replace(shown.options, history=reference),
            text("History"),
            text("History of {session}", session=reference),
        ),
    ]
    return [
        html.Span(
            [
                *session_planned.ways(stored, shown, locale),
                *(
                    html.A(
                        words.say(locale),
                        href=session_address(shown.reading.filters, options, locale),
                        **data(stay=""),
                        **label(full.say(locale)),
                    )
                    for options, words, full in ways
                ),
            ],
            className="worklist__ways",
        )
    ]


def _pager(shown: Worked, page: SessionPage, locale: Locale) -> Component | None:
    if page.pages == 1:
        return None
    ways = ((page.page - 1, text("Previous page")), (page.page + 1, text("Next page")))
    where = text("Page {number} of {pages}", number=page.page, pages=page.pages)
    return html.Nav(
        [
            html.P(where.say(locale)),
            *(
                html.A(
                    words.say(locale),
                    href=session_address(
                        shown.reading.filters, replace(shown.options, page=number), locale
                    ),
                    id=f"sessions-page-{number}",
                    **data(stay="", focus=slot("showing")),
                )
                for number, words in ways
                if 1 <= number <= page.pages
            ),
        ],
        className="pager",
        **label(text("Pages").say(locale)),
    )
