"""The threads of each lane, and the requests that wait for them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING

from dashboard.web.serving import refusals
from dashboard.web.serving.lanes import LANES, Lane
from dashboard.web.serving.refusals import ServerRefusal
from dashboard.web.shared.logs import report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.web.serving.channel import Channel

REFUSING = Lane("refusing", 1, 1_000_000)  # never long: what was refused is written, no more


@dataclass(frozen=True, slots=True)
class Load:
    """How much a lane has to do, and how many requests it refused since the last report."""

    lane: Lane
    busy: int
    waiting: int
    refused: int


class Pool:
    """The threads of one lane, started as needed; they end with the process."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._waiting: deque[Channel] = deque()
        self._changed = Condition()
        self._threads = self._busy = self._refused = 0

    def take(self, channel: Channel) -> bool:
        """Queue a channel's request; returns false if too many wait."""
        with self._changed:
            if len(self._waiting) >= self._lane.longest_queue:
                self._waiting = deque(one for one in self._waiting if one.connected)
            if len(self._waiting) >= self._lane.longest_queue:
                self._refused += 1
                return False
            self._waiting.append(channel)
            idle = self._threads - self._busy
            if idle < len(self._waiting) and self._threads < self._lane.threads:
                self._threads += 1
                name = f"{self._lane.name}-{self._threads}"
                Thread(target=self._work, name=name, daemon=True).start()
            else:
                self._changed.notify()
            return True

    def load(self) -> Load:
        """The current load; refusals are reported once."""
        with self._changed:
            refused, self._refused = self._refused, 0
            return Load(self._lane, self._busy, len(self._waiting), refused)

    def _work(self) -> None:
        while True:
            self._answer(self._next())

    def _next(self) -> Channel:
        """The next waiting channel; one that has left is only closed."""
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            self._busy += 1
            return self._waiting.popleft()

    def _answer(self, channel: Channel) -> None:
        try:
            channel.service()
        except BaseException as error:  # noqa: BLE001 - the thread must go on
            report(error)
            channel.will_close = True
            channel.server.pull_trigger()
        finally:
            with self._changed:
                self._busy -= 1


class Pools:
    """Assigns each request to its lane; waitress calls this a task dispatcher."""

    def __init__(self, lanes: Iterable[Lane] = LANES) -> None:
        self._pools = {lane: Pool(lane) for lane in lanes}
        self._refusing = Pool(REFUSING)

    def add_task(self, channel: Channel) -> None:
        """Queue a channel's first request, or refuse it at once."""
        request = channel.requests[0]
        if request.error is None and not self._pools[request.place.lane].take(channel):
            request.error = ServerRefusal(refusals.BUSY, request.address)
        if request.error is not None:
            self._refusing.take(channel)

    def loads(self) -> tuple[Load, ...]:
        """The current load of each lane; refusals are reported once."""
        return tuple(pool.load() for pool in self._pools.values())
