"""From a bare machine to https in ten commands, and what runs there then."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dashboard import program_version
from dashboard.i18n import Locale
from dashboard.places import DEMONSTRATION, ROOT
from tests.deploy.conftest import NAME, Installed, commands, settled
from tests.support.machine import Machine

PASSWORD = "a kettle of seventeen herons"  # noqa: S105 - of nothing but tests
# Asks as a browser does, in the machine: what is certified counts, and the name is NAME.
ASKED = """
import http.client, json, socket, ssl, sys
method, scheme, path, headers, size, body = json.loads(sys.stdin.read())
connection = http.client.HTTPConnection("{name}", timeout=100)
connection.sock = socket.create_connection(("127.0.0.1", 443 if scheme == "https" else 80), 100)
if scheme == "https":
    context = ssl.create_default_context(cafile="/etc/impact/tls/certificate.pem")
    connection.sock = context.wrap_socket(connection.sock, server_hostname="{name}")
connection.request(method, path, body.encode() or b"x" * size or None, headers)
answer = connection.getresponse()
print(json.dumps([answer.status, answer.getheaders(), answer.read().decode()]))
"""
OURS = {"Origin": f"https://{NAME}"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        """The only one of that name; empty when there is none."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, found
        return found[0] if found else ""


def asking(machine: Machine) -> Callable[..., Answer]:
    machine.file("/root/ask.py").write_text(ASKED.replace("{name}", NAME), encoding="utf-8")

    def ask(path, method="GET", *, scheme="https", headers=(), size=0, body="") -> Answer:
        what = json.dumps([method, scheme, path, {**dict(headers)}, size, body])
        machine.file("/root/question").write_text(what, encoding="utf-8")
        status, told, text = json.loads(machine("/usr/bin/python3 /root/ask.py </root/question"))
        return Answer(status, [tuple(one) for one in told], text)

    return ask


def test_the_ten_commands_are_ten_and_of_this_version():
    every = commands("Ten commands")
    assert len(every) == 10
    versions = set(re.findall(r"\d+\.\d+\.\d+", "\n".join(every)))
    assert versions == {program_version()}


def test_from_a_bare_machine_to_https(installed: Installed):
    machine, told = installed.machine, installed.told
    ask = asking(machine)
    assert ask("/readyz").text == '{"status":"ready"}\n'
    led = ask("/en/explore?language=fr", scheme="http")
    assert (led.status, led.header("Location")) == (301, f"https://{NAME}/en/explore?language=fr")
    page = ask("/fr/progres")
    assert (page.status, page.header("Strict-Transport-Security")) == (200, "max-age=31536000")
    _units_are_sound_and_see_little(machine)
    _the_page_that_commands_name_is_there(machine)
    cookie = _signed_in(ask, told)
    _files_come_in(ask, cookie)
    _what_is_too_large_is_told_in_both_languages(ask, cookie)
    _backups_are_kept(machine)
    _the_public_pages_need_no_dashboard(machine)  # and leave it stopped
    _what_nginx_says_when_it_is_away(machine, ask)
    _nothing_of_it_is_open_to_others(machine)
    _no_secret_is_in_a_log(machine, told)
    _settings_mean_the_same_to_the_service_and_to_the_command(machine, ask)
    assert "failed" not in machine("systemctl list-units --no-legend 'impact*'")


def _units_are_sound_and_see_little(machine: Machine) -> None:
    assert machine("systemd-analyze verify /etc/systemd/system/impact*") == ""
    for unit in machine("ls /etc/systemd/system | grep 'impact.*service$'").split():
        rated = f"systemd-analyze security --offline=true --threshold=20 /etc/systemd/system/{unit}"
        machine(rated)  # 0 when it is at most 2.0


def _the_page_that_commands_name_is_there(machine: Machine) -> None:
    impact = "/opt/impact/current/venv/bin/impact"
    wrong = machine(f"IMPACT_IDLE_MINUTES=many {impact} migrate 2>&1 || true")
    (page,) = re.findall(r"page\s+(\S+\.md)", wrong)
    assert "IMPACT_IDLE_MINUTES" in machine(f"cat /opt/impact/current/{page}")


def _signed_in(ask, told) -> str:
    """The administrator chooses a password: Argon2 runs under the unit's limits."""
    (link,) = re.findall(rf"https://{NAME}(/en/password/\S+)", "\n".join(told.values()))
    assert ask(link).status == 200
    form = f"password={PASSWORD}&again={PASSWORD}".replace(" ", "+")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    done = ask(link, "POST", headers={**OURS, **kind}, body=form)
    assert done.status == 303, done.text
    cookie = done.header("Set-Cookie")
    assert cookie.startswith("__Host-")
    return cookie.partition(";")[0]


def _files_come_in(ask, cookie: str) -> None:
    sessions = (DEMONSTRATION / "sessions.csv").read_text(encoding="utf-8")
    body = (
        '--x\r\nContent-Disposition: form-data; name="file"; filename="s.csv"\r\n\r\n'
        f"{sessions}\r\n--x--\r\n"
    )
    headers = {**OURS, "Cookie": cookie, "Content-Type": "multipart/form-data; boundary=x"}
    looked = ask("/api/v1/imports/preview?lang=en", "POST", headers=headers, body=body)
    assert looked.status == 200, looked.text
    *_, last = looked.text.splitlines()
    assert "venue" in last  # none is known yet, so each row says so


def _what_is_too_large_is_told_in_both_languages(ask, cookie: str) -> None:
    headers = {**OURS, "Cookie": cookie, "Content-Type": "application/octet-stream"}
    large = ask("/api/v1/imports/preview", "POST", headers=headers, size=67 << 20)
    error = json.loads(large.text)["error"]
    assert (large.status, error["code"]) == (413, "too_large")
    assert set(error["message"]) == {locale.value for locale in Locale}
    assert ask("/api/v1/imports/preview", "POST", headers=headers, size=2 << 20).status != 413
    page = ask("/fr/connexion", "POST", size=2 << 20)
    assert (page.status, page.header("Content-Type")) == (413, "text/html; charset=utf-8")
    for said in ('lang="en-CA"', 'lang="fr-CA"', "Trop volumineux"):
        assert said in page.text


def _backups_are_kept(machine: Machine) -> None:
    machine("systemctl start impact-backup.service impact-publish.service")
    (path,) = machine("ls /var/lib/impact/backups").split()
    assert "is intact" in machine(f"impact check backup /var/lib/impact/backups/{path}")
    assert "impact-backup.service" in machine("systemctl list-timers --no-pager")


def _the_public_pages_need_no_dashboard(machine: Machine) -> None:
    """Written as files by a user, read by another one: nginx, which sends what is compressed."""
    site = "/etc/nginx/conf.d/figures.conf"
    machine("systemctl start impact-public.service")
    machine("systemctl stop impact.socket impact.service")
    machine(f"cp /opt/impact/current/nginx/public.conf {site} && nginx -t")
    machine(settled("systemctl reload nginx"))
    machine.file("/root/request").write_bytes(
        b"GET /en/progress HTTP/1.1\r\nHost: figures.example.org\r\n"
        b"Connection: close\r\nAccept-Encoding: gzip\r\n\r\n"
    )
    asked = machine(
        "openssl s_client -quiet -connect 127.0.0.1:443 -servername figures.example.org"
        " </root/request 2>/dev/null | head -n 12 | tr -cd '[:print:]\\n'"
    )
    assert "200 OK" in asked
    assert "Content-Encoding: gzip" in asked
    machine(f"rm {site} && {settled('systemctl reload nginx')}")


def _nothing_of_it_is_open_to_others(machine: Machine) -> None:
    for closed in (
        "/etc/impact/impact.env",
        "/etc/impact/tls/key.pem",
        "/var/lib/impact/impact.db",
    ):
        machine(f"runuser -u nobody -- cat {closed}", code=1)
    assert not machine("find /var/lib/impact /var/cache/impact -type f -perm /077")
    assert not machine("find /opt/impact ! -user root -not -path '*/site-packages/*'")


def _no_secret_is_in_a_log(machine: Machine, told) -> None:
    (secret,) = re.findall(r"/en/password/(\S+)", "\n".join(told.values()))
    logged = machine("cat /var/log/nginx/*; journalctl --no-pager")
    assert "/en/password/..." in logged
    assert secret not in logged
    assert "language=fr" not in logged


def _what_nginx_says_when_it_is_away(machine: Machine, ask) -> None:
    away = ask("/en/explore")
    assert (away.status, away.header("Retry-After")) == (502, "10")
    assert "n’est pas disponible" in away.text
    error = json.loads(ask("/api/v1/progress").text)["error"]
    assert error["code"] == "unavailable"
    machine("systemctl start impact.socket")
    assert ask("/readyz").status == 200


def _settings_mean_the_same_to_the_service_and_to_the_command(machine: Machine, ask) -> None:
    """Also those that a shell would take for something else; who comes meanwhile waits."""
    settings = "/etc/impact/impact.env"
    odd = "'self' https://$(id).example.org/`id`"
    machine(f"cat >>{settings} <<'END'\nIMPACT_OIDC_NAME=\"{odd}\"\nIMPACT_OIDC_SCOPES=''\nEND")
    machine("systemctl stop impact.service")
    assert ask("/readyz").status == 200  # the socket started it
    served = machine("tr '\\0' '\\n' </proc/$(systemctl show --value -p MainPID impact)/environ")
    told = machine("IMPACT_PROGRAM=/usr/bin/env impact")
    ours = [
        {line for line in said.splitlines() if line.startswith("IMPACT_")}
        for said in (served, told.replace("IMPACT_PROGRAM=/usr/bin/env\n", ""))
    ]
    assert ours[0] == ours[1]
    assert f"IMPACT_OIDC_NAME={odd}" in ours[0]
    for line in ("IMPACT_OIDC_NAME=a\\b", " IMPACT_OIDC_NAME=a", 'IMPACT_OIDC_NAME="a"b"', "x"):
        machine(f"cp {settings} /root/before && cat >>{settings} <<'END'\n{line}\nEND")
        assert f"of {settings} cannot be read" in machine("impact check", code=1)
        machine(f"cp /root/before {settings}")


@pytest.mark.parametrize("name", ["a b", "impact.example.org/x", "$(reboot)", "a|b"])
def test_a_name_that_is_none_is_refused(name: str):
    done = subprocess.run(["sh", ROOT / "deploy" / "setup", name], capture_output=True, check=False)
    assert done.returncode == 2
