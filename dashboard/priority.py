"""Whoever holds the lock of writers goes before whatever else this machine does.

All who save wait for one thread. Where pages keep every core busy, it would get its part of one
like any other, and all of them would wait several times as long as it works.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import get_native_id

FIRST = -10
"""Of ``nice``: nine parts of ten of a core, beside one who is as usual."""


@contextmanager
def ahead() -> Iterator[None]:
    """Inside this context, this thread goes first if the system allows it; else, as before.

    It allows it to root, and under systemd by ``LimitNICE``. What is begun inside would go first as
    well, for good: begin no threads and no processes. Only on Linux has each thread a niceness.
    """
    if sys.platform != "linux":
        yield
        return
    thread = get_native_id()
    usual = os.getpriority(os.PRIO_PROCESS, thread)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, min(usual, FIRST))
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, thread, usual)
