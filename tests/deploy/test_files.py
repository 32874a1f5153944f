"""What stands in several places of deploy/ and docs/ says the same everywhere."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard import program_version
from dashboard.addresses import HOTLINE
from dashboard.database import SAVE_SECONDS, WAIT_SECONDS
from dashboard.i18n import Locale
from dashboard.places import ROOT
from dashboard.priority import FIRST
from dashboard.settings import Settings
from dashboard.web import LARGEST_BODY
from dashboard.web.shared.uploads import BESIDES_THE_FILE, LARGEST_FILE
from tests.deploy.conftest import commands

DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
ERRORS = sorted((DEPLOY / "nginx" / "errors").iterdir())
MEGABYTE = 1024 * 1024


def read(*names: str) -> str:
    return DEPLOY.joinpath(*names).read_text(encoding="utf-8")


def hardening(service: Path) -> list[str]:
    """What a unit says from its user on, but for what one of them needs for files of others."""
    lines = service.read_text(encoding="utf-8").partition("User=")[2].splitlines()
    own = ("UMask=", "ReadWritePaths=", "[Install]", "WantedBy=")
    return [line for line in lines if line and not line.startswith(own)]


def test_all_services_are_kept_in_alike():
    assert len(SERVICES) == 5
    (said,) = {tuple(hardening(service)) for service in SERVICES}
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="} <= set(said)


def test_each_service_that_writes_may_go_first_while_it_holds_the_lock():
    """A backup writes a file of its own, and so does whoever makes the public pages."""
    said = {one.stem: one.read_text(encoding="utf-8") for one in SERVICES}
    allowed = {name for name, unit in said.items() if f"\nLimitNICE={FIRST}\n" in unit}
    assert said.keys() - allowed == {"impact-backup", "impact-public"}
    assert f"--nice={20 - FIRST} " in read("impact")  # as the system counts it


def test_each_timer_has_a_service_and_each_service_says_a_command_that_there_is():
    for timer in (DEPLOY / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service") in SERVICES
    for service in SERVICES:
        (command,) = re.findall(r"^ExecStart=(\S+)", service.read_text(encoding="utf-8"), re.M)
        assert command == "/opt/impact/current/venv/bin/impact"


def test_the_container_is_made_by_the_same_commands():
    containerfile = " ".join(read("Containerfile").replace("\\\n", " ").split())
    setup = " ".join(read("setup").replace("\\\n", " ").split())
    every = [line.replace(program_version(), "current") for line in commands("Ten commands")]
    environment, packages = every[3:5]
    assert f"RUN {environment} " in containerfile
    assert packages in containerfile.replace("--no-cache-dir ", "")
    (user,) = re.findall(r"useradd .*?nologin impact", containerfile)
    assert user in setup
    (folders,) = re.findall(r"install -d -o impact -g impact -m 700 (.*?) COPY", containerfile)
    assert f"-m 700 {folders} " in setup
    needed = set(re.findall(r"apt-get install (?:--\S+ )*(\S+)", containerfile))
    assert needed <= set(every[1].split())


def test_the_port_is_the_same_everywhere():
    (port,) = re.findall(r"ListenStream=127\.0\.0\.1:(\d+)", read("systemd", "impact.socket"))
    assert f"server 127.0.0.1:{port};" in read("nginx", "http.conf")
    assert f"http://127.0.0.1:{port}/readyz" in read("upgrade")
    assert f"EXPOSE {port}\n" in read("Containerfile")
    assert f"PORT_OF_DASHBOARD={port}\n" in read("cluster", "cluster.env")


def test_proxies_wait_for_longer_than_who_saves_does():
    config = read("nginx", "server.conf")
    (usual,) = re.findall(r"^proxy_read_timeout (\d+)s;", config, re.MULTILINE)
    (api,) = re.findall(r"location /api/ \{[^}]*proxy_read_timeout (\d+)m;", config)
    assert int(usual) > WAIT_SECONDS
    assert 60 * int(api) > SAVE_SECONDS


def test_the_container_finds_its_data_where_the_settings_say():
    for name, value in re.findall(r"(IMPACT_\w+)=(\S+)", read("Containerfile")):
        assert f"\n{name}={value}\n" in read("impact.env")


@pytest.mark.parametrize("name", ["impact.env", "Containerfile"])
def test_every_setting_there_is_one_of_ours(name: str):
    named = set(re.findall(r"^#?(?:ENV .*|\s*)(IMPACT_[A-Z_]+)=", read(name), re.M))
    assert named
    assert named <= {f"IMPACT_{field.upper()}" for field in Settings.model_fields}


def test_nginx_takes_what_the_dashboard_takes():
    limits = [
        int(one) * MEGABYTE for one in re.findall(r"body_size (\d+)m", read("nginx", "server.conf"))
    ]
    assert len(limits) == 2
    assert min(limits) >= LARGEST_BODY
    assert LARGEST_FILE + BESIDES_THE_FILE <= max(limits) < LARGEST_FILE + 4 * BESIDES_THE_FILE


@pytest.mark.parametrize("path", ERRORS, ids=lambda path: path.name)
def test_nginx_speaks_both_languages(path: Path):
    said = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        error = json.loads(said)["error"]
        assert set(error) == {"code", "message", "details"}
        assert set(error["message"]) == {locale.value for locale in Locale}
        assert all(
            words in path.with_suffix(".html").read_text("utf-8")
            for words in error["message"].values()
        )
        return
    assert [said.count(f'<section lang="{lang}">') for lang in ("en-CA", "fr-CA")] == [1, 1]
    assert said.count(f"tel:{HOTLINE}") == 2
    (style,) = re.findall(r"<style>(.*?)</style>", said)
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{allowed}'" in read("nginx", "server.conf")


def test_each_error_of_nginx_has_its_pages():
    named = set(re.findall(r"nginx-errors/(\d+)\.", read("nginx", "server.conf")))
    assert {path.name for path in ERRORS} == {
        f"{n}.{kind}" for n in named for kind in ("html", "json")
    }


def test_the_folder_s_page_names_all_that_is_in_it():
    named = {name.rstrip("/") for name in re.findall(r"^\| `([\w./]+)`", read("README.md"), re.M)}
    assert named | {"README.md"} == {path.name for path in DEPLOY.iterdir()}


def test_scripts_of_the_shell_are_sound():
    if shutil.which("shellcheck") is None:
        pytest.fail(
            "These tests need shellcheck: `sudo apt-get install shellcheck`.", pytrace=False
        )
    scripts = [DEPLOY / name for name in ("setup", "upgrade", "impact", "certificate")]
    scripts += [DEPLOY / "cluster" / name for name in ("certify", "configure")]
    scripts += [ROOT / ".ci" / name for name in ("run", "services", "venv", "node_modules")]
    done = subprocess.run(
        ["shellcheck", "--severity=style", *scripts], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
