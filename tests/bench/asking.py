"""Ask a served program, and measure what the answer took: time, processor time, bytes."""

import http.client
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson

from tests.bench.processes import family, processor_seconds
from tests.support.program import Served

HEADERS = {
    "Sec-Fetch-Site": "same-origin",
    "Accept-Encoding": "br, gzip",
    "Content-Type": "application/json",
}
CALLBACK = "/_dash-update-component"
OK = 200


class Took(NamedTuple):
    """Milliseconds from the request to the last byte, of processor time, and bytes on the wire."""

    wall: float
    processor: float
    sent: int


@dataclass
class Client:
    """One reader with one connection that is kept."""

    served: Served
    connection: http.client.HTTPConnection

    def get(self, path: str) -> Took:
        """Open an address."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: object) -> Took:
        """Send JSON."""
        return self._ask("POST", path, orjson.dumps(body))

    def filter(self, query: str) -> Took:
        """Change the filters of the Explore view to those of a query, as its callback does."""
        return self.post(CALLBACK, change(query))

    def _ask(self, method: str, path: str, body: bytes | None) -> Took:
        processor, began = processor_ms(self.served), time.perf_counter()
        self.connection.request(method, path, body, HEADERS)
        answer = self.connection.getresponse()
        content = answer.read()
        wall = 1000 * (time.perf_counter() - began)
        if answer.status != OK:
            msg = f"{method} {path}: {answer.status}\n{content[:500]!r}"
            raise RuntimeError(msg)
        return Took(wall, processor_ms(self.served) - processor, len(content))


@contextmanager
def client(served: Served) -> Iterator[Client]:
    """Somebody who asks a server; each thing asked takes the same connection."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=600)
    with closing(connection):
        yield Client(served, connection)


def change(query: str) -> dict[str, object]:
    """What the browser sends when a filter of the Explore view changes."""
    return {
        "output": "view-drawing.data",
        "outputs": {"id": "view-drawing", "property": "data"},
        "inputs": [{"id": "view-query", "property": "data", "value": query}],
        "state": [{"id": "view-here", "property": "data", "value": {"view": "explore"}}],
        "changedPropIds": ["view-query.data"],
    }


def processor_ms(served: Served) -> float:
    """Processor time of the server and its workers so far."""
    return 1000 * sum(map(processor_seconds, family(served.process.pid)))
