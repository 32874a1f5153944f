"""A real nginx: sites of others, and ours behind a path of one of them."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.places import ROOT
from tests.support import patience
from tests.support.ports import free_port

DEPLOYED = ROOT / "deploy" / "nginx"
MISSING = "These tests need nginx: `sudo apt-get install nginx-light`, or `brew install nginx`."
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
CONFIGURATION = """
{user}
pid {folder}/pid;
error_log {folder}/error.log warn;
worker_processes 1;
daemon off;
events {{ worker_connections 64; }}
http {{
    types {{ text/html html; }}
    {paths}
    include {formats};
    access_log {folder}/access.log impact;
    {servers}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Nginx:
    """A server whose sites lie in folders; ``log`` is what it has written of requests."""

    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "access.log").read_text(encoding="utf-8")

    def errors(self) -> str:
        return (self.folder / "error.log").read_text(encoding="utf-8")


def site(port: int, root: Path, more: str = "") -> str:
    """A site of somebody's, on a port of this machine, and what else it does."""
    return f"server {{ listen 127.0.0.1:{port}; root {root}; {more} }}"


def passing_on(prefix: str, url: str, *, whole: bool = False) -> str:
    """Our server behind a path, taken off as docs/embedding.md has it, or left on."""
    return (
        f"location {prefix}/ {{ proxy_pass {url}{'' if whole else '/'}; "
        f"proxy_set_header Host $http_host; "
        f"proxy_set_header Referer $http_referer; }}"
    )


@contextmanager
def running(folder: Path, servers: Mapping[int, str]) -> Iterator[Nginx]:
    """Serve until the block ends; ``servers`` are what ``site`` gives, by port."""
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(
        CONFIGURATION.format(
            folder=folder,
            formats=DEPLOYED / "log.conf",
            user="user root;" if os.geteuid() == 0 else "",
            paths=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
            servers="\n".join(servers.values()),
        ),
        encoding="utf-8",
    )
    process = subprocess.Popen([find(), "-p", folder, "-c", file, "-e", folder / "error.log"])
    try:
        for port in servers:
            _wait_for(port, process)
        yield Nginx(folder)
    finally:
        process.terminate()
        process.wait(timeout=patience.SECONDS)


@contextmanager
def deployed(root: Path, behind: str = "") -> Iterator[int]:
    """Our site as it is deployed, without TLS, at a port; ``behind`` is who answers, or nobody."""
    port, folder = free_port(), root / "nginx"
    upstream = f"upstream impact {{ server {behind or f'unix:{folder}/gone.socket'}; }}"
    ours = site(port, root, _part("server.conf", folder))
    with running(folder, {port: f"{_part('shared.conf', folder)}\n{upstream}\n{ours}"}):
        yield port


def _part(name: str, folder: Path) -> str:
    """A file of ours, whose paths lead to a test's folder."""
    said = (DEPLOYED / name).read_text(encoding="utf-8")
    said = said.replace("include /opt/impact/current/nginx/log.conf;", "")
    return said.replace("/opt/impact/current/nginx", f"{DEPLOYED}").replace(
        "/var/log/nginx", f"{folder}"
    )


def find() -> str:
    """The path of the server."""
    found = shutil.which("nginx") or next((path for path in PLACES if Path(path).exists()), None)
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    def listens_or_is_over() -> bool:
        return _listens(port) or process.poll() is not None

    patience.until(listens_or_is_over, "nginx did not answer")
    if process.poll() is not None:
        pytest.fail("nginx ended", pytrace=False)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
