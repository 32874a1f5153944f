"""What the server itself logs of a request that nobody could answer."""

from contextlib import suppress
from types import SimpleNamespace

from dashboard.web.worker import Worker


class Log:
    """Takes what is logged."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def exception(self, message: str, *values: object) -> None:
        self.lines.append(message % values)


def test_the_address_of_a_failed_request_is_logged_without_its_secrets():
    worker = Worker.__new__(Worker)
    worker.log = Log()
    for uri in ("/en/embed/youth?key=embed_secret", "/en/password/secret"):
        request = SimpleNamespace(uri=uri, method="GET")
        with suppress(AttributeError):  # it goes on to an access log, for which there is no server
            worker.handle_error(request, None, ("192.0.2.7", 1), RuntimeError())
    assert worker.log.lines == [
        "Error handling request GET /en/embed/youth",
        "Error handling request GET /en/password/…",
    ]
