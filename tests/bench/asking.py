"""Ask a served program as a browser does, and measure what the answer took: time, processor, bytes.

Whoever changes filters says which pieces the page shows, and is sent the others (decision 65).
"""

import gzip
import http.client
import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

import brotli
import orjson

from dashboard.addresses import CALLBACK, EXPLORE, View
from dashboard.i18n import Locale
from dashboard.sqlite_file import FIRST_SECONDS
from dashboard.web.shared.trial import EVERY_SECONDS
from layouts.shared.changes import MARK_BYTES
from layouts.shared.drawing import KINDS
from tests.bench.processes import family, processor_seconds
from tests.support import patience
from tests.support.program import Served

HEADERS = {
    "Sec-Fetch-Site": "same-origin",
    "Accept-Encoding": "br, gzip",
    "Content-Type": "application/json",
}
OK = 200
LOOKED_AT_SECONDS, RESTING_MS = 2.0, 25.0
CHECKED_AFTER_SECONDS = FIRST_SECONDS + EVERY_SECONDS + 1
"""After the start, each server has begun to check its file, or is done."""
LETTERS = MARK_BYTES * 8 // 6
"""Of a mark."""
IN_PARTS = ("grids", "figures")
STATE = re.compile(rb'id="page-state">(.*?)</script>', re.DOTALL)
CLOSED = re.compile(rb'data-later="([^"]*)"')
"""The places in folds, all of which are closed."""
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


class Took(NamedTuple):
    """Milliseconds from the request to the last byte, of processor time, and bytes on the wire."""

    wall: float
    processor: float
    sent: int


@dataclass
class Shown:
    """What a browser shows of a view, by the marks that the server gave each piece."""

    marks: dict[str, str] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)

    def draw(self, drawing: dict[str, Any]) -> None:
        """Show what an answer has, as ``assets/shared/shown.js`` does."""
        given = drawing.get("marks", "")
        for at, name in enumerate(_names(drawing)):
            self.marks[name] = given[at * LETTERS : (at + 1) * LETTERS]
        for number in drawing.get("later", ()):
            self.marks.pop(self.closed[number], None)

    def said(self) -> dict[str, object]:
        """What a browser says of it: the same whenever it shows the same."""
        marks = sorted(self.marks.values())
        at = crc32(" ".join([*marks, *self.closed]).encode())
        return {"at": at, "marks": marks, "closed": self.closed}


@dataclass
class Client:
    """One reader with one connection that is kept, and what their page shows."""

    served: Served
    connection: http.client.HTTPConnection
    view: View = EXPLORE
    shown: Shown | None = None
    body: bytes = b""
    """What was answered last."""

    def get(self, path: str) -> Took:
        """Open an address."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: object) -> Took:
        """Send JSON."""
        return self._ask("POST", path, orjson.dumps(body))

    def filter(self, query: str) -> Took:
        """Change the filters of the view to those of a query; it is opened if need be."""
        if self.shown is None:
            self.get(self.view[Locale.EN])
            found = STATE.search(self.body)
            closed = b" ".join(CLOSED.findall(self.body)).decode().split()
            self.shown = Shown(orjson.loads(found[1])["marks"] if found else {}, closed)
        took = self.post(CALLBACK, change(query, self.shown, self.view))
        self.shown.draw(orjson.loads(self.body)["response"]["view-drawing"]["data"])
        return took

    def _ask(self, method: str, path: str, body: bytes | None) -> Took:
        processor, began = processor_ms(self.served), time.perf_counter()
        self.connection.request(method, path, body, HEADERS)
        answer = self.connection.getresponse()
        content = answer.read()
        wall = 1000 * (time.perf_counter() - began)
        if answer.status != OK:
            msg = f"{method} {path}: {answer.status}\n{content[:500]!r}"
            raise RuntimeError(msg)
        took = Took(wall, processor_ms(self.served) - processor, len(content))
        self.body = DECODERS.get(answer.getheader("Content-Encoding", ""), bytes)(content)
        return took


@contextmanager
def client(served: Served, view: View = EXPLORE) -> Iterator[Client]:
    """Somebody who asks a server; each thing asked takes the same connection."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=600)
    with closing(connection):
        yield Client(served, connection, view)


def change(query: str, shown: Shown | None = None, view: View = EXPLORE) -> dict[str, object]:
    """What the browser sends when a filter of a view changes."""
    here: dict[str, object] = {"view": view.name, "locale": Locale.EN.value}
    if shown:
        here |= shown.said()
    return {
        "output": "view-drawing.data",
        "outputs": {"id": "view-drawing", "property": "data"},
        "inputs": [{"id": "view-query", "property": "data", "value": query}],
        "state": [{"id": "view-here", "property": "data", "value": here}],
        "changedPropIds": ["view-query.data"],
    }


def wait_for_rest(served: Served) -> None:
    """Wait until a server that was just started does nothing.

    First it reads ahead, and compresses files where none was compressed before. After half a minute
    it checks an SQLite file: 3 s of a processor at a million sessions, in 12 s. Both would be
    counted as if they belonged to the answers.
    """
    patience.until(lambda: _rests(served), "the server did not come to rest")


def _rests(served: Served) -> bool:
    if time.monotonic() - served.begun < CHECKED_AFTER_SECONDS:
        time.sleep(LOOKED_AT_SECONDS)
        return False
    before = processor_ms(served)
    time.sleep(LOOKED_AT_SECONDS)
    return not processor_ms(served) - before > RESTING_MS


def processor_ms(served: Served) -> float:
    """Processor time of the server and its workers so far."""
    return 1000 * sum(map(processor_seconds, family(served.process.pid)))


def _names(drawing: dict[str, Any]) -> Iterator[str]:
    """The names of the pieces of an answer, in the order of its marks."""
    for kind in KINDS:
        for place, sent in drawing.get(kind, {}).items():
            if kind in IN_PARTS:
                yield from (f"{place}/{part}" for part in sent)
            else:
                yield place
