"""Test every half minute that writes reach the disk and can be read again.

Each process that answers runs its own test, since each opens the database itself.
"""

from __future__ import annotations

import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from dashboard.database import tend, trouble
from dashboard.sqlite_stamps import LogReplacedError
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
    """The latest result of the test; ``start`` begins it, and it ends with the process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: Trouble | None = None
        self._reference = ""
        self._begun: float | None = None
        self._begin_anew: Callable[[], None] = lambda: None
        self._ended, self._wanted = False, Event()

    def start(self, begin_anew: Callable[[], None] = lambda: None) -> None:
        """Test now, and then every half minute; to be called after forking.

        ``begin_anew`` ends this process if only a new process can help.
        """
        self._begin_anew = begin_anew
        Thread(target=self._for_ever, daemon=True, name="trial").start()

    def stop(self) -> None:
        """Stop the tests."""
        self._ended = True
        self._wanted.set()

    def soon(self) -> None:
        """Test soon, without waiting for the half minute: something failed, or may work again."""
        self._wanted.set()

    @property
    def found(self) -> tuple[Trouble, str] | None:
        """The latest test's failure, and its reference in the log; ``None`` if it passed."""
        if self._begun is not None and time.monotonic() - self._begun > LATEST_SECONDS:
            return Trouble.SLOW, ""
        return (self._found, self._reference) if self._found else None

    def once(self) -> None:
        """Run the test and store its result; a busy writer is no failure."""
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
