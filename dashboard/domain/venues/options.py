"""The reader's options for the table of venues, besides filters, and the resulting page."""

import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from dashboard.domain.shared.periods import SCHOOL_YEAR_STARTS, Period
from dashboard.domain.shared.vocabulary import Terms, Venue
from dashboard.domain.venues.venues import VenueRow, VenueStatus, VenueTable
from dashboard.i18n import Locale

PAGE_ROWS = 50
LONGEST = 80  # characters of an area or a search
MOST_DIGITS = 6  # of a page number
ATTENTION = (VenueStatus.NO_REPORT, VenueStatus.SILENT, VenueStatus.NEVER, VenueStatus.ACTIVE)

EnumT = TypeVar("EnumT", bound=StrEnum)


class Show(StrEnum):
    """Which venues; ``WITHOUT`` those that have no session under the filters."""

    ALL = "all"
    WITHOUT = "without"
    SILENT = "silent"
    NO_REPORT = "no_report"


class VenueSort(StrEnum):
    """The columns that can put the rows in order."""

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
    """Made once, at the edge; ``opened`` is the code of the venue whose history is shown."""

    area: str = ""
    show: Show = Show.ALL
    search: str = ""
    sort: VenueSort = VenueSort.VENUE_TYPE
    descending: bool = False
    page: int = 1
    opened: str = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value, as in the address, of all that is not as when nothing is chosen."""
        chosen = zip(self._values().items(), VenueOptions()._values().values(), strict=True)
        return tuple(pair for pair, unchosen in chosen if pair[1] != unchosen)

    def _values(self) -> dict[str, str]:
        return {
            "area": self.area,
            "show": self.show.value,
            "search": self.search,
            "sort": self.sort.value,
            "order": "desc" if self.descending else "asc",
            "page": str(self.page),
            "open": self.opened,
        }


@dataclass(frozen=True, slots=True)
class VenuePage:
    """Page ``number`` of ``pages``; there is always one, which may be empty.

    ``among`` are the venues in the chosen area that the search finds, in the chosen order;
    ``found`` those of them to be shown, and ``rows`` the ones on this page.
    """

    areas: tuple[str, ...]
    among: tuple[VenueRow, ...]
    found: tuple[VenueRow, ...]
    rows: tuple[VenueRow, ...]
    number: int
    pages: int


def parse(query: str, venues: Terms[Venue]) -> VenueOptions:
    """Read the options in a query string; what is not understood counts as not chosen."""
    given = dict(parse_qsl(query.removeprefix("?")))
    opened = given.get("open", "")
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
    """Sort, search and cut; an area that no venue has is none chosen, a page too far the last."""
    areas = tuple(sorted({row.area for row in table.rows if row.area}, key=folded))
    wanted = folded(options.search).strip()
    among = [
        row
        for row in table.rows
        if (options.area not in areas or row.area == options.area)
        and (not wanted or wanted in folded(f"{row.venue.code} {row.venue.label(locale)}"))
    ]
    among = _sorted(among, options, locale)
    found = [row for row in among if _is_shown(row, options.show)]
    pages = max(1, -(-len(found) // PAGE_ROWS))
    number = min(max(1, options.page), pages)
    rows = found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    return VenuePage(areas, tuple(among), tuple(found), tuple(rows), number, pages)


def school_year_of(day: date) -> Period:
    """The school year that a day lies in."""
    begun = (day.month, day.day) >= SCHOOL_YEAR_STARTS
    return Period.school_year(day.year if begun else day.year - 1)


def folded(words: str) -> str:
    """Without accents and capitals, as people search."""
    letters = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_shown(row: VenueRow, show: Show) -> bool:
    return {
        Show.ALL: True,
        Show.WITHOUT: not row.sessions,
        Show.SILENT: row.status is VenueStatus.SILENT,
        Show.NO_REPORT: row.status is VenueStatus.NO_REPORT,
    }[show]


def _sorted(rows: Sequence[VenueRow], options: VenueOptions, locale: Locale) -> list[VenueRow]:
    """Rows without a value come last, whichever way; equal ones stay in the table's order."""
    key = _keys(rows, locale)[options.sort]
    keyed = [(key(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=options.descending)
    return [row for _, row in known] + [row for value, row in keyed if value is None]


def _keys(rows: Sequence[VenueRow], locale: Locale) -> dict[VenueSort, Callable[[VenueRow], Any]]:
    """What each column is sorted by; a venue without a session has waited longest, not least."""
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
    """What of it can be in an address: a lone half of a character can not."""
    return value[:LONGEST].encode(errors="ignore").decode()


def _page_number(value: str) -> int:
    few_digits = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) if few_digits else 1
