"""Measure how long pages take amid slow clients, big previews and writers that wait for a lock."""

import tempfile
from pathlib import Path
from statistics import median

import orjson

from tests.support import crowd, program

TIMES, ROWS = 20, 40_000
PAGES = (
    ("GET", "/healthz", None),
    ("GET", "/en/explore", None),
    ("POST", "/_dash-update-component", orjson.dumps(crowd.CALLBACK)),
)


def measure() -> str:
    """A line for each address: alone, and in the crowd."""
    with tempfile.TemporaryDirectory(prefix="impact-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'impact.db'}"
        program.fill_with_demonstration(url)
        with program.serving(url, folder, demo_role="coordinator") as served:
            alone = _times(served)
            with crowd.slow_clients(served), crowd.work(served, folder / "impact.db", ROWS):
                amid = _times(served)
    head = (
        f"amid 200 slow clients, {crowd.PREVIEWS} previews of {ROWS:,} rows and {crowd.WRITERS} "
        "waiting writers (median, slowest; alone):"
    )
    lines = (f"  {path}: {_two(amid[path])}; {_two(alone[path])}" for path in alone)
    return "\n".join((head, *lines))


def _times(served: program.Served) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {path: [] for _, path, _ in PAGES}
    for _ in range(TIMES):
        for method, path, body in PAGES:
            found[path].append(1000 * crowd.asked(served, method, path, body)[1])
    return found


def _two(times: list[float]) -> str:
    return f"{median(times):.0f} ms, {max(times):.0f} ms"


if __name__ == "__main__":
    print(measure())
