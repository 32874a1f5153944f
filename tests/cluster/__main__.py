"""Rehearse: ``python -m tests.cluster [--synchronous true|quorum] [EVENT …]``.

Ends with 1 if an acknowledged save is lost, a save is there that was said not to be, or somebody
read a figure that was never true.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from dashboard.database import open_engine, reading
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from tests.cluster import cluster as clusters
from tests.cluster import rates
from tests.cluster.events import EVENTS, Pause, happen
from tests.cluster.load import NOT_SAVED, SAVED, UNKNOWN, Load
from tests.cluster.machines import DASHBOARDS
from tests.cluster.preparing import missing
from tests.support.desks import references


def main() -> int:
    """Rehearse; returns the exit code."""
    if lacks := missing():
        print(lacks, file=sys.stderr)
        return 1
    arguments = _arguments()
    for number in (signal.SIGTERM, signal.SIGHUP):  # so that what was begun is ended in any case
        signal.signal(number, lambda *_: sys.exit(1))
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="impact-cluster-"))
    with clusters.running(folder, arguments.synchronous) as cluster:
        load = cluster.begin()
        print(f"The cluster runs after {time.monotonic() - begun:.0f} s.", flush=True)
        if not arguments.events:
            print(rates.measured(cluster, load), flush=True)
        load.start()
        for event in EVENTS:
            if not arguments.events or event.__name__ in arguments.events:
                print(_line(happen(event, cluster, load)), flush=True)
        load.stop()
        cluster.wait("the cluster is not whole at the end", cluster.is_whole)
        faults = _faults(cluster, load)
    if faults:  # without the logs nobody finds out why
        faults.append(f"Logs: {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(faults or ["Nothing acknowledged was lost, and no wrong figure was read."]))
    print(f"All took {time.monotonic() - begun:.0f} s.")
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.cluster")
    parser.add_argument("--synchronous", default="quorum", choices=("quorum", "true"))
    parser.add_argument("events", nargs="*", choices=[*(one.__name__ for one in EVENTS), []])
    return parser.parse_args()


def _line(pause: Pause) -> str:
    refused = ", ".join(f"{count} × {kind}" for kind, count in pause.refused.most_common())
    return (
        f"{pause.event:20} no save for {pause.saves:5.1f} s, no figure for {pause.reads:5.1f} s; "
        f"{refused or 'nobody noticed'}"
    )


def _faults(cluster: clusters.Cluster, load: Load) -> list[str]:
    """What may not be, each in a sentence."""
    url = cluster[DASHBOARDS[1]].database_url
    there = references(url)
    of = {kind: {one for one, became in load.became.items() if became == kind}
          for kind in (SAVED, NOT_SAVED, UNKNOWN)}  # fmt: skip
    print(
        f"{len(of[SAVED])} saves acknowledged, {len(of[NOT_SAVED])} refused, {len(of[UNKNOWN])} "
        f"unknown ({len(of[UNKNOWN] & there)} of them there); {len(load.read_at)} figures read"
    )
    faults = []
    if load.wrong:
        faults.append(f"{len(load.wrong)} wrong figures were read: {load.wrong[:5]}")
    if lost := of[SAVED] - there:
        faults.append(f"{len(lost)} acknowledged saves are lost: {sorted(lost)[:5]}")
    if said := of[NOT_SAVED] & there:
        faults.append(f"{len(said)} saves are there that were refused: {sorted(said)[:5]}")
    if alien := there - set(load.became):
        faults.append(f"{len(alien)} saves are there that nobody sent")
    engine = open_engine(url)
    with reading(engine) as connection:
        faults += [str(one) for one in discrepancies(connection)]
        faults += [str(one) for one in (tampering(connection),) if one]
    engine.dispose()
    return faults


if __name__ == "__main__":
    sys.exit(main())
