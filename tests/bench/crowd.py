"""Measure how long pages take amid slow clients, big previews and writers that wait for a lock."""

import tempfile
from pathlib import Path
from statistics import median

import orjson

from dashboard.addresses import CALLBACK
from tests.bench.table import Table
from tests.support import crowd, program

TIMES, ROWS = 20, 40_000
TITLE = (
    f"Amid 200 slow clients, {crowd.PREVIEWS} previews of {ROWS:,} rows and {crowd.WRITERS} "
    "waiting writers (ms)"
)
PAGES: dict[str, tuple[str, str, bytes | None]] = {
    "whether the server is alive": ("GET", "/healthz", None),
    "Explore": ("GET", "/en/explore", None),
    "a filter change that is kept": ("POST", CALLBACK, orjson.dumps(crowd.CALLBACK)),
}


def measure() -> Table:
    """Each address alone, and in the crowd."""
    table = Table(TITLE, "Median, slowest.")
    with tempfile.TemporaryDirectory(prefix="impact-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'impact.db'}"
        program.fill_with_demonstration(url)
        with program.serving(url, folder, demo_role="coordinator") as served:
            _put(table, "alone", _times(served))
            with crowd.slow_clients(served), crowd.work(served, folder / "impact.db", ROWS):
                _put(table, "amid them", _times(served))
    return table


def _put(table: Table, where: str, took: dict[str, list[float]]) -> None:
    for what, times in took.items():
        table.put(what, where, f"{median(times):.0f}, {max(times):.0f}")


def _times(served: program.Served) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {what: [] for what in PAGES}
    for _ in range(TIMES):
        for what, (method, path, body) in PAGES.items():
            found[what].append(1000 * crowd.asked(served, method, path, body)[1])
    return found


if __name__ == "__main__":
    print("\n".join(measure().lines()))
