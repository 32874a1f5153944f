"""Which threads answer which requests: waiting in one lane does not delay another.

A request's lane follows from its endpoint, which is known before a thread is used. Requests that
may wait for the database's one writer, for another server or for long work have their own threads.
So health checks and pages never queue behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException

from dashboard.addresses import CALLBACK, within
from dashboard.web.access.doors import SAFE_METHODS
from dashboard.web.access.rights import LIVE
from dashboard.web.shared.uploads import LARGEST_REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.routing import Map

LARGEST_BODY: Final = 256 * 1024
MOST_CONNECTIONS: Final = 1000  # of one worker
ADDRESSES_KEPT: Final = 128  # with the lanes that were found for them


@dataclass(frozen=True, slots=True)
class Lane:
    """A number of threads, and how many requests may wait for them; more are refused."""

    name: str
    threads: int
    longest_queue: int


ALIVE: Final = Lane("alive", 1, MOST_CONNECTIONS)  # needs no database, so it never waits
WATCHING: Final = Lane("watching", 2, 20)
READING: Final = Lane("reading", 8, 400)
WRITING: Final = Lane("writing", 6, 60)
ENTERING: Final = Lane("entering", 2, 60)  # saves may wait for minutes while a file comes in
LONG: Final = Lane("long", 12, 12)  # most wait for their turn, and report it
MAKING: Final = Lane("making", 4, 20)  # files, most of them in a process of their own
ELSEWHERE: Final = Lane("elsewhere", 4, 20)  # waits for servers of others
LANES: Final = (ALIVE, WATCHING, READING, WRITING, ENTERING, LONG, MAKING, ELSEWHERE)

OF_ENDPOINTS: Final = {
    "health.healthz": ALIVE,
    "health.readyz": WATCHING,
    "metrics.metrics": WATCHING,
    CALLBACK: READING,  # a POST that writes nothing
    LIVE: READING,
    "provider.begin": ELSEWHERE,
    "provider.back": ELSEWHERE,
    "provider.leave": ELSEWHERE,
    "imports.preview": LONG,
    "imports.bring_in": LONG,
    "imports.to_mend": LONG,
    "template.download": MAKING,
    "brief.download": MAKING,
    "brief.slides": MAKING,
    "charts.svg": MAKING,
    "charts.png": MAKING,
    "charts.numbers": MAKING,
    "charts.words": MAKING,
    "charts.book": MAKING,
    "charts.files": MAKING,
    "desk.undo_import": LONG,
    "reference.merge": LONG,
    "reference.unmerge": LONG,
    "publishing.draft": LONG,
    "publishing.approve": LONG,
}
"""The exceptions; otherwise GET and HEAD are for reading, other methods for writing."""

SIGN_IN: Final = "signing.sign_in"

WITH_FILES: Final = ("imports.preview", "imports.bring_in", "imports.to_mend")


@dataclass(frozen=True, slots=True)
class RequestPlace:
    """What a request's method and path tell: its lane, and the largest body allowed."""

    lane: Lane
    largest_body: int


def place(endpoint: str | None, method: str) -> RequestPlace:
    """The place of an endpoint; without one, the answer is an error, which is short."""
    writing = ENTERING if endpoint == SIGN_IN else WRITING
    usual = READING if endpoint is None or method in SAFE_METHODS else writing
    lane = OF_ENDPOINTS.get(endpoint or "", usual)
    return RequestPlace(lane, LARGEST_REQUEST if endpoint in WITH_FILES else LARGEST_BODY)


def finder(rules: Map, left_on: str = "") -> Callable[[str, str], RequestPlace]:
    """A function that finds the place of a method and a path, by a server's rules.

    ``left_on`` may stand before the path (see ``mount``).
    """
    matching = rules.bind("impact.invalid")  # hosts are looked at later

    @lru_cache(ADDRESSES_KEPT)  # a page asks for the same files, and again for its answers
    def find(method: str, path: str) -> RequestPlace:
        try:
            endpoint, _ = matching.match(within(left_on, path), method=method)
        except HTTPException:  # nothing is there, or another method, or a slash is missing
            endpoint = None
        return place(endpoint, method)

    return find
