"""How the delivered sessions that a facilitator led in a month are packed.

They are packed as those of a venue are. Beside them, in the same order, stand two ids for each: of
the session, since several people may have led it, and of its venue.
"""

import struct
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Date, bindparam, select

from dashboard.database import AnySelect
from dashboard.queries.shared.packs import Coding, own_columns, packing
from dashboard.tables import Attendance, Facilitator, OutreachSession, SessionFacilitator

WHOSE = struct.Struct("<qq")
"""The ids of a session and of its venue."""
_FIRST, _NEXT = bindparam("led_first", type_=Date()), bindparam("led_next", type_=Date())
_PEOPLE: BindParameter[str] = bindparam("led_by", expanding=True)
_VENUES: BindParameter[int] = bindparam("led_at", expanding=True)


class LedPack(NamedTuple):
    """The numbers of some sessions, and whose they are."""

    packed: bytearray
    whose: bytearray


LedPacks = dict[tuple[str, int, int], LedPack]
"""By facilitator, codes and bytes of a number: those of one month."""


def packed_led(rows: Iterable[Any], codes: Coding) -> LedPacks:
    """The packs of sessions of one month, which are rows of ``to_pack``."""
    found: LedPacks = {}
    pack = packing(codes)
    for facilitator, session, venue, *own in rows:
        _, size, text = pack(*own)
        of = found.setdefault((facilitator, codes.id, size), LedPack(bytearray(), bytearray()))
        of.packed.extend(text)
        of.whose.extend(WHOSE.pack(session, venue))
    return found


@cache
def to_pack(codes: Coding, *, of_people: bool, of_venues: bool) -> AnySelect:
    """The statement that reads the sessions of a month; ``values`` has its parameters."""
    session, led = OutreachSession, SessionFacilitator
    query = select(Facilitator.code, session.id, session.venue_id, *own_columns(codes))
    query = query.join(led, led.session_id == session.id)
    query = query.join(Facilitator, led.facilitator_id == Facilitator.id)
    query = query.outerjoin(Attendance, Attendance.session_id == session.id)
    query = query.where(session.status == "delivered")
    query = query.where(session.held_on >= _FIRST, session.held_on < _NEXT)
    if of_people:
        query = query.where(Facilitator.code.in_(_PEOPLE))
    if of_venues:
        query = query.where(session.venue_id.in_(_VENUES))
    return query.group_by(session.id, Facilitator.code)


def values(
    first: date, after: date, people: Iterable[str] | None, venues: Iterable[int] | None
) -> dict[str, Any]:
    """The parameters of ``to_pack`` for a month."""
    found: dict[str, Any] = {_FIRST.key: first, _NEXT.key: after}
    found |= {} if people is None else {_PEOPLE.key: list(people)}
    return found if venues is None else found | {_VENUES.key: list(venues)}
