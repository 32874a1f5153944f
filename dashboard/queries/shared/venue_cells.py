"""Which questions the tallies of venues can answer, and the SQL conditions on them."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from dashboard.domain.shared.dimensions import DIMENSIONS, Of
from dashboard.domain.shared.filters import Filters
from dashboard.tables import Venue, VenueTally

NOT_KNOWN = (Of.PARTICIPATION, Of.FACILITATOR)
"""What has the dimensions that the tallies of venues lack."""


def is_tallied(filters: Filters) -> bool:
    """Whether the tallies of venues have every filtered dimension."""
    return not any(dimension.of in NOT_KNOWN for dimension in filters.chosen)


def of_cells(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The tallies of the chosen codes, of any status."""
    for dimension in filters.chosen:
        if dimension.of is Of.SESSION:
            yield getattr(VenueTally, dimension.column).in_(filters.codes(dimension.code))
    if filters.venue:
        yield VenueTally.venue.in_(filters.venue)
    if filters.venue_type:
        of_types = DIMENSIONS["venue_type"].column
        codes = select(Venue.code).where(getattr(Venue, of_types).in_(filters.venue_type))
        yield VenueTally.venue.in_(codes)
