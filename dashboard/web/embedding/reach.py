"""How often views are shown: counted once a page, with nothing about who looked."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.archive import shown
from dashboard.database import failure, writing_at_once
from dashboard.domain.embeds import Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.domain.embeds import EmbedView, Grant


class Reach:
    """Counts in memory, and in the database as soon as nobody else writes there."""

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._engine = engine
        self._today = today
        self._waiting: Counter[tuple[date, int, EmbedView]] = Counter()
        self._lock = Lock()

    def count(self, grant: Grant, view: EmbedView) -> None:
        """A view was shown; no reader ever waits for that to be written."""
        with self._lock:
            self._waiting[self._today(), grant.id, view] += 1
            taken, self._waiting = self._waiting, Counter()
        if not self._write(taken):
            with self._lock:
                self._waiting += taken

    def _write(self, counted: Counter[tuple[date, int, EmbedView]]) -> bool:
        try:
            with writing_at_once(self._engine) as connection:
                for (day, grant, view), times in sorted(counted.items()):
                    shown.add(connection, Shown(day, grant, view, times))
        except Exception as error:
            if failure(error) is None:
                raise
            return False
        return True
