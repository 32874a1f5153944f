"""How much the cluster does while nothing fails: saves and figures a second, and what they cost."""

from __future__ import annotations

import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cluster.cluster import seconds
from tests.cluster.load import SAVED, UNKNOWN, Person, session
from tests.cluster.machines import DASHBOARDS
from tests.support.postgresql import find_programs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cluster.cluster import Cluster
    from tests.cluster.load import Load

PEOPLE, SAVES, READS = 8, 6, 40  # of each of them
BENCH_SECONDS = 5
CALM, CALM_SECONDS, LONGEST_SECONDS = 0.2, 2, 60
TICKS = os.sysconf("SC_CLK_TCK")


def measured(cluster: Cluster, load: Load) -> str:
    """Three lines, once the dashboards have made ready what they keep."""
    spent, begun = 0.0, time.monotonic()
    while (now := _spent(cluster)) - spent > CALM and seconds(begun) < LONGEST_SECONDS:
        spent = now
        time.sleep(CALM_SECONDS)
    people = [Person(load, f"127.77.3.{number + 1}") for number in range(PEOPLE)]

    def save(person: Person, number: int) -> bool:
        name = f"M-{number}"
        load.begun[name] = time.monotonic()
        status, _ = person.ask("POST", "/api/v1/sessions", {"cells": session(name)})
        load.became[name] = SAVED if status == 200 else UNKNOWN
        return status == 200

    def read(person: Person, _: int) -> bool:
        return person.ask("GET", "/api/v1/progress?language=fr")[0] == 200

    return "\n".join(
        (
            f"PostgreSQL alone: {_commits(cluster):.0f} commits a second, each on two machines.",
            "Saves: " + _rate(cluster, people, save, SAVES),
            "Figures: " + _rate(cluster, people, read, READS),
        )
    )


def _rate(
    cluster: Cluster, people: list[Person], ask: Callable[[Person, int], bool], times: int
) -> str:
    def turn(place: int) -> int:
        return sum(ask(people[place], place * times + one) for one in range(times))

    before, begun = _spent(cluster), time.monotonic()
    with ThreadPoolExecutor(len(people)) as pool:
        good = sum(pool.map(turn, range(len(people))))
    took, spent = time.monotonic() - begun, _spent(cluster) - before
    return (
        f"{good / took:.0f} a second by {len(people)} people, {1000 * spent / good:.1f} ms of "
        f"processor time each in the dashboards; {len(people) * times - good} failed."
    )


def _spent(cluster: Cluster) -> float:
    """Seconds of processor time that the dashboards have used."""
    pids = [pid for name in DASHBOARDS for pid in cluster[name].pids("dashboard")]
    stats = [Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2] for pid in pids]
    return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / TICKS


def _commits(cluster: Cluster) -> float:
    """Small transactions by pgbench, through HAProxy as the dashboard's go."""
    url = cluster[DASHBOARDS[0]].database_url
    script = cluster.folder / "commit.sql"
    script.write_text("INSERT INTO commits VALUES (DEFAULT);\n", encoding="utf-8")
    _psql(url, "CREATE TABLE commits (id BIGSERIAL PRIMARY KEY)")
    command = [find_programs() / "pgbench", "--no-vacuum", "--client", str(PEOPLE)]
    command += ["--time", str(BENCH_SECONDS), "--file", script, url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    _psql(url, "DROP TABLE commits")
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stderr
    return float(found[1])


def _psql(url: str, statement: str) -> None:
    subprocess.run(["psql", url, "-c", statement], check=True, capture_output=True)
