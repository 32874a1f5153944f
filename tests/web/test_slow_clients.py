"""Nobody slow, and nothing that takes long, keeps pages and health checks from being answered.

How fast they are is measured by ``make bench``; here they only have to be answered before whatever
they might wait for is over.
"""

from collections.abc import Callable
from pathlib import Path

import orjson

from dashboard.database import WAIT_SECONDS
from tests.support.crowd import CALLBACK, asked, slow_clients, work
from tests.support.program import Served

ROWS = 1_000
PAGES = (
    ("GET", "/healthz", None),
    ("GET", "/readyz", None),
    ("GET", "/en/explore", None),
    ("GET", "/api/v1/progress", None),
    ("POST", "/_dash-update-component", orjson.dumps(CALLBACK)),
)


def test_pages_are_answered_amid_slow_clients_long_work_and_waiting_writers(
    serve: Callable[..., Served], demonstration_url: str
):
    served = serve(demo_role="coordinator")
    database = Path(demonstration_url.removeprefix("sqlite:///"))
    with slow_clients(served), work(served, database, ROWS) as writers:
        for method, path, body in PAGES:
            status, seconds = asked(served, method, path, body)
            assert (path, status) == (path, 200)
            assert seconds < WAIT_SECONDS / 2, path
        assert not any(one.done() and one.result() == 200 for one in writers)  # they wait
    assert {one.result() for one in writers} <= {200, 503}
