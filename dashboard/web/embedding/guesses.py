"""Keys that nobody knows, counted by where they come from, so that nobody can try many.

Keys have 256 random bits: to guess one is hopeless, and this only keeps who tries from costing us
anything. In memory, of this process. A key that was good here is looked up whoever else is at the
same address, so that nobody shuts a partner out.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache, TTLCache

from dashboard.archive.grants import digest_of
from dashboard.domain.hosts import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

MOST, WINDOW_SECONDS = 30, 60
PLACES, KEYS = 4096, 1024


class Guesses:
    """The tries of the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tries: TTLCache[str, int] = TTLCache(PLACES, WINDOW_SECONDS, clock)
        self._good: LRUCache[str, None] = LRUCache(KEYS)
        self._lock = Lock()

    def are_too_many(self, key: str, place: str) -> bool:
        """Whether not to look up this key for this place; a proxy before us is no place."""
        with self._lock:
            return self._tries.get(place, 0) >= MOST and digest_of(key) not in self._good

    def count(self, key: str, place: str, *, good: bool) -> None:
        """What a key turned out to be."""
        with self._lock:
            if good:
                self._good[digest_of(key)] = None
            elif not is_loopback(place):
                self._tries[place] = self._tries.get(place, 0) + 1
