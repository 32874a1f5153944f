"""A machine on which the dashboard was installed as docs/install.md says."""

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import program_version
from dashboard.places import ROOT
from tests.support import releases, turns
from tests.support.machine import Machine, booted

NAME = "impact.example.org"
VENV = f"/opt/impact/{program_version()}/venv"
NO_NETWORK = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1"}
CERTIFIED = f"""
export RENEWED_LINEAGE=/root/certified
mkdir $RENEWED_LINEAGE
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \\
    -subj /CN=certified -addext subjectAltName=DNS:{NAME} \\
    -keyout $RENEWED_LINEAGE/privkey.pem -out $RENEWED_LINEAGE/fullchain.pem 2>/dev/null
"""


def settled(command: str) -> str:
    """A command that reloads nginx, to the end: its former processes answer for a moment longer."""
    first = "$(cat /run/nginx.pid)"
    return (
        f"former=$(cat /proc/{first}/task/{first}/children); {command} &&"
        " for one in $former; do while kill -0 $one 2>/dev/null; do sleep 0.1; done; done"
    )


@pytest.fixture(scope="session")
def archive(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make release` writes, where later versions are written beside it."""
    return Path(shutil.copy(release, tmp_path_factory.mktemp("dist")))


@contextmanager
def bare(archive: Path, folder: Path) -> Iterator[Machine]:
    """A bare machine with the archive in root's folder."""
    if Path(sys._base_executable).resolve() != Path("/usr/bin/python3").resolve():
        pytest.skip("Debian's Python has not made this environment: its packages don't fit it.")
    # What the archive's lock file names, as it is installed here already from the same lock.
    packages = Path(sysconfig.get_path("purelib"))
    with booted(folder, packages, releases.DEPENDENCIES) as one:
        one("rm -rf /opt/impact /etc/impact /var/lib/impact* /root/impact*; hostname impact")
        shutil.copy(archive, one.file(f"/root/{archive.name}"))
        yield one


@dataclass(frozen=True)
class Installed:
    """A machine after the ten commands, and what each of them said."""

    machine: Machine
    told: dict[str, str]


@pytest.fixture(scope="package")
def installed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """One that two tests share: to install takes longer than most of what they ask.

    The one of the upgrade comes second, see ``LONGEST``, and takes the machine as it finds it.
    """
    with _installed(archive, tmp_path_factory.mktemp("installed")) as one:
        yield one


@contextmanager
def _installed(archive: Path, folder: Path) -> Iterator[Installed]:
    with bare(archive, folder) as one:
        yield Installed(one, _told(one))


@pytest.fixture
def machine(request: pytest.FixtureRequest, archive: Path, tmp_path: Path) -> Iterator[Machine]:
    """One to upgrade: that of the two tests, of which a turn has one upgrade; else another one."""
    if request.config.getoption(turns.OPTION) is not None:
        yield request.getfixturevalue("installed").machine
        return
    with _installed(archive, tmp_path) as one:
        yield one.machine


def commands(heading: str) -> list[str]:
    """The lines of the first block of shell below a heading of docs/install.md."""
    document = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    found = re.search(rf"^(?:## )?{re.escape(heading)}.*?^```sh\n(.*?)^```", document, re.M | re.S)
    assert found, heading
    return found[1].splitlines()


def _told(machine: Machine) -> dict[str, str]:
    """Do the ten commands word for word, but for what needs a network; what each of them said.

    - `apt-get` fetches nothing: its packages are here, for .ci/services has installed them, but for
      certbot; and nginx is started as Debian's package does.
    - `pip` installs the program by its digest; what it depends on, which took the lock file's place
      in this environment already, is read there.
    - `certbot` asks nobody: what it runs with a new certificate is run with one of our own making.
    """

    def done(line: str) -> str:
        if line.startswith("apt-get update"):
            return ""
        if line.startswith("apt-get install"):
            packages = " ".join(sorted(set(line.split()[3:]) - {"certbot"}))
            return machine(f"dpkg-query --status {packages} && systemctl start nginx")
        if "/pip install" in line:
            *_, requirements = line.split()
            machine(f"sed -i '/^--find-links/b; /^impact-dashboard==/b; d' {requirements}")
            said = machine(line, **NO_NETWORK)
            packages = machine(f"echo {VENV}/lib/*/site-packages").strip()
            machine(f"echo {releases.DEPENDENCIES} >{packages}/dependencies.pth")
            return said
        if line.startswith("certbot"):
            return machine(CERTIFIED + settled(line.partition("--deploy-hook ")[2]))
        return machine(line)

    return {line: done(line) for line in commands("Ten commands")}
