"""Arrays that a process keeps of a database, for whichever transaction sees their marks."""

from dataclasses import dataclass
from operator import attrgetter
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache
from numpy.typing import NDArray
from sqlalchemy import Connection

MOST_BYTES = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArrayStore:
    """The arrays that a process keeps of one database, at most ``MOST_BYTES`` of them."""

    arrays: LRUCache[tuple[object, ...], NDArray[Any]]
    lock: Lock

    def find(self, key: tuple[object, ...]) -> NDArray[Any] | None:
        """The array; ``None`` if it is not kept."""
        with self.lock:
            return self.arrays.get(key)

    def put(self, key: tuple[object, ...], array: NDArray[Any]) -> None:
        """Keep an array; those that nobody has asked for the longest make room for it."""
        array.setflags(write=False)
        with self.lock:
            if array.nbytes <= self.arrays.maxsize:
                self.arrays[key] = array


def arrays_of(connection: Connection) -> ArrayStore:
    """What this process keeps of the connection's database."""
    kept = connection.get_execution_options().get("impact_kept", {})
    if "blocks" not in kept:
        made = ArrayStore(LRUCache(MOST_BYTES, getsizeof=attrgetter("nbytes")), Lock())
        kept.setdefault("blocks", made)
    return cast("ArrayStore", kept["blocks"])
