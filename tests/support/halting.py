"""A server in front of ours that sends a page's first bytes, and the others when they are drawn."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support import patience

PASSED_ON = ("Content-Type", "Content-Security-Policy")


class Halting:
    """Where it answers, after which share of a document it halts, and what lets it go on."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.share = 1.0
        self.go_on = threading.Event()


@contextmanager
def halting(ours: str) -> Iterator[Halting]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer = urllib.request.urlopen(  # noqa: S310 - our own server
                    ours + self.path, timeout=patience.SECONDS
                )
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                body = answer.read()
                self.send_response(answer.status)
                for name in PASSED_ON:
                    if said := answer.headers.get(name):
                        self.send_header(name, said)
            self.end_headers()
            document = answer.headers.get_content_type() == "text/html"
            first = round(len(body) * told.share) if document else len(body)
            self.wfile.write(body[:first])
            if document:
                self.wfile.flush()
                told.go_on.wait(patience.SECONDS)
            self.wfile.write(body[first:])

        def log_message(self, *said: object) -> None:
            """Nothing: a test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Halting(f"http://127.0.0.1:{server.server_port}")
    running = threading.Thread(target=server.serve_forever)
    running.start()
    try:
        yield told
    finally:
        told.go_on.set()
        server.shutdown()
        server.server_close()
        running.join()
