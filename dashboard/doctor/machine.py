"""The machine: its disks, its clock, and how it confines the reading of imported files."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.domain.shared.clock import CLOCKS_APART
from dashboard.i18n import Text, text
from dashboard.importers.files.apart import protections

MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000
LITTLE, TOO_LITTLE = 1 * GIGABYTE, 200 * MEGABYTE
ASKING_SECONDS = 10


def disks(folders: Iterable[Path]) -> Iterator[Diagnosis]:
    """The free space of each disk that the program writes to; each disk is reported once."""
    seen: set[int] = set()
    for folder in (*folders, Path(tempfile.gettempdir())):
        there = _existing(folder)
        device = there.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield _room(folder, shutil.disk_usage(there).free)


def _room(folder: Path, free: int) -> Diagnosis:
    said = text("{size} free on the disk of {folder}", size=size(free), folder=str(folder))
    if free >= LITTLE:
        return fine(said)
    remedy = text("Free some space: an import or a backup may need as much as the database has")
    return wrong(said, remedy) if free < TOO_LITTLE else watch(said, remedy)


def _existing(folder: Path) -> Path:
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def size(count: int) -> Text:
    """A size in bytes, in readable units."""
    if count < GIGABYTE:
        return text("{count} MB", count=round(count / MEGABYTE))
    return text("{count} GB", count=round(count / GIGABYTE))


def clock(now: datetime, latest: datetime | None) -> Iterator[Diagnosis]:
    """Check that the clock may be right; ``latest`` is when the data were last changed."""
    if latest and latest - now > CLOCKS_APART:
        yield wrong(
            text("The clock is slow: the data were changed after the time it shows"),
            text("Set the clock, and keep it synchronized (“timedatectl set-ntp true”)"),
        )
    if _is_kept_right() is False:
        yield watch(
            text("The clock is not synchronized"),
            text("Turn on synchronization: “timedatectl set-ntp true”"),
        )
    yield fine(text("The clock says {moment} (UTC)", moment=f"{now:%Y-%m-%d %H:%M}"))


def reading_of_files() -> Iterator[Diagnosis]:
    """Which protections the process that reads files has on this system."""
    held = protections()
    names = {
        "memory": text("using more memory than its limit"),
        "files": text("reading other files"),
        "network": text("using the network"),
        "programs": text("starting other programs"),
    }
    if missing := tuple(words for name, words in names.items() if not held.get(name)):
        yield watch(
            text(
                "The process that reads imported files is not prevented from: {what}", what=missing
            ),
            text(
                "Imports still work. Linux 5.13 or newer with libseccomp protects "
                "better; under systemd, use the units in deploy/"
            ),
        )
    else:
        yield fine(text("The process that reads imported files is isolated from everything else"))


def _is_kept_right() -> bool | None:
    """Whether systemd says that the clock is synchronised; ``None`` without systemd."""
    program = shutil.which("timedatectl")
    if not program:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - its own path, and nothing of anybody’s
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=ASKING_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip())
