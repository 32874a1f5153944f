"""Cut sessions out of packs, and put others in: no other session is read.

What is in a pack, ``queries/shared/packs.py`` and ``led_packs.py`` say. Those of venues and of
facilitators are changed alike; only the latter tell whose each session is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select
from sqlalchemy.sql.dml import Delete

from dashboard.database import AnySelect
from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.shared.packs import Coding, codings, packing
from dashboard.tables import FacilitatorPack, SessionPack
from dashboard.writes.bulk import insert_rows, table_of
from dashboard.writes.session_packs import known

PackTable = type[SessionPack] | type[FacilitatorPack]


class PackPlace(NamedTuple):
    """A session in the pack of its venue, or of somebody who led it (``owner``).

    ``whose`` is what a facilitator's pack tells beside the numbers; nothing in that of a venue.
    """

    owner: str
    record: SessionRecord
    whose: bytes = b""

    @property
    def key(self) -> tuple[str, date]:
        """The owner, and the month."""
        return self.owner, self.record.date.replace(day=1)


class Pack(NamedTuple):
    """The numbers of some sessions and, in the same order, whose they are."""

    packed: bytearray
    whose: bytearray

    def put(self, packed: bytes, whose: bytes = b"") -> None:
        """Put sessions in."""
        self.packed.extend(packed)
        self.whose.extend(whose)

    def cut(self, numbers: bytes, whose: bytes) -> bool:
        """Cut a session out, one of those that are alike; false if there is none."""
        length, own = len(numbers), len(whose)
        at = self.packed.find(numbers)
        while at >= 0:
            place, between = divmod(at, length)
            its = slice(place * own, (place + 1) * own)
            if not between and self.whose[its] == whose:
                del self.packed[at : at + length], self.whose[its]
                return True
            at = self.packed.find(numbers, at + 1)
        return False


_Packs = defaultdict[tuple[str, date], dict[tuple[int, int], Pack]]
"""By owner and month, then by codes and bytes of a number."""


def change(
    connection: Connection, table: PackTable, gone: Iterable[PackPlace], come: Iterable[PackPlace]
) -> None:
    """Put sessions into the packs of a table, and cut others out of them.

    Those that are to go may be among those that come. One that is in no pack stays away.
    """
    codes, say = known(connection).id, _Saying(codings(connection))
    left, taken = _nearby(table, gone), _nearby(table, come)
    for near in sorted(left.keys() | taken.keys()):
        every = [place.key for place in (*left[near], *taken[near])]
        owners, months = (sorted(set(some)) for some in zip(*every, strict=True))
        which = {"pack_owners": owners, "pack_months": months}
        packs = _read(connection, table, which)
        for place in taken[near]:
            size, numbers = say(place.record, codes)
            _pack(packs[place.key], codes, size).put(numbers, place.whose)
        for place in left[near]:
            _cut(packs[place.key], place, say)
        connection.execute(_gone(table), which)
        insert_rows(connection, table, _columns(table), [*_rows(packs)])


class _Saying:
    """What tells the numbers of sessions, in any of the codings that packs have."""

    def __init__(self, known: Mapping[int, Coding]) -> None:
        self._known = known
        self._packings: dict[int, Callable[..., tuple[date, int, bytes]]] = {}

    def __call__(self, record: SessionRecord, codes: int) -> tuple[int, bytes]:
        """The bytes of a number, and all numbers.

        Raises:
            KeyError: Something in the session has come after these codes.
        """
        if codes not in self._packings:
            self._packings[codes] = packing(self._known[codes])
        ages, came = self._known[codes].ages, record.attendance
        if not came.keys() <= {*ages}:
            raise KeyError(codes)
        own = record.date, record.language, record.kind, record.total, record.first_time
        counts = (came.get(age, 0) for age in ages)
        _, size, numbers = self._packings[codes](*own, *counts)
        return size, numbers


def _nearby(table: PackTable, places: Iterable[PackPlace]) -> defaultdict[Any, list[PackPlace]]:
    """Places whose packs lie side by side: of a month, or of somebody who led sessions."""
    found = defaultdict[Any, list[PackPlace]](list)
    for place in places:
        found[place.key[table is SessionPack]].append(place)
    return found


def _read(connection: Connection, table: PackTable, which: Mapping[str, Any]) -> _Packs:
    packs = _Packs(dict)
    for owner, month, codes, size, *pack in connection.execute(_there(table), which):
        _pack(packs[owner, month], codes, size).put(*pack)
    return packs


def _pack(own: dict[tuple[int, int], Pack], codes: int, size: int) -> Pack:
    return own.setdefault((codes, size), Pack(bytearray(), bytearray()))


def _cut(own: Mapping[tuple[int, int], Pack], place: PackPlace, say: _Saying) -> None:
    """Cut a session out of that of its owner's packs which has it."""
    for (codes, size), pack in own.items():
        with suppress(KeyError):
            needed, numbers = say(place.record, codes)
            if size == needed and pack.cut(numbers, place.whose):
                return


def _rows(packs: _Packs) -> Iterator[tuple[Any, ...]]:
    for key, own in sorted(packs.items()):
        for (codes, size), (packed, whose) in sorted(own.items()):
            if packed:
                yield *key, codes, size, bytes(packed), *([bytes(whose)] if whose else [])


def _columns(table: PackTable) -> list[str]:
    owner = "venue" if table is SessionPack else "facilitator"
    named = [owner, "starts_on", "codes", "number_bytes", "packed"]
    return named if table is SessionPack else [*named, "whose"]


@cache
def _there(table: PackTable) -> AnySelect:
    return select(*(getattr(table, name) for name in _columns(table))).where(*_these(table))


@cache
def _gone(table: PackTable) -> Delete:
    return delete(table).where(*_these(table))


def _these(table: PackTable) -> Iterator[ColumnElement[bool]]:
    owner, month, *_ = (table_of(table).c[name] for name in _columns(table))
    yield owner.in_(bindparam("pack_owners", expanding=True))
    yield month.in_(bindparam("pack_months", expanding=True))
