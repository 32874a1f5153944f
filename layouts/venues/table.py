"""The table of venues; on a phone, one card for each venue."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from dash.development.base_component import Component

from dashboard.domain.shared.vocabulary import AgeGroup, Vocabulary
from dashboard.domain.venues.options import VenuePage, VenueSort
from dashboard.domain.venues.venues import VenueRow, VenueStatus
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, count
from dashboard.sentences.venues import venues as sentences
from layouts.shared import html, records
from layouts.shared.attributes import HIDDEN_FROM_READERS, data
from layouts.shared.drawing import slot
from layouts.shared.written import shared
from layouts.venues.links import Here, opening, way

AGES_KEPT = 128
"""Sets of age groups: most rows have those of others."""
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
    columns = [(sort, words.say(here.locale)) for sort, words in _columns()]
    titles, closed = [said for _, said in columns[1:]], here.choosing(opened="")
    return records.table(
        text("Venues, sorted by the chosen column").say(here.locale),
        [_heading(sort, said, here) for sort, said in columns],
        [_row(row, titles, closed.address, here, vocabulary) for row in page.rows],
        "venues venues--list",
        **data(label=text("Sort by").say(here.locale)),
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


def _heading(sort: VenueSort | None, said: str, here: Here) -> Component:
    if sort is None:
        return records.heading(said)
    is_sorted = here.options.sort is sort
    descending = is_sorted and not here.options.descending
    sign = (DESCENDING if here.options.descending else ASCENDING) if is_sorted else ""
    order: dict[str, Any] = {"aria-sort": _order(here)} if is_sorted else {}
    return records.heading(
        way(
            here.choosing(sort=sort, descending=descending, page=1).address,
            [said, html.Span(sign, className="venues__order", **HIDDEN_FROM_READERS)],
            f"venues-sort-{sort}",
        ),
        **order,
    )


def _order(here: Here) -> str:
    return "descending" if here.options.descending else "ascending"


def _row(
    row: VenueRow, titles: Sequence[str], closed: str, here: Here, vocabulary: Vocabulary
) -> Component:
    """The row of a venue; ``closed`` is the address of the table without an open venue."""
    locale = here.locale
    cells: list[records.Content] = [
        capitalise(vocabulary.venue_types[row.venue.venue_type].label(locale)),
        _area(row, vocabulary),
        count(row.sessions, locale),
        count(row.participations, locale),
        _languages(row, vocabulary, locale) or text("none").say(locale),
        _ages(tuple([vocabulary.ages[code] for code in row.ages]), locale),
        records.day(row.last) if row.last else text("none").say(locale),
        records.day(row.upcoming) if row.upcoming else text("none").say(locale),
        NOT_AVAILABLE if row.weeks is None else count(row.weeks, locale),
        _status(row.status, locale),
    ]
    css = f"venues__row venues__row--{row.status.replace('_', '-')}"
    name = _name(row, closed, here)
    return records.row(name, titles, cells, of_words=records.kept_cell, className=css)


def _name(row: VenueRow, closed: str, here: Here) -> Component:
    """A link that opens the venue's history: its label, then its code."""
    code, name = row.venue.code, row.venue.label(here.locale)
    words: list[Component | str] = [name]
    if name != code:
        words.append(html.Span(f" {code}", className="venues__code"))
    return way(
        opening(closed, code),
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


@lru_cache(AGES_KEPT)
def _ages(ages: tuple[AgeGroup, ...], locale: Locale) -> records.Content:
    """The age groups in one line, none of them broken."""
    if not ages:
        return text("no one").say(locale)
    labels = [age.label(locale) for age in ages]
    listed = [f"{label}," for label in labels[:-1]] + labels[-1:]
    spans = [shared(html.Span(label, className="whole")) for label in listed]
    return tuple([part for span in spans for part in (" ", span)][1:])


@cache
def _status(status: VenueStatus, locale: Locale) -> Component:
    return shared(signed(SIGNS[status], sentences.status(status), locale))
