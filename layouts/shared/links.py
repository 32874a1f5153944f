"""Addresses within the sessions view."""

from dashboard.addresses import SESSIONS, with_query
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale


def query_of(filters: Filters, options: SessionOptions) -> str:
    """The view's query; the filters in it are for the list and for the other views, and kept."""
    return "&".join(filter(None, (filters.to_query(), options.to_query())))


def session_address(filters: Filters, options: SessionOptions, locale: Locale) -> str:
    """The view with these options, and the same filters."""
    return with_query(SESSIONS[locale], query_of(filters, options))
