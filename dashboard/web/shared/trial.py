"""A trial every half minute: whether what is written reaches the disk, and can be read again.

Each process that answers makes its own, since each has the database open for itself.
"""

from __future__ import annotations

import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from dashboard.database import tend, trouble
from dashboard.sqlite_file import LogReplacedError
from dashboard.trouble import Trouble
from dashboard.web.shared.logs import note, report
from dashboard.writes.trial import attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

EVERY_SECONDS: Final = 30
LEAST_SECONDS: Final = 1  # however often somebody asks for one
LATEST_SECONDS: Final = 4 * EVERY_SECONDS  # a trial that takes longer hangs


class WriteTrial:
    """The latest result, for whoever asks; begun by ``start``, ended with the process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: Trouble | None = None
        self._reference = ""
        self._begun: float | None = None
        self._begin_anew: Callable[[], None] = lambda: None
        self._ended, self._wanted = False, Event()

    def start(self, begin_anew: Callable[[], None] = lambda: None) -> None:
        """Try now, and then every half minute; call it after forking.

        ``begin_anew`` ends this process where only another one in its place can help.
        """
        self._begin_anew = begin_anew
        Thread(target=self._for_ever, daemon=True, name="trial").start()

    def stop(self) -> None:
        """Try no more."""
        self._ended = True
        self._wanted.set()

    def soon(self) -> None:
        """Do not wait for the half minute: something went wrong, or may be over."""
        self._wanted.set()

    @property
    def found(self) -> tuple[Trouble, str] | None:
        """What the latest trial ran into, and its reference in the log; ``None`` when it held."""
        if self._begun is not None and time.monotonic() - self._begun > LATEST_SECONDS:
            return Trouble.SLOW, ""
        return (self._found, self._reference) if self._found else None

    def once(self) -> None:
        """Try, and remember what came of it. That somebody else writes is no trouble."""
        try:
            self._begun = time.monotonic()
            attempt(self._engine)
            self._begun = None
            tend(self._engine)  # takes its time
            found = None
        except LogReplacedError as error:
            found, self._reference = Trouble.LOST, report(error)
            self._begin_anew()
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody must hear of it
            found = trouble(error) or Trouble.AWAY
            if found is not Trouble.BUSY and found is not self._found:
                self._reference = report(error)
        self._begun = None
        if found is Trouble.BUSY:
            return
        if self._found and not found:
            note("the database can be used again")
        self._found = found

    def _for_ever(self) -> None:
        while not self._ended:
            self._wanted.clear()
            self.once()
            time.sleep(LEAST_SECONDS)
            self._wanted.wait(EVERY_SECONDS - LEAST_SECONDS)
