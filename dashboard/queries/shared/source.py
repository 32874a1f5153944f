"""Where an answer comes from."""

from typing import TypeVar

from dashboard.domain.shared.filters import Filters

T = TypeVar("T")


def source(filters: Filters, *, tallies: T, sessions: T) -> T:
    """The ``tallies`` if they know all that is chosen, for they cost the same at any size.

    If they do not, the ``sessions``, which know everything and cost as many rows as are kept.
    """
    return tallies if filters.tallied else sessions
