"""The sessions that chosen facilitators led, from their packs, each of them once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

import numpy as np
from sqlalchemy import Connection, Date, bindparam, select

from dashboard.database import AS_BYTES
from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.progress.pack_rows import PackRow, PackRows
from dashboard.tables import FacilitatorPack

_IDS = "<i8"  # as ``led_packs.WHOSE`` has them


def led_rows(
    connection: Connection,
    facilitators: Sequence[str],
    months: Collection[date],
    venues: Mapping[int, int],
    rows_of: Callable[[Iterable[PackRow]], PackRows],
) -> PackRows:
    """The sessions in these months at these venues.

    Args:
        connection: Where the packs are.
        facilitators: Their codes: one of them led it, at least.
        months: Their first days.
        venues: The place of what is asked of each venue, by its id.
        rows_of: Makes rows of packs; those with the same codes and bytes of a number come together.
    """
    asked = {"pack_months": [*months], "led_by": facilitators}
    found = connection.execute(_PACKS, asked).all()
    alike = sorted(found, key=attrgetter("codes", "number_bytes"))  # as the rows will be
    rows = rows_of(PackRow(row.starts_on, 0, *row[1:4]) for row in alike)
    ids = whose([row.whose for row in alike])
    place = _places(ids[:, 1], venues)
    these = np.flatnonzero(place >= 0)
    if len(facilitators) > 1:
        these = these[np.unique(ids[these, 0], return_index=True)[1]]
    return rows._replace(place=place).of(these)


def whose(texts: Iterable[bytes]) -> Numbers:
    """The ids of the session and of the venue of each, in the order of the packs."""
    return np.frombuffer(b"".join(texts), _IDS).reshape(-1, 2)


def _places(ids: Numbers, venues: Mapping[int, int]) -> Numbers:
    """The place of each venue; -1 where it is none of these."""
    every = np.array(sorted(venues), np.int64)
    places = np.array([venues[id_] for id_ in every.tolist()], np.int32)
    at = np.minimum(np.searchsorted(every, ids), len(every) - 1)
    return np.where(every[at] == ids, places[at], -1)


_PACKS = (
    select(
        FacilitatorPack.starts_on,
        FacilitatorPack.codes,
        FacilitatorPack.number_bytes,
        FacilitatorPack.packed,
        FacilitatorPack.whose,
    )
    .where(
        FacilitatorPack.starts_on.in_(bindparam("pack_months", type_=Date(), expanding=True)),
        FacilitatorPack.facilitator.in_(bindparam("led_by", expanding=True)),
    )
    .execution_options(**AS_BYTES)
)
