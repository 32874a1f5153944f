"""Keys that nobody was ever given, counted by the place that showed them.

Keys have 256 random bits: to guess one is hopeless, and whoever tries is told to come again later.
A key that opens something is never counted, nor refused for what others at the same address do;
so it is looked up first, and one that was ours but has ended is no guess either.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from cachetools import TTLCache

from dashboard.access import throttle
from dashboard.database import failure, reading, writing_at_once

if TYPE_CHECKING:
    from sqlalchemy import Engine

PLACES = 4096
CLOSED_SECONDS = 60  # for so long nobody counts anew
LATER_SECONDS = round(throttle.WINDOW.total_seconds())


class Guesses:
    """What was tried lately, by all processes: a row for some guesses, the rest in memory.

    Who guesses causes a write now and then until they are refused, and none from then on. It waits
    for nobody else who writes; what could not be written is written with the next.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: TTLCache[str, int] = TTLCache(PLACES, throttle.WINDOW.total_seconds())
        self._closed: TTLCache[str, None] = TTLCache(PLACES, CLOSED_SECONDS)
        self._lock = Lock()

    def are_too_many(self, address: str) -> bool:
        """Count a wrong key from an address; whether to tell who shows it to come again later.

        This machine's own addresses are those of a proxy before us, and are not counted.
        """
        place = throttle.place_of(address)
        if not place:
            return False
        with self._lock:
            if place in self._closed:
                return True
            waiting = self._waiting[place] = self._waiting.get(place, 0) + 1
        with reading(self._engine) as connection:
            too_many = throttle.guesses(connection, place) + waiting >= throttle.MOST_GUESSES
            is_room = throttle.may_write_guesses(connection)
        if waiting >= throttle.GUESSES_IN_A_ROW and is_room:
            self._write(place, waiting // throttle.GUESSES_IN_A_ROW)
        if too_many:
            with self._lock:
                self._closed[place] = None
        return too_many

    def _write(self, place: str, rows: int) -> None:
        try:
            with writing_at_once(self._engine) as connection:
                throttle.guessed(connection, place, rows)
        except Exception as error:
            if failure(error) is None:
                raise
            return  # somebody else writes, for instance: next time
        with self._lock:
            left = self._waiting.get(place, 0) - rows * throttle.GUESSES_IN_A_ROW
            self._waiting[place] = max(0, left)
