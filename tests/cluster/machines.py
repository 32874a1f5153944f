"""The machines of a cluster, each a folder, an address of the loopback, and the processes there.

They run the programs of Debian's packages on the files of deploy/cluster, as ``configure`` fills
them in. Everything lies in one folder, and is ended by its own process ids.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from dashboard.places import ROOT
from tests.support import patience
from tests.support.ports import free_port
from tests.support.postgresql import find_programs

CLUSTER = ROOT / "deploy" / "cluster"
SITE = "impact.example.org"
NAMES = ("one", "two", "three")
ADDRESSES = dict(zip(NAMES, ("127.77.0.11", "127.77.0.12", "127.77.0.13"), strict=True))
DASHBOARDS = NAMES[:2]
FRONT = NAMES[2]
PROGRAMS = ("etcd", "etcdctl", "patroni", "patronictl", "haproxy", "nginx", "openssl")
MISSING = (
    "The rehearsal needs {}: sudo apt-get install etcd-client etcd-server haproxy nginx openssl "
    "patroni postgresql python3-etcd"
)
NGINX = """
{user}
daemon off;
pid {root}/run/nginx.pid;
error_log {root}/var/log/nginx/error.log warn;
worker_processes 2;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; }}
    {paths}
    include {root}/etc/nginx/conf.d/impact.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
BECOME_REAPER, REAP_SECONDS = 36, 0.2  # of prctl
PORTS = ("POSTGRESQL", "PATRONI", "ETCD", "ETCD_PEERS", "DASHBOARD", "HTTP", "HTTPS")
FOLDERS = ("etc/impact/tls", "opt/impact", "run/postgresql", "var/lib/etcd", "var/lib/postgresql")


def missing() -> str:
    """What is not installed, as a sentence; empty if nothing is."""
    os.environ["PATH"] += ":/usr/sbin:/usr/local/sbin"
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    return MISSING.format(", ".join(lacks)) if lacks else ""


@dataclass
class Machine:
    """One machine; ``running`` are its processes by name."""

    name: str
    root: Path
    ports: dict[str, int]
    environment: dict[str, str] = field(default_factory=dict)
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
        while any(state != "Z" for pid, (_, state, _) in _processes().items() if pid in pids):
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


def tree_of(firsts: list[int]) -> list[int]:
    """These processes, and all that they have begun."""
    every, left, found = _children(), list(firsts), []
    while left:
        one = left.pop()
        if one not in found and Path(f"/proc/{one}").exists():
            found.append(one)
            left += every.get(one, [])
    return found


def send(number: signal.Signals, pids: list[int]) -> None:
    """Send a signal to processes that may be gone."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


IMPACT = (sys.executable, "-P", "-c", "from dashboard.cli import main; main()")


def prepared(folder: Path, synchronous: str) -> dict[str, Machine]:
    """The machines with their files and certificates; nothing runs yet."""
    folder.chmod(0o755)
    ports = {name: free_port() for name in PORTS}
    given = {f"PORT_OF_{name}": str(port) for name, port in ports.items()} | {
        "MACHINES": " ".join(f"{name}={address}" for name, address in ADDRESSES.items()),
        "DASHBOARDS": " ".join(ADDRESSES[name] for name in DASHBOARDS),
        "SYNCHRONOUS": synchronous,
        "POSTGRESQL": find_programs().parent.name,
    }
    given |= {f"PASSWORD_OF_{name}": secrets.token_hex(24) for name in ("POSTGRES", "PATRONI")}
    given |= {f"PASSWORD_OF_{name}": secrets.token_hex(24) for name in ("IMPACT", "REPLICATION")}
    every = [f"{name}={address}" for name, address in ADDRESSES.items()]
    _run(CLUSTER / "certify", folder / "certificates", *every)
    return {name: _machine(folder, name, given, ports) for name in NAMES}


def _machine(folder: Path, name: str, given: dict[str, str], ports: dict[str, int]) -> Machine:
    machine = Machine(name, folder / name, ports | {"DATABASE": free_port()})
    for one in (*FOLDERS, "var/log/nginx", "etc/nginx", "var/www/html"):
        (machine.root / one).mkdir(parents=True)
    _certificates(folder, machine)
    (machine.root / "etc/impact/impact.env").write_text(
        f"IMPACT_BASE_URL=https://{SITE}\nIMPACT_SECRET_KEY={given['PASSWORD_OF_IMPACT']}\n"
        f"IMPACT_CACHE_DIR={machine.root}/var/cache\nIMPACT_TRUSTED_PROXIES=1\n",
        encoding="utf-8",
    )
    said = given | {"PORT_OF_DATABASE": str(machine.ports["DATABASE"]), "ROOT": str(machine.root)}
    file = machine.root / "etc/impact/cluster.env"
    lines = (CLUSTER / "cluster.env").read_text("utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if line[:1].isupper()]
    assert set(said) <= set(names), "a setting is not in cluster.env"
    said = {"SITE": SITE} | said
    file.write_text("".join(f'{one}="{said[one]}"\n' for one in names), encoding="utf-8")
    _run(CLUSTER / "configure", name, IMPACT_CLUSTER=str(file))
    _nginx(machine)
    if os.geteuid() == 0:
        for one in ("var/lib/postgresql", "run/postgresql"):
            shutil.chown(machine.root / one, "postgres", "postgres")
    return machine


def _certificates(folder: Path, machine: Machine) -> None:
    """Where the page says, readable by the groups that it says; nginx's is of the same making."""
    place = machine.root / "etc/impact/cluster"
    shutil.copytree(folder / "certificates" / machine.name, place)
    place.chmod(0o755)
    for file in place.iterdir():
        is_secret = file.suffix in (".key", ".pem")
        file.chmod(0o640 if is_secret and os.geteuid() == 0 else 0o600 if is_secret else 0o644)
        if os.geteuid() == 0:
            shutil.chown(file, "root", "ssl-cert")
    tls = machine.root / "etc/impact/tls"
    shutil.copy(place / "machine.crt", tls / "certificate.pem")
    shutil.copy(place / "machine.key", tls / "key.pem")


def _nginx(machine: Machine) -> None:
    """The dashboard's files for nginx, with this machine's folder before each path."""
    place = machine.root / "opt/impact/current/nginx"
    shutil.copytree(ROOT / "deploy/nginx", place)
    for file in place.glob("*.conf"):
        text = file.read_text("utf-8")
        for path in ("/opt/impact", "/var/log", "/etc/impact"):
            text = text.replace(f" {path}/", f" {machine.root}{path}/")
        file.write_text(text, encoding="utf-8")
    (machine.root / "etc/nginx/nginx.conf").write_text(
        NGINX.format(
            root=machine.root,
            user="user root;" if os.geteuid() == 0 else "",
            paths=" ".join(f"{one}_temp_path {machine.root}/run/{one};" for one in TEMPORARY),
        ),
        encoding="utf-8",
    )


def _variables(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line.strip() and line[0] != "#"]
    return {name: value for name, _, value in pairs}


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pid, (_, _, parent) in _processes().items():
        found.setdefault(parent, []).append(pid)
    return found


def _processes() -> dict[int, tuple[str, str, int]]:
    """Name, state and parent of all processes."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            begins, _, rest = stat.read_text("utf-8").rpartition(")")
            state, parent = rest.split()[:2]
            found[int(stat.parent.name)] = begins.partition("(")[2], state, int(parent)
    return found


def adopt() -> None:
    """Be the parent of each PostgreSQL, whose own has ended, and see it off as init would."""
    ctypes.CDLL(None).prctl(BECOME_REAPER, 1, 0, 0, 0)

    def for_ever() -> None:
        while True:
            for pid, (name, state, parent) in _processes().items():
                if name == "postgres" and state == "Z" and parent == os.getpid():
                    with suppress(ChildProcessError):
                        os.waitpid(pid, os.WNOHANG)
            time.sleep(REAP_SECONDS)

    Thread(target=for_ever, daemon=True).start()


def _as(user: str) -> dict[str, object]:
    if not user or os.geteuid() != 0:
        return {}
    known = pwd.getpwnam(user)
    groups = os.getgrouplist(user, known.pw_gid)
    return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": groups}


def _run(*command: str | Path, **more: str) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | more
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
