"""Choose between tallies and sessions as the source of an answer."""

from typing import TypeVar

from dashboard.domain.shared.filters import Filters

T = TypeVar("T")


def source(filters: Filters, *, tallies: T, sessions: T) -> T:
    """``tallies`` if these or the packs of venues have every filtered dimension.

    Their cost does not grow, or hardly. Otherwise ``sessions``, which have everything and cost as
    many rows as the filters keep.
    """
    return tallies if filters.packed else sessions
