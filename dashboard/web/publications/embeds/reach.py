"""Count how often views are shown: once per page, with nothing about the reader."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.database import failure, writing_at_once
from dashboard.domain.publications.embeds import ViewCount
from dashboard.publications.archive import shown
from dashboard.web.shared import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.domain.publications.embeds import Grant


class ReachCounter:
    """Counts in memory, and writes to the database when nobody else writes."""

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._engine = engine
        self._today = today
        self._waiting: Counter[tuple[date, int, str]] = Counter()
        self._lock = Lock()

    def count(self, grant: Grant, view: str) -> None:
        """Count a view, by its code; readers neither wait for the write nor notice if it fails."""
        with self._lock:
            self._waiting[self._today(), grant.id, view] += 1
            taken, self._waiting = self._waiting, Counter()
        try:
            self._write(taken)
        except Exception as error:  # noqa: BLE001 - the page is there already
            if failure(error) is None:
                logs.report(error)
                return
            with self._lock:
                self._waiting += taken  # somebody else writes: next time

    def _write(self, counted: Counter[tuple[date, int, str]]) -> None:
        with writing_at_once(self._engine) as connection:
            for (day, grant, view), times in sorted(counted.items()):
                shown.add(connection, ViewCount(day, grant, view, times))
