"""Keep the packs of facilitators true: a write packs again what they led at its venues, by month.

What they led elsewhere stays as it is packed. A write has to name the days, the venues and the
facilitators affected. Imports add to the packs, and large changes cut sessions out
(``pack_changes``).
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from dashboard.queries.shared.led_packs import WHOSE, LedPack, LedPacks, packed_led, to_pack, values
from dashboard.queries.shared.packs import Coding
from dashboard.tables import FacilitatorPack, OutreachSession, Venue
from dashboard.writes.bulk import insert_rows, table_of
from dashboard.writes.session_packs import known

PEOPLE_AT_ONCE = 500
MANY = 2_000  # venues; beyond, whole months are packed again
READ_AT_ONCE = 5_000


class _Places(NamedTuple):
    """The ids of the venues to pack again; ``there`` are all venues, if some of those are gone."""

    venues: frozenset[int]
    there: frozenset[int] | None


def refresh(
    connection: Connection,
    days: Collection[date],
    venues: Collection[str],
    facilitators: Collection[str],
) -> None:
    """Pack again what these led at these venues, all by code, in the months of these days."""
    if not days or not venues or not facilitators:
        return
    codes, people = known(connection), sorted(facilitators)
    places = _places(connection, venues) if len(venues) <= MANY else None
    for month in sorted({day.replace(day=1) for day in days}):
        for at in range(0, len(people), PEOPLE_AT_ONCE):
            _pack_again(connection, codes, month, people[at : at + PEOPLE_AT_ONCE], places)


def rebuild(connection: Connection) -> None:
    """Pack all sessions again, month by month: memory does not grow with their number."""
    connection.execute(delete(FacilitatorPack))
    codes = known(connection)
    days = connection.scalars(select(OutreachSession.held_on).distinct())
    for month in sorted({day.replace(day=1) for day in days}):
        _put(connection, month, _read(connection, codes, month, None, None))


def _places(connection: Connection, codes: Collection[str]) -> _Places:
    found = connection.scalars(select(Venue.id).where(Venue.code.in_(codes)))
    venues = frozenset(found)
    if len(venues) == len(codes):
        return _Places(venues, None)
    return _Places(venues, frozenset(connection.scalars(select(Venue.id))))


def _pack_again(
    connection: Connection,
    codes: Coding,
    month: date,
    people: Sequence[str],
    places: _Places | None,
) -> None:
    packs = _read(connection, codes, month, people, places and places.venues)
    changed = {facilitator for facilitator, *_ in packs} if places else set(people)
    if places:
        again = {id_ for one in packs.values() for id_, _ in WHOSE.iter_unpack(one.whose)}
        for row in connection.execute(_THERE, _which(month, people)).all():
            kept = _elsewhere(row.packed, row.whose, places, again)
            if len(kept.whose) < len(row.whose):
                changed.add(row.facilitator)
            key = row.facilitator, row.codes, row.number_bytes
            new = packs.setdefault(key, LedPack(bytearray(), bytearray()))
            new.packed.extend(kept.packed)
            new.whose.extend(kept.whose)
    if changed:
        connection.execute(_GONE, _which(month, sorted(changed)))
        _put(connection, month, {key: one for key, one in packs.items() if key[0] in changed})


def _elsewhere(packed: bytes, whose: bytes, places: _Places, again: Collection[int]) -> LedPack:
    """A pack without the sessions that are read again, or whose venue is gone."""
    kept = LedPack(bytearray(), bytearray())
    length = len(packed) // max(1, len(whose) // WHOSE.size)
    for at, (session, venue) in enumerate(WHOSE.iter_unpack(whose)):
        gone = places.there is not None and venue not in places.there
        if not gone and venue not in places.venues and session not in again:
            kept.packed.extend(packed[at * length : (at + 1) * length])
            kept.whose.extend(WHOSE.pack(session, venue))
    return kept


def _read(
    connection: Connection,
    codes: Coding,
    month: date,
    people: Sequence[str] | None,
    venues: Collection[int] | None,
) -> LedPacks:
    """Pack the sessions of a month, by these people and at these venues, or all."""
    query = to_pack(codes, of_people=people is not None, of_venues=venues is not None)
    which = values(month, (month + timedelta(31)).replace(day=1), people, venues)
    with connection.execute(query.execution_options(yield_per=READ_AT_ONCE), which) as rows:
        return packed_led(rows, codes)


def _put(connection: Connection, month: date, packs: LedPacks) -> None:
    table = table_of(FacilitatorPack)
    rows = [
        (facilitator, month, codes, size, bytes(one.packed), bytes(one.whose))
        for (facilitator, codes, size), one in sorted(packs.items())
        if one.whose
    ]
    insert_rows(connection, FacilitatorPack, table.c.keys(), rows)


def _which(month: date, people: Sequence[str]) -> dict[str, object]:
    return {"led_in": month, "led_by": people}


_OF = (
    FacilitatorPack.starts_on == bindparam("led_in"),
    FacilitatorPack.facilitator.in_(bindparam("led_by", expanding=True)),
)
_THERE = select(
    FacilitatorPack.facilitator,
    FacilitatorPack.codes,
    FacilitatorPack.number_bytes,
    FacilitatorPack.packed,
    FacilitatorPack.whose,
).where(*_OF)
_GONE = delete(FacilitatorPack).where(*_OF)
