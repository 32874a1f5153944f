"""The table of venues; on a phone, one card for each venue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dash.development.base_component import Component

from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.options import VenuePage, VenueSort
from dashboard.domain.venues.venues import VenueRow, VenueStatus
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, count
from dashboard.sentences.venues import venues as sentences
from layouts.shared import html, records
from layouts.shared.attributes import HIDDEN_FROM_READERS, data, label
from layouts.shared.drawing import slot
from layouts.venues.links import Here

SIGNS = {
    VenueStatus.ACTIVE: "●",
    VenueStatus.SILENT: "○",
    VenueStatus.NO_REPORT: "?",
    VenueStatus.NEVER: "–",
}
ASCENDING, DESCENDING = "▲", "▼"


def venue_link_id(code: str) -> str:
    """The id of the link to a venue, which gets the focus when its history is closed."""
    return f"venue-{code}"


def table(page: VenuePage, here: Here, vocabulary: Vocabulary) -> Component | None:
    """The rows of one page; ``None`` without any."""
    if not page.rows:
        return None
    columns = _columns()
    return records.table(
        text("Venues, sorted by the chosen column").say(here.locale),
        [_heading(sort, words, here) for sort, words in columns],
        [_row(row, columns, here, vocabulary) for row in page.rows],
        "venues venues--list",
        **data(label=text("Sort by").say(here.locale)),
    )


def pager(page: VenuePage, here: Here) -> Component | None:
    """Links to the previous and the next page."""
    if page.pages == 1:
        return None
    ways = (
        (page.number - 1, text("Previous page")),
        (page.number + 1, text("Next page")),
    )
    return html.Nav(
        [
            html.P(
                text("Page {number} of {pages}", number=page.number, pages=page.pages).say(
                    here.locale
                )
            ),
            *(
                here.way(
                    here.choosing(replace(here.options, page=number)),
                    words.say(here.locale),
                    f"venues-page-{number}",
                    focus=slot("venues", "sentence"),
                )
                for number, words in ways
                if 1 <= number <= page.pages
            ),
        ],
        className="pager",
        **label(text("Pages").say(here.locale)),
    )


def signed(sign: str, words: Text, locale: Locale) -> Component:
    """A visible sign with its meaning for screen readers."""
    drawn = html.Span(sign, className="sign", **HIDDEN_FROM_READERS)
    return html.Span([drawn, words.say(locale)], className="signed")


def _columns() -> tuple[tuple[VenueSort | None, Text], ...]:
    """The columns in order, and the sort option of each, if it has one."""
    return (
        (VenueSort.VENUE, text("Venue")),
        (VenueSort.VENUE_TYPE, text("Type")),
        (VenueSort.AREA, text("Area")),
        (VenueSort.SESSIONS, text("Sessions")),
        (VenueSort.PARTICIPATIONS, text("Participations")),
        (None, text("Languages")),
        (None, text("Age groups")),
        (VenueSort.LAST, text("Last session")),
        (VenueSort.UPCOMING, text("Next planned")),
        (VenueSort.WEEKS, text("Weeks since")),
        (VenueSort.STATUS, text("Status")),
    )


def _heading(sort: VenueSort | None, words: Text, here: Here) -> Component:
    said = words.say(here.locale)
    if sort is None:
        return records.heading(said)
    is_sorted = here.options.sort is sort
    descending = is_sorted and not here.options.descending
    sign = (DESCENDING if here.options.descending else ASCENDING) if is_sorted else ""
    order: dict[str, Any] = {"aria-sort": _order(here)} if is_sorted else {}
    return records.heading(
        here.way(
            here.choosing(replace(here.options, sort=sort, descending=descending, page=1)),
            [said, html.Span(sign, className="venues__order", **HIDDEN_FROM_READERS)],
            f"venues-sort-{sort}",
        ),
        **order,
    )


def _order(here: Here) -> str:
    return "descending" if here.options.descending else "ascending"


def _row(
    row: VenueRow,
    columns: Sequence[tuple[VenueSort | None, Text]],
    here: Here,
    vocabulary: Vocabulary,
) -> Component:
    locale = here.locale
    cells: list[records.Content] = [
        capitalise(vocabulary.venue_types[row.venue.venue_type].label(locale)),
        _area(row, vocabulary),
        count(row.sessions, locale),
        count(row.participations, locale),
        _languages(row, vocabulary, locale) or text("none").say(locale),
        _ages(row, vocabulary, locale) or text("no one").say(locale),
        _day(row.last, locale),
        _day(row.upcoming, locale),
        NOT_AVAILABLE if row.weeks is None else count(row.weeks, locale),
        signed(SIGNS[row.status], sentences.status(row.status), locale),
    ]
    names = (words.say(locale) for _, words in columns[1:])
    css = f"venues__row venues__row--{row.status.replace('_', '-')}"
    return records.row(_name(row, here), names, cells, className=css)


def _name(row: VenueRow, here: Here) -> Component:
    """A link that opens the venue's history: its label, then its code."""
    code, name = row.venue.code, row.venue.label(here.locale)
    words: list[Component | str] = [name]
    if name != code:
        words.append(html.Span(f" {code}", className="venues__code"))
    return here.way(
        here.choosing(replace(here.options, opened=code)),
        words,
        venue_link_id(code),
        chosen=code == here.options.opened,
        focus=slot("opened"),
    )


def _area(row: VenueRow, vocabulary: Vocabulary) -> str:
    if vocabulary.venue_types[row.venue.venue_type].sensitive:
        return HIDDEN
    return row.area or NOT_AVAILABLE


def _languages(row: VenueRow, vocabulary: Vocabulary, locale: Locale) -> str:
    return ", ".join(vocabulary.languages[code].label(locale) for code in row.languages)


def _ages(row: VenueRow, vocabulary: Vocabulary, locale: Locale) -> Sequence[Component | str]:
    """The age groups in one line, none of them broken."""
    labels = [vocabulary.ages[code].label(locale) for code in row.ages]
    listed = [f"{label}," for label in labels[:-1]] + labels[-1:]
    spans = [html.Span(label, className="whole") for label in listed]
    return [part for span in spans for part in (" ", span)][1:]


def _day(day: date | None, locale: Locale) -> str | Component:
    """A day in ISO form, as in all tables."""
    if day is None:
        return text("none").say(locale)
    return html.Span(day.isoformat(), className="day")
