"""Cut sessions out of packs, and put others in: no other session is read or unpacked.

What is in a pack, ``queries/shared/packs.py`` and ``led_packs.py`` say. Those of venues and of
facilitators are changed alike; only the latter tell whose each session is. A session that goes is
looked for by its bytes, in the packs of whichever codes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, String, literal, select

from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.shared.given import given
from dashboard.queries.shared.led_packs import WHOSE, LedPack
from dashboard.queries.shared.packs import Coding, codings, packing
from dashboard.tables import FacilitatorPack, SessionPack
from dashboard.writes.bulk import delete_rows, replace_rows, table_of
from dashboard.writes.cells import PackPlace
from dashboard.writes.session_packs import known

PACKS_AT_ONCE = 2_000
KEY = 4  # columns, which are the first
PackTable = type[SessionPack] | type[FacilitatorPack]
_Key = tuple[str, date]
_Kind = tuple[int, int]  # the codes of a pack, and the bytes of its numbers
_Packs = dict[_Kind, LedPack]
_Say = Callable[[SessionRecord], tuple[int, bytes]]


def change(
    connection: Connection, table: PackTable, gone: Iterable[PackPlace], come: Iterable[PackPlace]
) -> None:
    """Put sessions into the packs of a table, and cut others out of them.

    Those that are to go may be among those that come. One that is in no pack stays away.
    """
    now = known(connection).id
    says = {id_: _saying(codes) for id_, codes in codings(connection).items()}
    left, taken = map(_by_key, (gone, come))
    in_table = itemgetter(1, 0) if table is SessionPack else itemgetter(0, 1)
    keys = sorted(left.keys() | taken.keys(), key=in_table)
    for at in range(0, len(keys), PACKS_AT_ONCE):
        some = keys[at : at + PACKS_AT_ONCE]
        there = _read(connection, table, some)
        changed = dict[tuple[Any, ...], LedPack]()
        for key in some:
            packs, latest_first = there[key], reversed(left.get(key, ()))  # who stand at the end
            kinds = {_put(packs, place, now, says[now]) for place in taken.get(key, ())}
            kinds |= {kind for place in latest_first if (kind := _cut(packs, place, says))}
            changed |= {(*key, *kind): packs[kind] for kind in kinds}
        _write(connection, table, changed)


def _saying(codes: Coding) -> _Say:
    """What tells how many bytes each number of a session has, and all of them.

    It raises ``KeyError`` for a session of another language or kind. One with other age groups is
    like none of these: who came of these is less than its total.
    """
    pack = packing(codes)

    def say(record: SessionRecord) -> tuple[int, bytes]:
        own = record.date, record.language, record.kind, record.total, record.first_time
        return pack(*own, *[record.attendance.get(age, 0) for age in codes.ages])[1:]

    return say


def _by_key(places: Iterable[PackPlace]) -> dict[_Key, list[PackPlace]]:
    found: dict[_Key, list[PackPlace]] = {}
    for place in places:
        found.setdefault(place.key, []).append(place)
    return found


def _read(
    connection: Connection, table: PackTable, keys: Sequence[_Key]
) -> defaultdict[_Key, _Packs]:
    """The packs of these keys."""
    owner, month, *others = (table_of(table).c[name] for name in _columns(table))
    whose = [] if table is FacilitatorPack else [literal(b"")]
    these = given(connection, keys, owner=String, month=Date)
    same = (owner == these.c.owner) & (month == these.c.month)
    rows = connection.execute(select(owner, month, *others, *whose).join(these, same)).all()
    found = defaultdict[_Key, _Packs](dict)
    for of, starts_on, *kind, packed, beside in rows:
        found[of, starts_on][tuple(kind)] = LedPack(bytearray(packed), bytearray(beside))
    return found


def _put(packs: _Packs, place: PackPlace, codes: int, say: _Say) -> _Kind:
    """Put a session into the pack where it belongs, and tell which that is."""
    size, text = say(place.record)
    pack = packs.setdefault((codes, size), LedPack(bytearray(), bytearray()))
    pack.packed.extend(text)
    pack.whose.extend(_whose(place))
    return codes, size


def _cut(packs: _Packs, place: PackPlace, says: Mapping[int, _Say]) -> _Kind | None:
    """Cut a session out of the pack that it is in, and tell which that was."""
    for kind, pack in packs.items():
        with suppress(KeyError):  # it is not in packs of such codes
            size, text = says[kind[0]](place.record)
            if size == kind[1] and _cut_out(pack, text, _whose(place)):
                return kind
    return None


def _cut_out(pack: LedPack, text: bytes, whose: bytes) -> bool:
    length, beside = len(text), len(whose)
    for nth in rows_like(pack.whose, whose) if whose else rows_like(pack.packed, text):
        if pack.packed[nth * length : (nth + 1) * length] == text:
            del pack.packed[nth * length : (nth + 1) * length]
            del pack.whose[nth * beside : (nth + 1) * beside]
            return True
    return False


def rows_like(rows: bytearray, row: bytes) -> Iterator[int]:
    """Which of the rows, all as long as this one, are like it: from the last."""
    end = len(rows)
    while (at := rows.rfind(row, 0, end)) >= 0:
        nth, beside = divmod(at, len(row))
        if not beside:
            yield nth
        end = at + len(row) - 1


def _whose(place: PackPlace) -> bytes:
    return WHOSE.pack(*place.whose) if place.whose else b""


def _write(
    connection: Connection, table: PackTable, packs: Mapping[tuple[Any, ...], LedPack]
) -> None:
    columns = _columns(table)
    key, values = columns[:KEY], len(columns) - KEY
    empty = [of for of, pack in packs.items() if not pack.packed]
    delete_rows(connection, table, key, empty)
    left = [(*of, *map(bytes, pack[:values])) for of, pack in packs.items() if pack.packed]
    replace_rows(connection, table, columns, left)


def _columns(table: PackTable) -> list[str]:
    owner = "venue" if table is SessionPack else "facilitator"
    named = [owner, "starts_on", "codes", "number_bytes", "packed"]
    return named if table is SessionPack else [*named, "whose"]
