"""A real, certified provider of OpenID Connect (npm's oidc-provider), on a free port."""

import fcntl
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from dashboard.places import ROOT
from tests.support import patience
from tests.support.ports import free_port

SOURCE = Path(__file__).with_name("oidc")
FILES = ("package.json", "package-lock.json", "provider.mjs")
INSTALLED = ROOT / ".cache" / "oidc"
MISSING = (
    "These tests need Node.js and npm: `sudo apt-get install nodejs npm` on Debian, "
    "`brew install node` on macOS."
)
DISCOVERY = "/.well-known/openid-configuration"
SECRET = "a secret of nothing but tests"  # noqa: S105
FORM = re.compile(r'<form[^>]* action="([^"]+)"')


@dataclass(frozen=True)
class Provider:
    """A provider that answers at ``issuer``."""

    issuer: str

    def settings(self, **more: str) -> dict[str, str]:
        """The dashboard's settings for it."""
        return {
            "oidc_issuer": self.issuer,
            "oidc_client_id": "impact",
            "oidc_client_secret": SECRET,
            "oidc_roles": "Group A=coordinator; Group B=admin; members=committee",
            "oidc_name": "PACT account / compte PACT",
        } | more

    def sign_in(self, address: str, login: str) -> str:
        """Walk through its pages as a browser does; the address that it sends people back to."""
        with requests.Session() as browser:
            answer = browser.get(address, timeout=patience.SECONDS, allow_redirects=False)
            fields = {"prompt": "login", "login": login, "password": "x"}
            while True:
                while answer.is_redirect:
                    to = requests.compat.urljoin(answer.url, answer.headers["Location"])
                    if not to.startswith(self.issuer):
                        return to
                    answer = browser.get(to, timeout=patience.SECONDS, allow_redirects=False)
                form = FORM.search(answer.text)
                assert form, answer.text
                answer = browser.post(
                    form[1], fields, timeout=patience.SECONDS, allow_redirects=False
                )
                fields = {"prompt": "consent"}


@contextmanager
def running(
    back: Sequence[str], out: Sequence[str], accounts: Mapping[str, Mapping[str, object]]
) -> Iterator[Provider]:
    """The provider, until the block ends; ``accounts`` are claims by login."""
    _install()
    port = free_port()
    told = json.dumps({"port": port, "back": back, "out": out, "accounts": accounts})
    with subprocess.Popen(
        [shutil.which("node") or "node", INSTALLED / "provider.mjs", told],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            if "listening" not in process.stdout.readline():
                pytest.fail(f"no provider: {process.stderr and process.stderr.read()}")
            found = Provider(f"http://127.0.0.1:{port}")
            # The dashboard waits for few seconds, which its first answer may take.
            first = requests.get(found.issuer + DISCOVERY, timeout=patience.SECONDS)
            assert first.ok, first.text
            yield found
        finally:
            process.terminate()


def _install() -> None:
    """Bring what the lock file says, once; several test processes may ask at a time."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.fail(MISSING, pytrace=False)
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with (INSTALLED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if all(_same(name) for name in FILES) and (INSTALLED / "done").exists():
            return
        (INSTALLED / "done").unlink(missing_ok=True)
        for name in FILES:
            shutil.copyfile(SOURCE / name, INSTALLED / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=INSTALLED, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"npm ci failed:\n{done.stderr}", pytrace=False)
        (INSTALLED / "done").touch()


def _same(name: str) -> bool:
    ours, theirs = SOURCE / name, INSTALLED / name
    return theirs.exists() and theirs.read_bytes() == ours.read_bytes()
