"""The machines of a cluster, each a folder, an address of the loopback, and the processes there.

They run the programs of Debian's packages on the files of deploy/cluster, as ``configure`` fills
them in. Everything lies in one folder, and is ended by its own process ids.
"""

import os
import pwd
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.places import ROOT
from tests.cluster.processes import REAP_SECONDS, every, send, tree_of
from tests.support import patience

SITE = "impact.example.org"
NAMES = ("one", "two", "three")
ADDRESSES = dict(zip(NAMES, ("127.77.0.11", "127.77.0.12", "127.77.0.13"), strict=True))
DASHBOARDS = NAMES[:2]
FRONT = NAMES[2]
IMPACT = (sys.executable, "-P", "-c", "from dashboard.cli import main; main()")


@dataclass
class Machine:
    """One machine; ``running`` are its processes by name."""

    name: str
    root: Path
    ports: dict[str, int]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    tree: Path = ROOT

    @property
    def address(self) -> str:
        return ADDRESSES[self.name]

    @property
    def data(self) -> Path:
        return self.root / "var/lib/postgresql/impact"

    @property
    def database_url(self) -> str:
        """As ``configure`` wrote it for the dashboard."""
        lines = (self.root / "etc/impact/impact.env").read_text("utf-8").splitlines()
        return next(line.partition("=")[2] for line in lines if "DATABASE_URL" in line)

    def log(self, name: str) -> Path:
        return self.root.parent / f"{self.name}-{name}.log"

    def start(self, name: str) -> None:
        """Start a program as its unit of Debian's does."""
        command, user, more = getattr(self, f"_{name}")()
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.root,
                env=os.environ | more, start_new_session=True, **_as(user),
            )  # fmt: skip

    def pids(self, *names: str) -> list[int]:
        """The processes of these programs; PostgreSQL's own are found by its file."""
        firsts = [self.running[name].pid for name in names if name in self.running]
        if "patroni" in names:
            firsts += self.postmaster()
        return tree_of(firsts)

    def postmaster(self) -> list[int]:
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.data / "postmaster.pid").read_text("utf-8").split()[0])
            if b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return [pid]
        return []

    def tell(self, number: signal.Signals, *names: str) -> None:
        """Send a signal to all processes of these programs."""
        send(number, self.pids(*names))

    def end(self, number: signal.Signals, *names: str) -> None:
        """End these programs, each by its own process ids, and wait until they are gone."""
        pids = self.pids(*names)
        send(number, pids if number is signal.SIGKILL else [self.running[n].pid for n in names])
        for name in names:
            if process := self.running.pop(name, None):
                process.wait(timeout=patience.SECONDS)
        while any(state != "Z" for pid, (_, state, _) in every().items() if pid in pids):
            time.sleep(REAP_SECONDS)

    def _etcd(self) -> tuple[list[str], str, dict[str, str]]:
        return ["etcd"], "", _variables(self.root / "etc/default/etcd")

    def _patroni(self) -> tuple[list[str], str, dict[str, str]]:
        return ["patroni", str(self.root / "etc/patroni/config.yml")], "postgres", {}

    def _haproxy(self) -> tuple[list[str], str, dict[str, str]]:
        return ["haproxy", "-db", "-f", str(self.root / "etc/haproxy/haproxy.cfg")], "", {}

    def _nginx(self) -> tuple[list[str], str, dict[str, str]]:
        main = self.root / "etc/nginx/nginx.conf"
        return ["nginx", "-p", str(self.root), "-c", str(main)], "", {}

    def _dashboard(self) -> tuple[list[str], str, dict[str, str]]:
        command = [*IMPACT, "serve", "--host", self.address, "--workers", "2"]
        command += ["--port", str(self.ports["DASHBOARD"])]
        return command, "", self.settings()

    def settings(self) -> dict[str, str]:
        """What a command of the dashboard on this machine is given."""
        given = _variables(self.root / "etc/impact/impact.env")
        return given | {"PYTHONPATH": str(self.tree), "TMPDIR": str(self.root)}

    def impact(self, *arguments: str) -> str:
        """Run a command of the dashboard on this machine, and return what it said."""
        done = subprocess.run(
            [*IMPACT, *arguments], env=os.environ | self.settings(), cwd=self.root,
            capture_output=True, text=True, check=False, timeout=patience.SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"impact {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def psql(self, *statements: str) -> None:
        """Say statements to PostgreSQL here, as the user postgres and one after the other."""
        command = ["psql", "-h", str(self.root / "run/postgresql"), "-d", "postgres"]
        command += ["-p", str(self.ports["POSTGRESQL"])]
        for statement in statements:
            command += ["-c", statement]
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_postgres, *command], check=True, capture_output=True, cwd="/")

    def walsenders(self) -> list[int]:
        """The processes that send standbys what was written."""
        commands = {pid: Path(f"/proc/{pid}/cmdline") for pid in tree_of(self.postmaster())}
        return [pid for pid, file in commands.items() if b"walsender" in file.read_bytes()]

    def patronictl(self, *arguments: str) -> str:
        """Ask or tell Patroni."""
        file = str(self.root / "etc/patroni/config.yml")
        done = subprocess.run(
            ["patronictl", "-c", file, *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr


def _variables(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line.strip() and line[0] != "#"]
    return {name: value for name, _, value in pairs}


def _as(user: str) -> dict[str, object]:
    if not user or os.geteuid() != 0:
        return {}
    known = pwd.getpwnam(user)
    groups = os.getgrouplist(user, known.pw_gid)
    return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": groups}
