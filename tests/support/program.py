"""The real program, run as its users run it, on a free port."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from dashboard.places import ROOT
from tests.support import commanding, patience
from tests.support.forking import Forked
from tests.support.ports import free_port

IMPACT = Path(sys.executable).with_name("impact")


class Process(Protocol):
    """What is asked of a server's first process."""

    pid: int

    def poll(self) -> int | None: ...

    def send_signal(self, number: int) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass
class Served:
    """A dashboard that answers at ``url``; ``log`` is all that it has written so far."""

    url: str
    process: Process
    log_file: Path
    environment: dict[str, str] = field(repr=False)
    begun: float = field(default_factory=time.monotonic)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it by its own process id, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=patience.SECONDS)

    def kill(self) -> None:
        """End it and its workers at once; how it ends when asked is what some tests are about."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=patience.SECONDS)


def environment(database_url: str, **settings: str) -> dict[str, str]:
    """A child's environment: ours, with a database that is not the configured one."""
    settings = {f"IMPACT_{name.upper()}": value for name, value in settings.items()}
    return os.environ | {"IMPACT_DATABASE_URL": database_url, "LC_ALL": "C.UTF-8"} | settings


def impact(*arguments: str, database_url: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return run([IMPACT, *arguments], environment(database_url, **settings), ROOT)


def run_anew(
    command: list[str | Path], environment: dict[str, str], cwd: Path, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    """Run a command as people do: a new Python."""
    return subprocess.run(
        command,
        env=environment,
        cwd=cwd,
        umask=umask,
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=False,
    )


def fill_with_demonstration(database_url: str) -> None:
    """Make a database what `make run` makes it, but for the publication."""
    for command in (("migrate",), ("demo", "--no-publish")):  # to publish takes its time
        done = impact(*command, database_url=database_url)
        if done.returncode:
            pytest.fail(f"impact {command[0]} failed:\n{done.stdout}{done.stderr}", pytrace=False)


def executed(command: list[str], environment: dict[str, str], log_file: Path) -> Process:
    """Begin a command as people do: a new Python."""
    with log_file.open("wb") as log:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )


begin: Callable[[list[str], dict[str, str], Path], Process] = executed
run: Callable[..., "subprocess.CompletedProcess[str]"] = run_anew


def fork_servers_and_commands() -> None:
    """In this process, from now on: begun so, they cost a quarter."""
    global begin, run
    begin, run = Forked, commanding.run


@contextmanager
def serving(database_url: str, folder: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Serve a migrated database until the block ends; ``port`` among the settings is where.

    What it leaves when it is killed is left in the folder.
    """
    port = int(settings.pop("port", "") or free_port())
    made = environment(database_url, **settings)
    log_file = folder / f"serve-{port}.log"
    command = [str(IMPACT), "serve", "--port", str(port), *options]
    process = begin(command, made | {"TMPDIR": str(folder)}, log_file)
    served = Served(f"http://127.0.0.1:{port}", process, log_file, made)
    try:
        _wait_until_alive(served)
        yield served
    finally:
        served.kill()


def _wait_until_alive(served: Served) -> None:
    def alive_or_over() -> bool:
        return is_alive(served.url) or served.process.poll() is not None

    patience.until(alive_or_over, lambda: f"impact serve did not answer:\n{served.log}")
    if served.process.poll() is not None:
        pytest.fail(f"impact serve ended:\n{served.log}", pytrace=False)


def is_alive(url: str) -> bool:
    """Whether a dashboard answers at all."""
    return answers(f"{url}/healthz")


def answers(url: str) -> bool:
    """Whether an address answers without an error."""
    try:
        with urllib.request.urlopen(url, timeout=patience.SECONDS):  # noqa: S310
            return True
    except OSError:
        return False
