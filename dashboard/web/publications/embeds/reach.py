"""Count how often views are shown: once per page, with nothing about the reader."""

from __future__ import annotations

import atexit
import time
from collections import Counter
from functools import partial
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final

from dashboard.database import Patience, failure, writing, writing_at_once
from dashboard.domain.publications.embeds import ViewCount
from dashboard.publications.archive import shown
from dashboard.web.shared import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    from sqlalchemy import Connection, Engine

    from dashboard.domain.publications.embeds import Grant

REACH: Final = "impact_reach"
"""The name of the counter in the server's extensions."""

EVERY_SECONDS: Final = 1.0
AT_THE_END: Final = Patience(2, 2)
"""The server gives a worker three seconds to end, and all of them end at once."""


class ReachCounter:
    """Counts in memory, and writes to the database when nobody else writes.

    It writes after each view, or once a second from ``start`` on: a write costs as much as the
    view, and only one may be under way.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._engine = engine
        self._today = today
        self._waiting: Counter[tuple[date, int, str]] = Counter()
        self._lock = Lock()
        self._turn = Lock()
        self._gathers = False
        self._any = Event()

    def start(self) -> None:
        """Write once a second from now on, and as the process ends; to be called after forking."""
        self._gathers = True
        atexit.register(self.end)
        Thread(target=self._for_ever, daemon=True, name="reach").start()

    def count(self, grant: Grant, view: str) -> None:
        """Count a view, by its code; readers neither wait for the write nor notice if it fails."""
        with self._lock:
            self._waiting[self._today(), grant.id, view] += 1
        if self._gathers:
            self._any.set()
        else:
            self.write()

    def write(self) -> None:
        """Write what was counted since; what can't be written now is kept for the next time."""
        self._write(writing_at_once)

    def end(self) -> None:
        """Write the rest, after a write that is under way and after those of other workers."""
        self._write(partial(writing, patience=AT_THE_END))

    def _write(self, begin: Callable[[Engine], AbstractContextManager[Connection]]) -> None:
        with self._turn:
            with self._lock:
                taken, self._waiting = self._waiting, Counter()
            try:
                self._add(taken, begin)
            except Exception as error:  # noqa: BLE001 - the pages are there already
                if failure(error) is None:
                    logs.report(error)
                    return
                with self._lock:
                    self._waiting += taken

    def _for_ever(self) -> None:
        while self._any.wait():
            time.sleep(EVERY_SECONDS)
            self._any.clear()
            self.write()

    def _add(
        self,
        counted: Counter[tuple[date, int, str]],
        begin: Callable[[Engine], AbstractContextManager[Connection]],
    ) -> None:
        if not counted:
            return
        with begin(self._engine) as connection:
            for (day, grant, view), times in sorted(counted.items()):
                shown.add(connection, ViewCount(day, grant, view, times))
