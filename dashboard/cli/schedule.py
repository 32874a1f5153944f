"""Scheduled work while the dashboard is served: a monthly draft, if that is set."""

import subprocess
import sys
import time
from threading import Thread

COMMAND = (
    *(sys.executable, "-c", "from dashboard.cli import main; main()"),
    *("publish", "draft", "--monthly"),
)
FIRST_SECONDS, EVERY_SECONDS = 10, 3600


def draft_monthly(place: int) -> None:
    """Start to check every hour whether the last month needs a draft.

    It runs in a process of its own, since protecting a draft keeps a processor busy for a while.
    Every worker of every server checks, the first one a few seconds early to spare work. Whoever is
    later finds that draft, before preparing its own or after, and leaves it alone.
    """
    Thread(target=_for_ever, args=(place * FIRST_SECONDS,), daemon=True).start()


def _for_ever(seconds: int) -> None:
    while True:
        time.sleep(seconds)
        subprocess.run(COMMAND, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
        seconds = EVERY_SECONDS
