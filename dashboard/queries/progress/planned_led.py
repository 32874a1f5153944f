"""The sessions that chosen facilitators are to lead: few of the many that they led."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import BindParameter, Connection, Integer, String, bindparam, cast, func, select

from dashboard.database import AS_BYTES
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.led_rows import whose
from dashboard.queries.shared.filtering import of_codes
from dashboard.queries.shared.given import given
from dashboard.tables import (
    STATUSES,
    Facilitator,
    FacilitatorPack,
    OutreachSession,
    SessionFacilitator,
    Venue,
)

NOT_PLANNED = tuple(status for status in STATUSES if status != "planned")

_THESE: BindParameter[str] = bindparam("led_by", expanding=True)
_LED = (
    select(func.aggregate_strings(cast(SessionFacilitator.session_id, String), ","))
    .join(Facilitator)
    .where(Facilitator.code.in_(_THESE))
)
_PACKED = (
    select(FacilitatorPack.whose)
    .where(FacilitatorPack.facilitator.in_(_THESE))
    .execution_options(**AS_BYTES)
)


def planned_led(
    connection: Connection, filters: Filters, today: date
) -> dict[tuple[str, str], int]:
    """How many are planned from today on, by language and venue type; a pair without is missing.

    What was delivered is packed, ids included, so that only the others are looked up.
    """
    snapshot = connection.get_execution_options().get("impact_snapshot", {})
    found: dict[tuple[str, ...], list[int]] = snapshot.setdefault("not_delivered", {})
    if filters.facilitator not in found:
        found[filters.facilitator] = _not_delivered(connection, filters.facilitator)
    return _counted(connection, found[filters.facilitator], filters, today)


def _not_delivered(connection: Connection, facilitators: Sequence[str]) -> list[int]:
    asked = {"led_by": facilitators}
    led = np.fromstring(connection.scalar(_LED, asked) or "", np.int64, sep=",")
    delivered = np.sort(whose(connection.scalars(_PACKED, asked))[:, 0])
    # as numpy's own difference of sets, which would sort both of them together
    where, after = (np.searchsorted(delivered, led, side) for side in ("left", "right"))
    found: list[int] = led[where == after].tolist()
    return found


def _counted(
    connection: Connection, ids: Sequence[int], filters: Filters, today: date
) -> dict[tuple[str, str], int]:
    session = OutreachSession
    groups = session.language, Venue.venue_type
    others = given(connection, [(one,) for one in ids], session=Integer)
    query = select(*groups, func.count()).select_from(session).join(Venue).group_by(*groups)
    query = query.where(session.id.in_(select(others.c.session)))
    # with ``status == "planned"``, SQLite would look at all that is planned anywhere
    query = query.where(session.status.not_in(NOT_PLANNED), session.held_on >= today)
    query = query.where(*of_codes(filters.without("facilitator")))
    return {(language, venue_type): n for language, venue_type, n in connection.execute(query)}
