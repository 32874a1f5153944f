"""A power cut right after an answer: whatever was acknowledged is on the disk.

The database lies on a disk of its own, an image behind a loop device. Whatever the file system has
not been told to write when the image is copied is lost, as in a power cut.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.database import open_engine, reading
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from tests.support.desks import Desk, furnish, references
from tests.support.mounts import mounted
from tests.support.program import impact, serving

CUTS = 12
MEGABYTES = 64


@pytest.fixture
def disk_folder(tmp_path_factory) -> Iterator[Path]:
    """Not in memory: there, a loop device has nothing to wait for."""
    folder = Path("/var/tmp") / tmp_path_factory.mktemp("cut").name  # noqa: S108
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def formatted(image: Path) -> None:
    with image.open("wb") as file:
        file.truncate(MEGABYTES << 20)
    made = subprocess.run(
        ["mkfs.ext4", "-q", "-F", image], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no ext4 here: {made.stderr}")


@contextmanager
def disk(image: Path, folder: Path) -> Iterator[Path]:
    """The image as a disk; the test is skipped where there are no loop devices."""
    folder.mkdir(exist_ok=True)
    with mounted(["-o", "loop", "-t", "ext4", str(image)], folder):
        yield folder


def test_what_was_acknowledged_survives_power_cuts(sqlite_url, disk_folder):
    secret = furnish(sqlite_url)
    image = disk_folder / "disk.img"
    formatted(image)
    acknowledged: list[set[str]] = []
    with disk(image, disk_folder / "here") as here:
        shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), here / "impact.db")
        subprocess.run(["sync", "-f", here], check=True)
        with serving(f"sqlite:///{here}/impact.db", disk_folder) as served:
            desk, saved = Desk(served.url, secret), set[str]()
            for cut in range(CUTS):
                reference = f"S-{cut}"
                assert desk.save(reference).status == 200
                saved.add(reference)
                shutil.copyfile(image, disk_folder / f"cut-{cut}.img")
                acknowledged.append(set(saved))
    lost = {}
    for cut, expected in enumerate(acknowledged):
        with disk(disk_folder / f"cut-{cut}.img", disk_folder / "there") as there:
            url = f"sqlite:///{there}/impact.db"
            if missing := expected - references(url):
                lost[cut] = missing
            engine = open_engine(url)
            with reading(engine) as connection:
                assert discrepancies(connection) == ()
                assert tampering(connection) is None
            engine.dispose()
            done = impact("check", "audit", database_url=url)
            assert done.returncode == 0, done.stdout + done.stderr
    assert not lost, f"{len(lost)} of {CUTS} power cuts lost what was acknowledged: {lost}"
