"""A machine in the machine: Debian's systemd as its first process, on a copy of this one's disk.

Namespaces of the kernel keep it apart: it has processes, mounts, a network (the loopback alone, so
any port is free) and a name of its own, and what it writes lies in a folder that is thrown away. So
what `docs/install.md` says can be done word for word, `systemctl` included.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

BOOT_SECONDS, COMMAND_SECONDS, END_SECONDS = 120, 300, 20
TARGET = """
[Unit]
Description=What a test needs
Requires=basic.target
After=basic.target
AllowIsolate=yes
"""
# $1: a folder for what the machine writes, $2: where it is put together, $3: TARGET, $4: its name.
# $5: a folder of this disk, which may lie where the machine has none, $6: where the machine has it.
BOOT = """
set -eu
mount --make-rprivate /
mount -t tmpfs none "$2"
mkdir -p "$2/groups" "$2/root" "$1/upper" "$1/work"
mount -t cgroup2 none "$2/groups"
group="$2/groups/$4"
mkdir "$group"
echo $$ > "$group/cgroup.procs"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$2/root"
exec unshare --cgroup sh -euc '
cd "$1"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
for one in null zero full random urandom tty; do
    touch dev/$one
    mount --bind /dev/$one dev/$one
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t cgroup2 cgroup2 sys/fs/cgroup
mkdir -p ".$4"
mount --bind "$3" ".$4"
rm -rf etc/systemd/system
mkdir -p etc/systemd/system var/log/journal
printf "%s" "$2" > etc/systemd/system/impact-test.target
mkdir -p mnt/before
pivot_root . mnt/before
umount -l mnt/before
exec env -i container=impact-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd \\
    --unit=impact-test.target --log-target=console --show-status=no
' sh "$2/root" "$3" "$5" "$6"
"""
NAMESPACES = ("--mount", "--pid", "--net", "--uts", "--ipc")
APART = ("unshare", *NAMESPACES, "--fork", "--kill-child")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Machine:
    """One that runs; ``first`` is the id of its first process out here."""

    first: int

    def __call__(self, command: str, code: int = 0, **environment: str) -> str:
        """Run a line of shell as root to its end, and return what it said."""
        done = self.run(command, **environment)
        if done.returncode != code:
            journal = self.run("journalctl --no-pager --lines 60").stdout
            pytest.fail(f"{command}: {done.returncode}\n{done.stdout}\n{journal}", pytrace=False)
        return done.stdout

    def file(self, path: str) -> Path:
        """A file of the machine's, as it is reached from here."""
        return Path(f"/proc/{self.first}/root{path}")

    def run(self, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a line of shell as root, in root's folder, to its end."""
        clean = {"PATH": PATH, "HOME": "/root", "LC_ALL": "C.UTF-8", **environment}
        enter = ("nsenter", "--target", str(self.first), *NAMESPACES, "--cgroup", "--root")
        return subprocess.run(
            [*enter, "--wdns=/root", "bash", "-c", command],
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )


@contextmanager
def booted(folder: Path, shown: Path, at: str) -> Iterator[Machine]:
    """A started machine that has the folder ``shown`` at that path, until the block ends."""
    _skip_where_it_cannot_be()
    disk, place, name = folder / "disk", folder / "place", f"impact-machine-{uuid4().hex}"
    for made in (disk, place):
        made.mkdir()
    log = folder / "boot.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*APART, "sh", "-c", BOOT, "sh", disk, place, TARGET, name, shown, at],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        machine = Machine(_first(process, log))
        _wait_until_up(machine, process, log)
        yield machine
    finally:
        process.send_signal(signal.SIGKILL)  # and its first process, with all others
        process.wait()
        shutil.rmtree(disk, ignore_errors=True)
        _remove_group(name)


def _skip_where_it_cannot_be() -> None:
    why = None
    if sys.platform != "linux":
        why = "Debian's systemd runs on Linux only: docs/install.md is not tried on this machine."
    elif os.geteuid() != 0:
        why = "Only root may start a machine in the machine: docs/install.md is not tried here."
    elif not Path("/lib/systemd/systemd").exists():
        pytest.fail("These tests need systemd: `sudo apt-get install systemd`.", pytrace=False)
    else:
        tried = subprocess.run(
            ["unshare", *NAMESPACES, "--cgroup", "--fork", "true"],
            capture_output=True,
            text=True,
            check=False,
        )
        if tried.returncode:
            why = f"This machine lets no other one start in it: {tried.stderr.strip()}"
    if why:
        pytest.skip(why)


def _first(process: subprocess.Popen[bytes], log: Path) -> int:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := children.read_text(encoding="ascii").split():
            return int(found[0])
        time.sleep(0.02)
    pytest.fail(f"The machine did not start:\n{log.read_text()}", pytrace=False)


def _remove_group(name: str) -> None:
    """The kernel's group of the machine's processes, and what systemd made in it."""
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    groups = [Path(f[1], name) for line in mounts if (f := line.split())[2] == "cgroup2"]
    deadline = time.monotonic() + END_SECONDS
    while any(group.exists() for group in groups) and time.monotonic() < deadline:
        made = [one for group in groups for one in (group, *group.rglob("*/"))]
        for group in sorted(made, reverse=True):
            with suppress(OSError):  # the kernel takes a moment to let the last processes go
                group.rmdir()
        time.sleep(0.02)


def _wait_until_up(machine: Machine, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if Path(f"/proc/{machine.first}/comm").read_text(encoding="ascii") == "systemd\n":
            done = machine.run("systemctl is-active impact-test.target")
            if done.stdout.strip() == "active":
                return
        time.sleep(0.05)
    pytest.fail(f"The machine did not start:\n{log.read_text()}", pytrace=False)
