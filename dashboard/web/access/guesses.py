"""Count wrong keys by the place that sent them.

Keys have 256 random bits, so guessing is hopeless; who tries is told to come back later. A valid
key is never counted, nor refused because of others at the same address, so it is looked up first. A
key of ours that has ended does not count as a guess either.
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
CLOSED_SECONDS = 60  # how long a place stays refused without counting
LATER_SECONDS = round(throttle.WINDOW.total_seconds())


class Guesses:
    """Recent guesses in all processes: one row for several guesses, the rest in memory.

    A guesser causes a write from time to time, and none once refused. The write waits for no other
    writer; what could not be written is written with the next.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: TTLCache[str, int] = TTLCache(PLACES, throttle.WINDOW.total_seconds())
        self._closed: TTLCache[str, None] = TTLCache(PLACES, CLOSED_SECONDS)
        self._lock = Lock()

    def are_too_many(self, address: str) -> bool:
        """Count a wrong key from an address; returns whether to answer "come back later".

        Addresses of this machine are those of a proxy before us, and are not counted.
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
