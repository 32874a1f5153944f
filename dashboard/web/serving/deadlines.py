"""How long a connection may wait for its client, and how much must come of it meanwhile.

Waitress has no deadlines for the parts of a request.
"""

from __future__ import annotations

from enum import Enum, auto
from math import inf
from typing import Final


class Awaits(Enum):
    """What a connection waits for, which decides its deadline."""

    REQUEST = auto()  # another one
    FIRST_REQUEST = auto()
    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    READER = auto()  # of an answer
    GOODBYE = auto()  # the end of what was refused: closed sooner, nobody would read why


SECONDS: Final = {
    Awaits.REQUEST: 30,
    Awaits.FIRST_REQUEST: 10,
    Awaits.HEAD: 10,
    Awaits.BODY: 20,
    Awaits.READER: 20,
    Awaits.GOODBYE: 5,
}
"""How long each may take, or how long it may take until ``LEAST`` more of it came."""

LEAST: Final = {Awaits.BODY: 10 * 1024, Awaits.READER: 10 * 1024}
"""Bytes; of the others, one request."""


class Deadline:
    """When a connection has waited too long, ``since`` enough came of what it waits for."""

    def __init__(self, now: float) -> None:
        self.since = now
        self._awaits, self._came = Awaits.FIRST_REQUEST, 0

    def note(self, awaits: Awaits, came: int, now: float) -> None:
        """Note what is awaited now, and how much of it came by now, from the beginning on."""
        if awaits is not self._awaits or came - self._came >= LEAST.get(awaits, 1):
            self.since, self._awaits, self._came = now, awaits, came

    def has_passed(self, now: float) -> bool:
        """Whether too little came in time."""
        return now - self.since > SECONDS.get(self._awaits, inf)
