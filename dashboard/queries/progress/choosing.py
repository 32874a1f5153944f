"""Which rows of kept arrays the filters choose, by what sessions and their venues have."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.domain.shared.dimensions import DIMENSIONS, Of
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.kept_blocks import Codes
from dashboard.queries.shared.by_edition import by_edition
from dashboard.tables import Venue

Column = NDArray[Any]
Choices = Mapping[str, NDArray[np.bool_]]
OF_SESSIONS = ("language", "kind")


def chosen_venues(connection: Connection, filters: Filters) -> Mapping[int, str]:
    """The codes of the venues of the chosen types and codes, by id."""
    if not any(row.of is Of.VENUE for row in filters.chosen):
        return by_edition(connection, _codes_of_venues)
    return {venue.id: venue.code for venue in venues_of(connection, filters)}


def venues_of(connection: Connection, filters: Filters) -> Sequence[Any]:
    """These venues as rows, with ``id``, ``code``, ``venue_type`` and what they are chosen by."""
    found = by_edition(connection, _venues)
    for row in filters.chosen:
        if row.of is Of.VENUE:
            codes = filters.codes(row.code)
            found = [venue for venue in found if getattr(venue, row.column) in codes]
    return found


def _codes_of_venues(connection: Connection) -> Mapping[int, str]:
    return {venue.id: venue.code for venue in by_edition(connection, _venues)}


def _venues(connection: Connection) -> Sequence[Any]:
    chosen_by = (row.column for row in DIMENSIONS.values() if row.of is Of.VENUE)
    columns = dict.fromkeys(("id", "code", "venue_type", *chosen_by))
    return connection.execute(select(*(getattr(Venue, name) for name in columns))).all()


def session_choices(filters: Filters, codes: Codes) -> dict[str, NDArray[np.bool_]]:
    """Which of ``codes`` are chosen along each axis that sessions have, where some are not."""
    return {
        name: np.array([code in chosen for code in codes[name]], np.bool_)
        for name in OF_SESSIONS
        if (chosen := filters.codes(name))
    }


def choices(filters: Filters, codes: Codes, venues: Collection[int]) -> Choices:
    """Which of ``codes`` are chosen along each axis where some are not; of venues, which ids.

    Ids beyond the last flag, which is false, are not chosen.
    """
    found = session_choices(filters, codes)
    if any(row.of is Of.VENUE for row in filters.chosen):
        found["venue"] = np.zeros(2 + max(venues, default=0), np.bool_)
        found["venue"][[*venues]] = True
    return found


def wanted(rows: Column, chosen: Choices) -> NDArray[np.bool_]:
    """Which rows are chosen by their fields, which are places of codes or ids of venues."""
    found = np.ones(rows["venue"].shape, np.bool_)
    for name, flags in chosen.items():
        found &= flags.take(rows[name], mode="clip")
    return found
