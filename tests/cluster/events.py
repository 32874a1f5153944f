"""What may happen to a cluster: each event breaks something, and mends it again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from signal import SIGCONT, SIGKILL, SIGSTOP, SIGTERM
from typing import TYPE_CHECKING

from tests.cluster.cluster import OF_THE_DATABASE
from tests.cluster.machines import DASHBOARDS
from tests.cluster.processes import send, tree_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from tests.cluster.cluster import Cluster
    from tests.cluster.load import Load

CALM_SECONDS = 3
CUT_OFF_SECONDS = 25  # longer than a machine may be silent (ttl)
AHEAD = "SELECT pg_logical_emit_message(false, 'rehearsal', repeat('x', 5000000))"


@dataclass(frozen=True)
class Pause:
    """What readers and writers noticed of an event."""

    event: str
    saves: float
    reads: float
    refused: Counter[str]


def planned(cluster: Cluster) -> None:
    """Another machine takes over because somebody asks for it."""
    here, there = cluster.primary(), cluster.standbys()[0]
    said = cluster[there.name].patronictl(
        "switchover", "impact", "--leader", here.name, "--candidate", there.name, "--force"
    )
    cluster.wait(f"nothing was switched: {said}", lambda: cluster.primary() is there)


def database_killed(cluster: Cluster) -> None:
    """PostgreSQL dies where it may be written to; Patroni beside it lives."""
    here = cluster.primary()
    send(SIGKILL, tree_of(here.postmaster()))
    cluster.wait("no other took over", cluster.is_whole)


def machine_killed(cluster: Cluster) -> None:
    """The machine that may be written to is gone, with etcd, Patroni and PostgreSQL; it returns."""
    here = cluster.primary()
    here.end(SIGKILL, *OF_THE_DATABASE)
    cluster.wait("no other took over", lambda: cluster.primary() is not here)
    _come_back(cluster, here.name)


def machine_cut_off(cluster: Cluster) -> None:
    """That machine answers nobody any more, and later goes on as if nothing had been."""
    here = cluster.primary()
    here.tell(SIGSTOP, *OF_THE_DATABASE)
    try:
        cluster.wait("no other took over", lambda: cluster.primary() is not here)
        time.sleep(CALM_SECONDS)
    finally:
        here.tell(SIGCONT, *OF_THE_DATABASE)


def successor_killed(cluster: Cluster) -> None:
    """A machine returns that had written more than it could send, and the one in its place dies."""
    first = cluster.primary()
    send(SIGSTOP, first.walsenders())
    first.psql("SET synchronous_commit = local", AHEAD)
    time.sleep(CALM_SECONDS)  # in which etcd is told how far it has written
    first.tell(SIGSTOP, *OF_THE_DATABASE)
    try:
        cluster.wait("no other took over", lambda: cluster.primary() is not first)
        second = cluster.primary()
        cluster.wait("they are not ready", lambda: all(map(cluster.is_ready, DASHBOARDS)))
        time.sleep(CALM_SECONDS)  # in which people save
    finally:
        first.tell(SIGCONT, *OF_THE_DATABASE)
    second.end(SIGKILL, *OF_THE_DATABASE)
    cluster.wait("no third took over", lambda: cluster.primary() is not second)
    _come_back(cluster, second.name)


def standby_cut_off(cluster: Cluster) -> None:
    """A standby answers nobody any more, one that confirms saves if only one does."""
    roles = {str(one["Member"]): str(one["Role"]) for one in cluster.members()}
    here = next(one for one in cluster.standbys() if "Standby" in roles[one.name])
    here.tell(SIGSTOP, *OF_THE_DATABASE)
    time.sleep(CUT_OFF_SECONDS)
    here.tell(SIGCONT, *OF_THE_DATABASE)


def etcd_leader_killed(cluster: Cluster) -> None:
    """The etcd that leads dies, and is started again."""
    here = cluster.etcd_leader()
    here.end(SIGKILL, "etcd")
    cluster.wait("no other etcd leads", lambda: cluster.etcd_leader() is not here)
    here.start("etcd")


def dashboard_killed(cluster: Cluster) -> None:
    """One of the dashboards dies, and is started again."""
    here = cluster[DASHBOARDS[0]]
    here.end(SIGKILL, "dashboard")
    time.sleep(CALM_SECONDS)
    here.start("dashboard")
    cluster.wait("it is not ready again", lambda: cluster.is_ready(here.name))


def upgraded(cluster: Cluster) -> None:
    """A later version takes the place of this one, a migration first, then machine by machine."""
    tree = cluster.next_version()
    for name in DASHBOARDS:
        machine = cluster[name]
        machine.tree = tree
        machine.impact("migrate", "--beside-older")
        time.sleep(CALM_SECONDS)  # in which old and new answer beside each other
        machine.end(SIGTERM, "dashboard")
        machine.start("dashboard")
        cluster.wait("it is not ready", lambda name=name: cluster.is_ready(name))


EVENTS: tuple[Callable[[Cluster], None], ...] = (
    planned,
    standby_cut_off,
    etcd_leader_killed,
    database_killed,
    machine_killed,
    machine_cut_off,
    successor_killed,
    dashboard_killed,
    upgraded,
)


def happen(event: Callable[[Cluster], None], cluster: Cluster, load: Load) -> Pause:
    """Let it happen while people work; wait until all is whole again, and say what they noticed."""
    cluster.wait("the cluster is not whole", cluster.is_whole)
    time.sleep(CALM_SECONDS)
    since = time.monotonic()
    event(cluster)
    cluster.wait("the cluster is not whole again", cluster.is_whole)
    saved, read = load.count(load.saved_at, 0), load.count(load.read_at, 0)

    def goes_on() -> bool:
        return load.count(load.saved_at, 0) > saved + 9 and load.count(load.read_at, 0) > read + 9

    cluster.wait("nothing is saved any more", goes_on)
    time.sleep(CALM_SECONDS)
    return Pause(
        event.__name__.replace("_", " "),
        load.longest_gap(load.saved_at, since),
        load.longest_gap(load.read_at, since),
        load.since(since),
    )


def _come_back(cluster: Cluster, name: str) -> None:
    for program in OF_THE_DATABASE:
        cluster[name].start(program)
