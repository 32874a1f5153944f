"""The cluster as a whole: made, asked how it is, broken, whole again."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import psycopg

from dashboard.places import ROOT
from tests.cluster.load import Load, insecure
from tests.cluster.machines import DASHBOARDS, FRONT, Machine
from tests.cluster.preparing import prepared
from tests.cluster.processes import adopt
from tests.support import patience
from tests.support.desks import furnish

Found = TypeVar("Found")
PASSWORD = "a long enough password"  # noqa: S105 - furnish gives it
OF_THE_DATABASE = ("etcd", "patroni")
CODE = ("app.py", "assets", "callbacks", "dashboard", "data", "layouts")
MIGRATION = Path("dashboard/migrations/versions/9999_the_rehearsal.py")
NEXT = '''"""What a later version may add while this one still answers."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"
branch_labels = None
depends_on = None
beside_older = True


def upgrade() -> None:
    op.create_table("rehearsed", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("sessions", sa.Column("rehearsed", sa.String(), nullable=True))
    op.create_index("ix_sessions_rehearsed", "sessions", ["rehearsed"])


def downgrade() -> None:
    op.drop_index("ix_sessions_rehearsed", "sessions")
    op.drop_column("sessions", "rehearsed")
    op.drop_table("rehearsed")
'''


class Cluster:
    """Three machines, two of them with the dashboard, one with nginx."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        adopt()
        self.folder = folder
        self.machines = prepared(folder, synchronous)

    def __getitem__(self, name: str) -> Machine:
        return self.machines[name]

    def begin(self) -> Load:
        """Start all, make the database, and return the people who will work with it."""
        for program in OF_THE_DATABASE:
            for machine in self.machines.values():
                machine.start(program)
        self.wait("the three PostgreSQL did not come together", self.is_whole)
        self._make_database()
        for name in DASHBOARDS:
            self[name].start("haproxy")
        one = self[DASHBOARDS[0]]
        self.wait("HAProxy leads nowhere", lambda: _answers(one.database_url))
        one.impact("migrate")
        secret = furnish(one.database_url.replace("postgresql:", "postgresql+psycopg:"))
        for name in DASHBOARDS:
            self[name].start("dashboard")
        self[FRONT].start("nginx")
        load = Load(self[FRONT].ports["HTTPS"], insecure(), secret, PASSWORD)
        self.wait("the dashboards are not ready", lambda: all(map(self.is_ready, DASHBOARDS)))
        return load

    def members(self) -> list[dict[str, object]]:
        """What Patroni says of each machine, asked on one that answers."""
        for machine in self.machines.values():
            if machine.pids("patroni") and not _is_stopped(machine):
                said = machine.patronictl("list", "--format", "json")
                try:
                    found: list[dict[str, object]] = json.loads(said)
                except ValueError:
                    continue
                if found:
                    return found
        return []

    def primary(self) -> Machine:
        """The machine that may be written to."""

        def found() -> Machine | None:
            leaders = [one for one in self.members() if one["Role"] == "Leader"]
            return self[str(leaders[0]["Member"])] if leaders else None

        return self.wait("there is no primary", found)

    def standbys(self) -> list[Machine]:
        leader = self.primary()
        return [one for one in self.machines.values() if one is not leader]

    def is_whole(self) -> bool:
        """Whether a primary and two standbys follow each other closely, and one is synchronous."""
        found = self.members()
        states = [(str(one["Role"]), one["State"]) for one in found]
        follow = [role for role, state in states if state == "streaming"]
        return (
            ("Leader", "running") in states
            and len(follow) == 2
            and any(role in ("Sync Standby", "Quorum Standby") for role in follow)
        )

    def etcd_leader(self) -> Machine:
        """The machine whose etcd leads the others."""

        def found() -> Machine | None:
            for one in json.loads(
                self._etcdctl("endpoint", "status", "--write-out", "json") or "[]"
            ):
                status = one["Status"]
                if status.get("leader") == status["header"]["member_id"]:
                    return next(m for m in self.machines.values() if m.address in one["Endpoint"])
            return None

        return self.wait("no etcd leads", found)

    def _etcdctl(self, *arguments: str) -> str:
        one = self[FRONT]
        place = one.root / "etc/impact/cluster"
        points = ",".join(f"https://{m.address}:{m.ports['ETCD']}" for m in self.machines.values())
        options = ["--endpoints", points, "--cacert", place / "ca.crt"]
        options += ["--cert", place / "machine.crt", "--key", place / "machine.key"]
        done = subprocess.run(
            ["etcdctl", *arguments, *options], capture_output=True, text=True, check=False,
            env=os.environ | {"ETCDCTL_API": "3"},
        )  # fmt: skip
        return done.stdout

    def is_ready(self, name: str) -> bool:
        """What ``/readyz`` says on one machine, without nginx."""
        machine = self[name]
        url = f"http://{machine.address}:{machine.ports['DASHBOARD']}/readyz"
        done = subprocess.run(
            ["curl", "--silent", "--fail", "--max-time", "5", url], capture_output=True, check=False
        )
        return done.returncode == 0

    def wait(self, said: str, find: Callable[[], Found | None]) -> Found:
        """What is found, in the end; a rehearsal fails with what is ``said``."""
        return patience.until(find, lambda: f"{said}\n{self.members()}\nLogs: {self.folder}")

    def next_version(self) -> Path:
        """The program as a later version of it might be: with one more migration."""
        tree = self.folder / "next"
        tree.mkdir()
        for name in CODE:
            source = ROOT / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.db*")
                shutil.copytree(source, tree / name, ignore=ignored)
            else:
                shutil.copy(source, tree / name)
        newest = max((ROOT / MIGRATION.parent).glob("0*.py")).name.partition("_")[0]
        (tree / MIGRATION).write_text(NEXT.format(newest=newest), encoding="utf-8")
        return tree

    def end(self) -> None:
        """End everything by its own process ids."""
        for machine in self.machines.values():
            machine.tell(signal.SIGCONT, *machine.running)
            machine.end(signal.SIGKILL, *machine.running)

    def _make_database(self) -> None:
        """As the page says: on the primary, by the user postgres."""
        leader = self.primary()
        settings = (leader.root / "etc/impact/cluster.env").read_text("utf-8").splitlines()
        passwords = dict(line.split("=", 1) for line in settings)
        word = passwords["PASSWORD_OF_IMPACT"].strip('"')
        leader.psql(
            f"CREATE ROLE impact LOGIN PASSWORD '{word}'",
            "CREATE DATABASE impact OWNER impact",
            "GRANT SET ON PARAMETER session_replication_role TO impact",
        )


@contextmanager
def running(folder: Path, synchronous: str) -> Iterator[Cluster]:
    """A cluster that is ended in any case; its folder with all logs stays."""
    cluster = Cluster(folder, synchronous)
    try:
        yield cluster
    finally:
        cluster.end()


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _is_stopped(machine: Machine) -> bool:
    """Whether a signal holds the machine’s processes still."""
    with open(f"/proc/{machine.running['patroni'].pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
        return stat.read().rpartition(")")[2].split()[0] == "T"


def seconds(since: float) -> float:
    """How long that is ago."""
    return time.monotonic() - since
