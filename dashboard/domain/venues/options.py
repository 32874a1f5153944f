"""The options of the venues table besides filters, and the page that they give."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from dashboard.domain.shared.filters import QUERIES_KEPT, pairs_of, written
from dashboard.domain.shared.offered import folded
from dashboard.domain.shared.periods import SCHOOL_YEAR_STARTS, Period
from dashboard.domain.shared.vocabulary import Terms, Venue
from dashboard.domain.venues.venues import VenueRow, VenueStatus, VenueTable
from dashboard.i18n import Locale

PAGE_ROWS = 50
LONGEST = 80  # characters of an area or a search
MOST_DIGITS = 6  # of a page number
OPEN = "open"
"""The name of the venue in the address whose history is shown."""
ATTENTION = (VenueStatus.NO_REPORT, VenueStatus.SILENT, VenueStatus.NEVER, VenueStatus.ACTIVE)

EnumT = TypeVar("EnumT", bound=StrEnum)


class Show(StrEnum):
    """Which venues to show; ``WITHOUT`` are those without a session under the filters."""

    ALL = "all"
    WITHOUT = "without"
    SILENT = "silent"
    NO_REPORT = "no_report"


class VenueSort(StrEnum):
    """The columns that can sort the table."""

    VENUE = "venue"
    VENUE_TYPE = "type"
    AREA = "area"
    SESSIONS = "sessions"
    PARTICIPATIONS = "participations"
    LAST = "last"
    UPCOMING = "next"
    WEEKS = "weeks"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class VenueOptions:
    """The options, parsed once from the address; ``opened`` is the venue whose history is shown."""

    area: str = ""
    show: Show = Show.ALL
    search: str = ""
    sort: VenueSort = VenueSort.VENUE_TYPE
    descending: bool = False
    page: int = 1
    opened: str = ""

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        return _query_of(self)


@lru_cache(QUERIES_KEPT)
def _query_of(options: VenueOptions) -> str:
    """Of what differs from the defaults. An answer has much the same options in a dozen addresses.

    What opens a venue comes last.
    """
    chosen = zip(_values(options).items(), _values(VenueOptions()).values(), strict=True)
    return "&".join([written(*pair) for pair, unchosen in chosen if pair[1] != unchosen])


def _values(options: VenueOptions) -> dict[str, str]:
    return {
        "area": options.area,
        "show": options.show.value,
        "search": options.search,
        "sort": options.sort.value,
        "order": "desc" if options.descending else "asc",
        "page": str(options.page),
        OPEN: options.opened,
    }


@dataclass(frozen=True, slots=True)
class VenuePage:
    """Page ``number`` of ``pages``; there is at least one page, which may be empty.

    ``among`` are the sorted venues that match area and search. ``found`` are those of them that
    ``Show`` keeps, and ``rows`` those on this page.
    """

    areas: tuple[str, ...]
    among: tuple[VenueRow, ...]
    found: tuple[VenueRow, ...]
    rows: tuple[VenueRow, ...]
    number: int
    pages: int


def parse(query: str, venues: Terms[Venue]) -> VenueOptions:
    """Read the options of a query string; what is not understood is ignored."""
    given = dict(pairs_of(query))
    opened = given.get(OPEN, "")
    return VenueOptions(
        area=_words(given.get("area", "")),
        show=_one_of(Show, given.get("show", ""), Show.ALL),
        search=_words(given.get("search", "")),
        sort=_one_of(VenueSort, given.get("sort", ""), VenueSort.VENUE_TYPE),
        descending=given.get("order") == "desc",
        page=_page_number(given.get("page", "")),
        opened=opened if opened in venues else "",
    )


def page_of(table: VenueTable, options: VenueOptions, locale: Locale) -> VenuePage:
    """Search, sort and cut into pages.

    An unknown area is ignored. A page number beyond the last page gives the last page.
    """
    areas = tuple(sorted({row.area for row in table.rows if row.area}, key=folded))
    wanted = folded(options.search).strip()
    among = [
        row
        for row in table.rows
        if (options.area not in areas or row.area == options.area)
        and (not wanted or wanted in folded(f"{row.venue.code} {row.venue.label(locale)}"))
    ]
    among = _sorted(among, options, locale)
    found = _shown(among, options.show)
    pages = max(1, -(-len(found) // PAGE_ROWS))
    number = min(max(1, options.page), pages)
    rows = found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    return VenuePage(areas, tuple(among), tuple(found), tuple(rows), number, pages)


def school_year_of(day: date) -> Period:
    """The school year that contains a day."""
    begun = (day.month, day.day) >= SCHOOL_YEAR_STARTS
    return Period.school_year(day.year if begun else day.year - 1)


def _shown(rows: list[VenueRow], show: Show) -> list[VenueRow]:
    match show:
        case Show.ALL:
            return rows
        case Show.WITHOUT:
            return [row for row in rows if not row.sessions]
        case Show.SILENT:
            return [row for row in rows if row.status is VenueStatus.SILENT]
        case Show.NO_REPORT:
            return [row for row in rows if row.status is VenueStatus.NO_REPORT]


def _sorted(rows: Sequence[VenueRow], options: VenueOptions, locale: Locale) -> list[VenueRow]:
    """Sort the rows; those without a value come last either way, ties keep the table's order."""
    key = _keys(rows, locale)[options.sort]
    keyed = [(key(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=options.descending)
    return [row for _, row in known] + [row for value, row in keyed if value is None]


def _keys(rows: Sequence[VenueRow], locale: Locale) -> dict[VenueSort, Callable[[VenueRow], Any]]:
    """The sort key of each column; a venue without a session has waited longest."""
    types = list(dict.fromkeys(row.venue.venue_type for row in rows))
    return {
        VenueSort.VENUE: lambda row: folded(row.venue.label(locale)),
        VenueSort.VENUE_TYPE: lambda row: types.index(row.venue.venue_type),
        VenueSort.AREA: lambda row: folded(row.area) or None,
        VenueSort.SESSIONS: lambda row: row.sessions,
        VenueSort.PARTICIPATIONS: lambda row: row.participations,
        VenueSort.LAST: lambda row: row.last or date.min,
        VenueSort.UPCOMING: lambda row: row.upcoming,
        VenueSort.WEEKS: lambda row: sys.maxsize if row.weeks is None else row.weeks,
        VenueSort.STATUS: lambda row: ATTENTION.index(row.status),
    }


def _one_of(known: type[EnumT], value: str, otherwise: EnumT) -> EnumT:
    return known(value) if value in {each.value for each in known} else otherwise


def _words(value: str) -> str:
    """The text without lone surrogates, which no address can contain."""
    return value[:LONGEST].encode(errors="ignore").decode()


def _page_number(value: str) -> int:
    few_digits = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) if few_digits else 1
