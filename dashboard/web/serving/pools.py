"""The threads of each lane, and the requests that wait for them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread
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
    """The threads of one lane, started as needed; they end with the process.

    Of those that are free the first one answers: of what it uses, the processor still has most. In
    turn, each would find its memory forgotten.
    """

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._waiting: deque[Channel] = deque()
        self._free: dict[int, SimpleQueue[Channel]] = {}
        self._changing = Lock()
        self._threads = self._refused = 0

    def take(self, channel: Channel) -> bool:
        """Give a channel's request to a thread, or queue it; returns false if too many wait."""
        with self._changing:
            if self._free:
                self._free.pop(min(self._free)).put(channel)
                return True
            if self._threads < self._lane.threads:
                self._start(channel)
                return True
            if len(self._waiting) >= self._lane.longest_queue:
                self._waiting = deque(one for one in self._waiting if one.connected)
            if len(self._waiting) >= self._lane.longest_queue:
                self._refused += 1
                return False
            self._waiting.append(channel)
            return True

    def load(self) -> Load:
        """The current load; refusals are reported once."""
        with self._changing:
            refused, self._refused = self._refused, 0
            busy = self._threads - len(self._free)
            return Load(self._lane, busy, len(self._waiting), refused)

    def _start(self, first: Channel) -> None:
        self._threads += 1
        number = self._threads
        name = f"{self._lane.name}-{number}"
        Thread(target=self._work, args=(number, first), name=name, daemon=True).start()

    def _work(self, number: int, channel: Channel) -> None:
        given: SimpleQueue[Channel] = SimpleQueue()
        while True:
            self._answer(channel)
            channel = self._next(number, given)

    def _next(self, number: int, given: SimpleQueue[Channel]) -> Channel:
        """The channel that waits longest, or the one that is given; who has left is only closed."""
        with self._changing:
            if self._waiting:
                return self._waiting.popleft()
            self._free[number] = given
        return given.get()

    def _answer(self, channel: Channel) -> None:
        try:
            channel.service()
        except BaseException as error:  # noqa: BLE001 - the thread must go on
            report(error)
            channel.will_close = True
            channel.server.pull_trigger()


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
