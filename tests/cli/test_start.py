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
