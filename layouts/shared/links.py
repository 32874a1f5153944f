"""Addresses within a view, from its filters and options."""

from typing import Protocol
from urllib.parse import urlencode

from dashboard.addresses import SESSIONS, with_query
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale


class Options(Protocol):
    """The options of a view besides filters."""

    def to_query(self) -> str:
        """The query string, without ``?``."""


def query_of(filters: Filters, options: Options) -> str:
    """The query string of filters and options together."""
    return "&".join(filter(None, (filters.to_query(), options.to_query())))


def session_address(filters: Filters, options: SessionOptions, locale: Locale) -> str:
    """The sessions view with these options, and the same filters."""
    return with_query(SESSIONS[locale], query_of(filters, options))


def choices_address(name: str, locale: Locale, venue_type: str = "") -> str:
    """Where scripts ask for terms of a long list; of venues, for those of a type."""
    address = f"/choices/{name}/{locale.value}"
    return with_query(address, urlencode({"venue_type": venue_type})) if venue_type else address
