"""Arrays that a process keeps of a database, for whichever transaction sees their marks."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

MOST_BYTES = 48 * 1024 * 1024
MOST_BYTES_OF_SESSIONS = MOST_BYTES // 2
MOST_BYTES_ASKED = MOST_BYTES // 12
"""The months at both ends of a range, of ten million sessions in twelve years."""
BLOCKS, OF_SESSIONS, ASKED = "blocks", "sessions", "asked"
ROOMS = {BLOCKS: MOST_BYTES, OF_SESSIONS: MOST_BYTES_OF_SESSIONS, ASKED: MOST_BYTES_ASKED}
Name = tuple[object, ...]
"""What an array is of, whatever was written since."""


class MarkedArray(NamedTuple):
    """An array, and the mark of the rows that it was made of."""

    mark: object
    array: NDArray[Any]

    @property
    def nbytes(self) -> int:
        """The bytes of its numbers."""
        return self.array.nbytes


Arrays = Mapping[str, Mapping[Name, MarkedArray]]
"""Those of a process, by room."""


@dataclass(slots=True)
class ArrayStore:
    """Arrays that a process keeps of one database, as many bytes of them as there is room for.

    Of each name one is kept, with the last mark. After a write, nobody asks for those before.
    """

    most_bytes: int
    arrays: OrderedDict[Name, MarkedArray] = field(default_factory=OrderedDict)
    held: int = 0
    """The bytes of these arrays."""
    lock: Lock = field(default_factory=Lock)

    def find(self, name: Name, mark: object) -> NDArray[Any] | None:
        """The array; ``None`` if it is not kept with that mark."""
        with self.lock:
            found = self.arrays.get(name)
            if found is None:
                return None
            self.arrays.move_to_end(name)
        return found.array if found.mark == mark else None

    def last(self, name: Name) -> MarkedArray | None:
        """What was kept last of that name, whatever was written since."""
        with self.lock:
            return self.arrays.get(name)

    def put(self, name: Name, mark: object, array: NDArray[Any]) -> None:
        """Keep an array; those that nobody has asked for the longest make room for it."""
        array.setflags(write=False)
        with self.lock:
            if array.nbytes > self.most_bytes:
                return
            if before := self.arrays.pop(name, None):
                self.held -= before.nbytes
            self.arrays[name] = MarkedArray(mark, array)
            self.held += array.nbytes
            while self.held > self.most_bytes:
                _, least = self.arrays.popitem(last=False)
                self.held -= least.nbytes

    def takes(self, name: Name) -> bool:
        """Whether it has room for an array as large as any that it keeps, or has kept that one."""
        with self.lock:
            largest = max((one.nbytes for one in self.arrays.values()), default=0)
            return name in self.arrays or self.held + largest <= self.most_bytes


def arrays_of(connection: Connection) -> ArrayStore:
    """What this process keeps of the connection's database, but sessions."""
    return _store(connection, BLOCKS)


def sessions_of(connection: Connection) -> ArrayStore:
    """The sessions that it keeps, in a room of their own; where they are too many, their sums."""
    return _store(connection, OF_SESSIONS)


def asked_of(connection: Connection) -> ArrayStore:
    """Those that somebody asked for, though there is no room for all.

    They would drive out what all other questions need.
    """
    return _store(connection, ASKED)


def handed_on(engine: Engine) -> Arrays:
    """All that this process keeps of a database, for those that are forked from it.

    They share the numbers. No lock is among them.
    """
    stores = {room: _store(engine, room) for room in ROOMS}
    return {room: dict(store.arrays) for room, store in stores.items()}


def take_over(engine: Engine, arrays: Arrays) -> None:
    """Keep what another process has kept: whatever was written since, its marks tell."""
    for room, some in arrays.items():
        for name, (mark, array) in some.items():
            _store(engine, room).put(name, mark, array)


def _store(of: Connection | Engine, room: str) -> ArrayStore:
    kept = of.get_execution_options().get("impact_kept", {})
    if room not in kept:
        kept.setdefault(room, ArrayStore(ROOMS[room]))
    found: ArrayStore = kept[room]
    return found


def packed(columns: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    """One record of these columns of whole numbers, none below 0, in as few bytes as they need.

    So each lies by itself, and the processor takes many numbers at once.
    """
    fields = [(name, _fewest_bytes(column), column.shape) for name, column in columns.items()]
    record = np.zeros((), np.dtype(fields, align=True))
    for name, column in columns.items():
        record[name] = column
    return record


def _fewest_bytes(column: NDArray[Any]) -> np.dtype[Any]:
    return column.dtype if column.dtype == np.uint8 else np.min_scalar_type(column.max(initial=0))
