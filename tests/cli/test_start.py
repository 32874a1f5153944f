"""What a command is given when it starts, before it loads what it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.places import ROOT

TASKS = Path("/proc/self/task")
COUNTED = """
import os
from dashboard import cli
def threads():
    import numpy
    print(len(os.listdir("/proc/self/task")))
cli.build = lambda: threads
cli.main()
"""
SETTINGS = """
from dashboard import cli
def settings():
    import dashboard.settings
cli.build = lambda: settings
cli.main()
"""


def threads(**said: str) -> int:
    """How many threads a command has that has loaded numpy."""
    unsaid = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    command = [sys.executable, "-c", COUNTED]
    ran = subprocess.run(command, cwd=ROOT, env=unsaid | said, capture_output=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(not TASKS.exists(), reason="Linux tells which threads there are")
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor has one thread anyway")
def test_numpy_gets_no_threads_that_nobody_uses_unless_somebody_says_so():
    assert threads() == 1
    assert threads(OPENBLAS_NUM_THREADS="2") == 2


def test_settings_ask_no_installed_package_for_plugins(tmp_path):
    (tmp_path / "plugin.py").write_text("print('asked')", encoding="utf-8")
    about = tmp_path / "plugin-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: plugin\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nany=plugin:missing\n", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])

    def said(**environment: str) -> bytes:
        env = os.environ | {"PYTHONPATH": paths} | environment
        command = [sys.executable, "-c", SETTINGS]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True).stdout

    assert said() == b""
    assert said(PYDANTIC_DISABLE_PLUGINS="none") == b"asked\n"
