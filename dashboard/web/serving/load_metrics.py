"""The load of all workers' lanes and connections, for ``/metrics``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.web.serving.lanes import MOST_CONNECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prometheus_client import CollectorRegistry

    from dashboard.web.serving.pools import Load

LOAD: Final = "impact_load"
"""The name of the gauges in the server's extensions."""

OF_LANES: Final = {
    "threads": "Threads that may answer.",
    "busy": "Threads that answer now.",
    "waiting": "Requests that wait for a thread.",
}
OF_CONNECTIONS: Final = {
    "open": "Connections.",
    "limit": "From so many connections on, the one that was idle for longest ends.",
}


class LoadGauges:
    """Gauges that each worker sets about once a second; they sum over the live workers."""

    def __init__(self, library: Any, registry: CollectorRegistry) -> None:  # noqa: ANN401 - a module
        shared = {"registry": registry, "multiprocess_mode": "livesum"}
        self._lanes = {
            name: library.Gauge(f"impact_lane_{name}", said, ("lane",), **shared)
            for name, said in OF_LANES.items()
        }
        self._connections = {
            name: library.Gauge(f"impact_connections_{name}", said, **shared)
            for name, said in OF_CONNECTIONS.items()
        }
        self._refused = library.Counter(
            "impact_lane_refused",
            "Requests for which no thread was free, nor a place to wait.",
            ("lane",),
            registry=registry,
        )

    def tell(self, loads: Iterable[Load], connections: int) -> None:
        """Set the gauges of this worker."""
        for load in loads:
            name = load.lane.name
            self._lanes["threads"].labels(name).set(load.lane.threads)
            self._lanes["busy"].labels(name).set(load.busy)
            self._lanes["waiting"].labels(name).set(load.waiting)
            self._refused.labels(name).inc(load.refused)
        self._connections["open"].set(connections)
        self._connections["limit"].set(MOST_CONNECTIONS)


def forget_worker(pid: int) -> None:
    """Remove the gauges of a worker that has ended."""
    # Not sooner: on its first import the library looks whether workers share their counters.
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(pid)  # type: ignore[no-untyped-call]
