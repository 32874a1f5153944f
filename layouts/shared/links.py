"""Addresses within a view, from its filters and options."""

from typing import Any, Protocol
from urllib.parse import urlencode

from dashboard.addresses import REFERENCE, SESSIONS, with_query
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from layouts.shared.attributes import data

LINKS_KEPT = 64
"""Of lists of links: answers to changes of filters have the same ones."""


class Options(Protocol):
    """The options of a view besides filters."""

    def to_query(self) -> str:
        """The query string, without ``?``."""


def query_of(filters: Filters, options: Options) -> str:
    """The query string of filters and options together."""
    return "&".join(filter(None, (filters.to_query(), options.to_query())))


def keeping(address: str, filters: Filters, options: Options) -> dict[str, Any]:
    """The attributes of a link with filters and options.

    The browser's script keeps the page's own filters in it, so that no change need send it again.
    """
    said = options.to_query()
    return {"href": with_query(address, query_of(filters, options)), **data(keep=said, stay="")}


def session_address(filters: Filters, options: SessionOptions, locale: Locale) -> str:
    """The sessions view with these options, and the same filters."""
    return with_query(SESSIONS[locale], query_of(filters, options))


def reference_address(options: ReferenceOptions, locale: Locale) -> str:
    """The reference view with these options."""
    return with_query(REFERENCE[locale], options.to_query())


def choices_address(name: str, locale: Locale, venue_type: str = "") -> str:
    """Where scripts ask for terms of a long list; of venues, for those of a type."""
    address = f"/choices/{name}/{locale.value}"
    return with_query(address, urlencode({"venue_type": venue_type})) if venue_type else address
