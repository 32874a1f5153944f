"""How long tests wait for what they need: so long that nothing but a fault is waited for in vain.

A machine with much else to do is no fault of the code. Who waits here goes on as soon as what was
waited for is there, so patience costs nothing but where a test fails. Who mends one on a machine
with little else to do says how many seconds are enough: ``TESTS_PATIENCE=10``.
"""

import os
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import pytest


def seconds(environment: Mapping[str, str]) -> int:
    """How long to wait, unless somebody said otherwise: three minutes."""
    return int(environment.get("TESTS_PATIENCE", "180"))


SECONDS = seconds(os.environ)
MS = 1000 * SECONDS
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.002, 0.05

Found = TypeVar("Found")


def until(find: Callable[[], Found | None], said: str | Callable[[], str]) -> Found:
    """What ``find`` finds, asked until it does; who waits in vain fails with what is ``said``."""
    deadline, pause = time.monotonic() + SECONDS, FIRST_PAUSE_SECONDS
    while not (found := find()):
        if time.monotonic() > deadline:
            pytest.fail(said if isinstance(said, str) else said(), pytrace=False)
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    return found
