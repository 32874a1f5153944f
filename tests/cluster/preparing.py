"""The machines with their files and certificates, as ``certify`` and ``configure`` make them."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from dashboard.places import ROOT
from tests.cluster.machines import ADDRESSES, DASHBOARDS, NAMES, SITE, Machine
from tests.support.ports import free_port
from tests.support.postgresql import find_programs

CLUSTER = ROOT / "deploy" / "cluster"
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
PORTS = ("POSTGRESQL", "PATRONI", "ETCD", "ETCD_PEERS", "DASHBOARD", "HTTP", "HTTPS")
FOLDERS = ("etc/impact/tls", "opt/impact", "run/postgresql", "var/lib/etcd", "var/lib/postgresql")


def missing() -> str:
    """What is not installed, as a sentence; empty if nothing is."""
    os.environ["PATH"] += ":/usr/sbin:/usr/local/sbin"
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    return MISSING.format(", ".join(lacks)) if lacks else ""


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


def _run(*command: str | Path, **more: str) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | more
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
