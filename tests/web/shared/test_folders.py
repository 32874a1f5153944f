"""Folders for a while are gone afterwards, also when their process was killed."""

import os
import subprocess
import sys
import tempfile

import pytest

from dashboard.web.shared.folders import HeldFolder, remove_abandoned

PREFIX = "impact-test-"
HOLD = f"""
import time
from dashboard.web.shared.folders import HeldFolder
print(HeldFolder({PREFIX!r}).path, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def left(tmp_path) -> list[str]:
    return [one.name for one in tmp_path.glob(f"{PREFIX}*")]


def test_a_folder_is_private_and_goes_when_it_is_closed(tmp_path):
    held = HeldFolder(PREFIX)
    assert held.path.stat().st_mode & 0o777 == 0o700
    (held.path / "file").write_text("x")
    remove_abandoned(PREFIX)
    assert left(tmp_path) == [held.path.name]  # somebody uses it
    held.close()
    held.close()
    assert left(tmp_path) == []


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path):
    mine = HeldFolder(PREFIX)
    (tmp_path / f"{PREFIX}file").write_text("not a folder")
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    ) as other:
        name = other.stdout.readline().strip().rpartition("/")[2]
        remove_abandoned(PREFIX)
        assert name in left(tmp_path)
        other.kill()
    remove_abandoned(PREFIX)
    assert set(left(tmp_path)) == {mine.path.name, f"{PREFIX}file", f"{PREFIX}link"}
    assert (tmp_path / "elsewhere").exists()
    mine.close()


def test_a_folder_that_was_taken_for_abandoned_before_it_was_held_is_made_anew(
    tmp_path, monkeypatch
):
    make, made = tempfile.mkdtemp, []

    def too_late(**options: str) -> str:
        made.append(make(**options))
        if len(made) == 1:
            remove_abandoned(PREFIX)  # as another thread's upload does
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", too_late)
    held = HeldFolder(PREFIX)
    assert left(tmp_path) == [held.path.name]
    assert len(made) == 2
    held.close()
