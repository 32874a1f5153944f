"""What the program takes before it does anything: to start, and in memory."""

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from dashboard.domain.shared.roles import Role
from tests.bench.asking import client, wait_for_rest
from tests.bench.processes import family, is_fork_of, memory_mb, run
from tests.bench.projects import Made
from tests.bench.table import Table, spread
from tests.support import program
from tests.support.program import IMPACT

TIMES, ASKED = 5, 50
COMMANDS = (("--help",), ("migrate",), ("check", "--help"))
WORKERS = (1, 2, 4)
PAGES = ("/en/explore", "/en/venues", "/en/sessions?tab=list", "/en/plan", "/en/progress")
TITLE = "Start and memory"
NOTE = (
    "A command’s time to its end, median of five, and the most memory it took. Memory is what a "
    "process has for itself and its part of what it shares (PSS); a server’s once each worker has "
    "answered and rests. In all are the workers, their parent, and the parent of their jobs."
)


def measure(made: Sequence[Made], folder: Path) -> Table:
    """Commands first, then servers of one, two and four workers."""
    table = Table(TITLE, NOTE)
    for command in COMMANDS:
        name = f"impact {' '.join(command)}"
        with table.trying(f"{name} (s)", made[0].name):
            runs = [run([IMPACT, *command], program.environment(made[0].url)) for _ in range(TIMES)]
            took, most = median(one.wall for one in runs), max(one.memory for one in runs)
            table.put(f"{name} (s)", made[0].name, took, reach="0.4")
            table.put(f"{name}, memory (MB)", made[0].name, most)
    for one in made:
        for workers in WORKERS:
            with table.trying(f"server of {workers}: MB a worker", one.name):
                _served(table, one, folder, workers)
    return table


def _served(table: Table, made: Made, folder: Path, workers: int) -> None:
    began = time.perf_counter()
    with program.serving(
        made.url, folder, "--workers", str(workers), demo_role=Role.COORDINATOR.value
    ) as served:
        started = time.perf_counter() - began
        for _ in range(4 * workers):  # so that every worker answers some
            with client(served) as reader:
                for page in PAGES:
                    reader.get(page)
        wait_for_rest(served)  # a worker reads sessions ahead, which takes more for some seconds
        took = {one: memory_mb(one) for one in family(served.process.pid)}
        of_workers = [mb for one, mb in took.items() if is_fork_of(one, served.process.pid)]
        each = sum(of_workers) / len(of_workers)
        table.put(f"server of {workers}: MB a worker", made.name, each, reach="150")
        table.put(f"server of {workers}: MB in all", made.name, sum(took.values()))
        table.put(f"server of {workers}: s to its first answer", made.name, started)
        if workers == 1:
            with client(served) as reader:
                asked = [reader.get("/readyz").wall for _ in range(ASKED)]
            table.put("readyz (ms)", made.name, spread(asked), reach="2")
