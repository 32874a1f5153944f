"""Addresses within a view, from its filters and options."""

from typing import Protocol

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
