"""``/metrics`` for Prometheus: requests, failed sign-ins, the database, the state of the data.

By endpoint, never by address, so that no id, query or name appears. Workers share their counters in
files (see ``SHARED``), so each reports the sum of all.
"""

from __future__ import annotations

import os
import time
from functools import cache
from typing import TYPE_CHECKING, Final

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from dashboard.addresses import METRICS, view_at
from dashboard.database import connections, reading, tell_waits
from dashboard.queries.shared.operation import operation
from dashboard.web.serving.load_metrics import LOAD, LoadGauges
from dashboard.web.serving.room import room

if TYPE_CHECKING:
    from collections.abc import Iterator

    import prometheus_client as prometheus
    from flask import Flask
    from flask import Response as FlaskResponse
    from prometheus_client.metrics_core import Metric
    from sqlalchemy import Engine

    from dashboard.queries.shared.operation import OperationState
    from dashboard.web.serving.room import Room

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
SIGN_IN, UNAUTHORIZED = "signing.sign_in", 401
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WAITS = (0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30)
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Meter:
    """Counts the requests of one server, and the connections of its engine."""

    def __init__(self, engine: Engine) -> None:
        # Not sooner: on its first import the library looks whether workers share their counters.
        import prometheus_client as library  # noqa: PLC0415

        self._engine = engine
        self._library = library
        self._own = library.CollectorRegistry()
        self.load = LoadGauges(library, self._own)
        self._requests = library.Counter(
            "impact_requests", "Requests.", ("endpoint", "method", "status"), registry=self._own
        )
        self._seconds = library.Histogram(
            "impact_request_seconds",
            "How long answers took.",
            ("endpoint",),
            buckets=BUCKETS,
            registry=self._own,
        )
        self._of = cache(self._looked_up)  # few endpoints; the library would look each time
        self._failed = library.Counter(
            "impact_failed_sign_ins", "Sign-ins that were refused.", registry=self._own
        )

        self._waits = library.Histogram(
            "impact_write_wait_seconds",
            "How long writers waited for their turn.",
            buckets=WAITS,
            registry=self._own,
        )
        self._pooled = library.Gauge(
            "impact_database_connections",
            "Connections to the database that are open.",
            ("state",),
            registry=self._own,
            multiprocess_mode="livesum",
        )
        self._in_pool: dict[str, int] = {}

    def waited(self, seconds: float) -> None:
        """Record how long a writer waited for its turn, even if in vain."""
        self._waits.observe(seconds)

    def pool(self) -> None:
        """Record how many of the database's connections are in use."""
        for state, count in connections(self._engine).items():
            if self._in_pool.get(state) != count:
                self._in_pool[state] = count
                self._pooled.labels(state).set(count)

    def start(self) -> None:
        """Note the start of a request."""
        g.impact_metered = time.perf_counter()

    def count(self, response: FlaskResponse) -> FlaskResponse:
        """Count a finished request."""
        endpoint = _endpoint()
        method = request.method if request.method in METHODS else "other"
        self.finished(endpoint, method, response.status_code, g.get("impact_metered"))
        if (endpoint, response.status_code) == (SIGN_IN, UNAUTHORIZED):
            self._failed.inc()
        return response

    def finished(self, endpoint: str, method: str, status: int, began: float | None) -> None:
        """Count a request that was answered, and how long it took since it ``began``."""
        self.pool()
        counter, seconds = self._of(endpoint, method, status)
        counter.inc()
        if began is not None:
            seconds.observe(time.perf_counter() - began)

    def _looked_up(
        self, endpoint: str, method: str, status: int
    ) -> tuple[prometheus.Counter, prometheus.Histogram]:
        """What counts such requests."""
        return (
            self._requests.labels(endpoint, method, str(status)),
            self._seconds.labels(endpoint),
        )

    def text(self, now: OperationState, there: Room) -> bytes:
        """All metrics in Prometheus' text format."""
        registry = self._registry()
        registry.register(_State(self._library, now, there))
        return self._library.generate_latest(registry)

    @property
    def kind(self) -> str:
        """The media type of ``text``."""
        return self._library.CONTENT_TYPE_LATEST

    def _registry(self) -> prometheus.CollectorRegistry:
        """A registry of this scrape, with the counters of all workers."""
        registry = self._library.CollectorRegistry()
        if os.environ.get(SHARED):
            from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            registry.register(self._own)
        return registry


class _State:
    """The state of the database, read when metrics are collected."""

    def __init__(self, library: object, now: OperationState, there: Room) -> None:
        self._library = library
        self._now = now
        self._room = there

    def collect(self) -> Iterator[Metric]:
        """Yield the metric families."""
        from prometheus_client.core import (  # noqa: PLC0415 - see ``Meter``
            CounterMetricFamily,
            GaugeMetricFamily,
        )

        now = self._now
        yield GaugeMetricFamily(
            "impact_data_version", "Grows with every write.", value=now.data_version
        )
        yield GaugeMetricFamily(
            "impact_restore_unconfirmed",
            "1 while a restore keeps everything from being published.",
            value=now.unconfirmed,
        )
        sessions = GaugeMetricFamily("impact_sessions", "Sessions.", labels=("status",))
        for status, count in now.sessions.items():
            sessions.add_metric((status,), count)
        yield sessions
        imports = CounterMetricFamily("impact_imports", "Files that went in.", labels=("subject",))
        for subject, count in now.imports.items():
            imports.add_metric((subject,), count)
        yield imports
        database = GaugeMetricFamily(
            "impact_database_bytes", "An SQLite database and its log.", labels=("part",)
        )
        for part, size in self._room.database.items():
            database.add_metric((part,), size)
        yield database
        free = GaugeMetricFamily(
            "impact_disk_free_bytes", "What is left on the disk.", labels=("of",)
        )
        for name, size in self._room.free.items():
            free.add_metric((name,), size)
        yield free


def install(server: Flask, engine: Engine) -> tuple[Meter, Blueprint]:
    """Count a server's requests from now on; returns what counts, and the route for metrics."""
    meter = Meter(engine)
    server.extensions[LOAD] = meter.load
    tell_waits(engine, meter.waited)

    server.before_request(meter.start)
    server.after_request(meter.count)
    routes = Blueprint("metrics", __name__)

    @routes.get(METRICS)
    def metrics() -> Response:
        with reading(engine) as connection:
            now = operation(connection)
            meter.pool()
        return Response(meter.text(now, room(engine)), content_type=meter.kind)

    return meter, routes


def _endpoint() -> str:
    """The name of the endpoint or view requested; never its address."""
    found = view_at(request.path)
    return found[0].name if found else request.endpoint or "nothing"
