"""Cut sessions out of packs, and put others in: no other session is read.

What is in a pack, ``queries/shared/packs.py`` and ``led_packs.py`` say. Those of venues and of
facilitators are changed alike; only the latter tell whose each session is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Date, String, select

from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.progress.pack_rows import DAY, TOTAL, PackRow, rows_of
from dashboard.queries.shared.given import given
from dashboard.queries.shared.groups import Groups, Numbers
from dashboard.queries.shared.packs import FIELDS, Coding, codings
from dashboard.tables import FacilitatorPack, SessionPack
from dashboard.writes.bulk import delete_rows, insert_rows, table_of
from dashboard.writes.cells import PackPlace
from dashboard.writes.new_packs import packs
from dashboard.writes.session_packs import known

PACKS_AT_ONCE = 2_000
PackTable = type[SessionPack] | type[FacilitatorPack]
_Key = tuple[str, date]
_Say = Callable[[SessionRecord], tuple[int, ...]]


class Packed(NamedTuple):
    """The sessions of some packs, a row each: which pack, its numbers, and whose it is."""

    pack: Numbers
    numbers: Numbers
    whose: Numbers

    def __add__(self, others: Any) -> "Packed":  # noqa: ANN401 - of the same kind
        """These and others."""
        return Packed(*map(np.concatenate, zip(self, others, strict=True)))

    def without(self, gone: "Packed") -> "Packed":
        """All but as many as are to go: of those that are alike, any."""
        kept = np.ones(len(self.pack), np.bool_)
        kept[_found(self, gone)] = False
        return Packed(*(column[kept] for column in self))


def change(
    connection: Connection, table: PackTable, gone: Iterable[PackPlace], come: Iterable[PackPlace]
) -> None:
    """Put sessions into the packs of a table, and cut others out of them.

    Those that are to go may be among those that come. One that is in no pack stays away.
    """
    codes, codes_of_packs = known(connection), codings(connection)
    say, (left, taken) = _saying(codes), map(_by_key, (gone, come))
    keys = sorted(left.keys() | taken.keys())
    for at in range(0, len(keys), PACKS_AT_ONCE):
        some = keys[at : at + PACKS_AT_ONCE]
        there = _read(connection, table, some, codes_of_packs, codes)
        came, went = (_packed(places, some, say, there) for places in (taken, left))
        there = (there + came).without(went)
        delete_rows(connection, table, _columns(table)[:2], some)
        insert_rows(connection, table, _columns(table), [*_rows(there, some, codes)])


def _saying(codes: Coding) -> _Say:
    """What tells the numbers of a session, as packs have them."""
    languages, kinds = ({code: at for at, code in enumerate(some)} for some in codes[:2])

    def say(record: SessionRecord) -> tuple[int, ...]:
        first = 0 if record.first_time is None else record.first_time + 1
        own = record.date.day, languages[record.language], kinds[record.kind], record.total, first
        return *own, *(record.attendance.get(age, 0) for age in codes.ages)

    return say


def _by_key(places: Iterable[PackPlace]) -> dict[_Key, list[PackPlace]]:
    found: dict[_Key, list[PackPlace]] = {}
    for place in places:
        found.setdefault(place.key, []).append(place)
    return found


def _packed(
    places: Mapping[_Key, Sequence[PackPlace]], keys: Sequence[_Key], say: _Say, like: Packed
) -> Packed:
    """The sessions of some keys, with as many columns as others have."""
    every = [(at, place) for at, key in enumerate(keys) for place in places.get(key, ())]
    return Packed(
        np.array([at for at, _ in every], np.int32),
        _table([say(place.record) for _, place in every], like.numbers),
        _table([place.whose for _, place in every], like.whose),
    )


def _table(rows: Sequence[tuple[int, ...]], like: Numbers) -> Numbers:
    return np.array(rows, np.int64).reshape(len(rows), like.shape[1])


def _read(
    connection: Connection,
    table: PackTable,
    keys: Sequence[_Key],
    codes_of_packs: Mapping[int, Coding],
    codes: Coding,
) -> Packed:
    """The packs of these keys, as whatever codes they have."""
    owner, month, *others = (table_of(table).c[name] for name in _columns(table))
    these = given(connection, keys, owner=String, month=Date)
    same = (owner == these.c.owner) & (month == these.c.month)
    found = connection.execute(select(owner, month, *others).join(these, same)).all()
    found = sorted(found, key=lambda row: row[2:4])  # as they are unpacked: codes, then bytes
    places = {key: at for at, key in enumerate(keys)}
    rows = [PackRow(row[1], places[row[0], row[1]], *row[2:5]) for row in found]
    sessions = rows_of(rows, codes_of_packs, dict.fromkeys((row.month for row in rows), 0), codes)
    whose = np.frombuffer(b"".join(row[5] for row in found if len(row) > len(FIELDS)), "<i8")
    width = 2 if table is FacilitatorPack else 0
    numbers = np.concatenate([sessions.numbers, sessions.came]).T
    return Packed(sessions.place, numbers, whose.reshape(len(numbers), width))


def _found(there: Packed, gone: Packed) -> Numbers:
    """The places of those that are to go."""
    both = there + gone
    cells = {"pack": both.pack, "day": both.numbers[:, DAY], "total": both.numbers[:, TOTAL]}
    similar = Groups.of(cells).places()  # which most are not
    count = len(there.pack)
    some = np.flatnonzero(_is_among(similar, similar[count:]))
    alike = _alike(np.column_stack([both.pack, both.numbers, both.whose])[some])
    old, new = alike[some < count], alike[some >= count]
    order = np.argsort(old, kind="stable")
    ordered = old[order]
    nth = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    times = np.bincount(new, minlength=int(np.max(alike, initial=0)) + 1)
    return some[order[nth < times[ordered]]]


def _is_among(places: Numbers, some: Numbers) -> NDArray[np.bool_]:
    is_among = np.zeros(int(np.max(places, initial=0)) + 1, np.bool_)
    is_among[some] = True
    return is_among[places]


def _alike(rows: Numbers) -> Numbers:
    """A number for each row, the same for those that are alike."""
    numbers: Numbers = np.unique(rows, axis=0, return_inverse=True)[1]
    return numbers.reshape(-1)


def _rows(sessions: Packed, keys: Sequence[_Key], codes: Coding) -> Iterator[tuple[Any, ...]]:
    """The rows of packs, in the order of columns."""
    if not len(sessions.pack):
        return
    numbers, came = sessions.numbers[:, : len(FIELDS)], sessions.numbers[:, len(FIELDS) :]
    every, named = np.arange(len(sessions.pack), dtype=np.int32), codes.id
    for some in packs({"pack": sessions.pack}, list(numbers.T), came, every):
        owned = [keys[at] for at in some.cells[0].tolist()]
        beside = some.beside(sessions.whose) if sessions.whose.shape[1] else ()
        for at, (key, packed) in enumerate(zip(owned, some.packed, strict=True)):
            yield *key, named, some.number_bytes, packed, *beside[at : at + 1]


def _columns(table: PackTable) -> list[str]:
    owner = "venue" if table is SessionPack else "facilitator"
    named = [owner, "starts_on", "codes", "number_bytes", "packed"]
    return named if table is SessionPack else [*named, "whose"]
