"""No secret of ours stands in a log of nginx, however its address is written and whatever fails."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from dashboard.places import ROOT
from tests.support import nginx
from tests.support.ports import free_port

SECRET = "s3cr3t-of-somebody"  # noqa: S105
SHOWN = [
    ("/en/explore?language=fr", "/en/explore"),
    (f"/en/embed/youth?key={SECRET}", "/en/embed/youth"),
    (f"/calendar/{SECRET}.ics", "/calendar/..."),
    (f"/en/password/{SECRET}", "/en/password/..."),
    (f"/impact/fr/mot-de-passe/{SECRET}?x=y", "/impact/fr/mot-de-passe/..."),
    (f"/fr/MOT-DE-PASSE/{SECRET}", "/fr/MOT-DE-PASSE/..."),
    (f"//calendar//{SECRET}.ics", "//calendar/..."),
    (f"/%63alendar/{SECRET}.ics", "/..."),
    (f"/en/passw%6Frd/{SECRET}", "/en/passw..."),
    (f"/%63alendar/{SECRET}/calendar/", "/..."),
    (f"/en%2Fpassword%2F{SECRET}", "/en..."),
    (f"/en/./password/../password/{SECRET}", "/en/./password/..."),
    (f"/en/explore?next=/en/password/{SECRET}&of=100%25", "/en/explore"),
    ("/fr/mot-de-passe-oublie", "/fr/mot-de-passe-oublie"),
]
QUOTED = ["warn", "crit"]


def server_lines(folder: Path) -> str:
    """Those that ``log.conf`` asks for, with the logs of this test."""
    said = (ROOT / "deploy/nginx/log.conf").read_text(encoding="utf-8")
    lines = re.findall(r"^#   (\w+ [^;]+;)", said, re.MULTILINE)
    assert len(lines) == 3
    return " ".join(lines).replace("/var/log/nginx/", f"{folder}/")


class Logged:
    """A site whose server behind it is gone; its logs are in ``folder``."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        referer = {"Referer": f"http://127.0.0.1/en/password/{SECRET}"}
        connection.request(method, path, body, referer)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def paths(self) -> list[str]:
        said = (self.folder / "impact.log").read_text(encoding="utf-8")
        return re.findall(r'"[A-Z]+ ([^"]*)" 50\d', said)

    def written(self) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    with ExitStack() as stack:

        def start(level: str = "") -> Logged:
            port, folder = free_port(), tmp_path / "nginx"
            lines = server_lines(folder)
            if level:
                lines = lines.replace(" emerg;", f" {level};")
            gone = f"proxy_pass http://unix:{folder}/gone.socket:;"
            site = nginx.site(port, tmp_path, f"{lines} location / {{ {gone} }}")
            stack.enter_context(nginx.running(folder, {port: site}))
            return Logged(folder, port)

        yield start


def test_no_secret_is_written_even_when_the_server_behind_is_gone(start):
    site = start()
    for path, _ in SHOWN:
        assert site.ask(path) == 502
    site.ask(f"/en/password/{SECRET}", "POST", b"x" * 2_000_000)  # more than nginx lets through
    with socket.create_connection(("127.0.0.1", site.port)) as raw:
        raw.sendall(f"GET /en/password/{SECRET} HTTP/9.9\r\n\r\n".encode())
        raw.recv(4096)
    assert site.paths()[: len(SHOWN)] == [shown for _, shown in SHOWN]
    assert SECRET not in site.written()


@pytest.mark.parametrize("level", QUOTED)
def test_a_log_of_lesser_errors_would_quote_whole_requests(start, level):
    site = start(level)
    site.ask(f"/en/password/{SECRET}")
    assert SECRET in site.written()
