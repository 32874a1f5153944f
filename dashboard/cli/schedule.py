"""What happens by itself while the dashboard is served: a draft of each month, if that is set."""

import subprocess
import sys
import time
from threading import Thread

COMMAND = (
    *(sys.executable, "-c", "from dashboard.cli import main; main()"),
    *("publish", "draft", "--monthly"),
)
FIRST_SECONDS, EVERY_SECONDS = 10, 3600


def draft_monthly(place: int) -> Thread:
    """Begin to look every hour whether the last month waits to be told.

    In a process of its own, since protecting a draft takes a processor for a while. Every worker of
    every server looks, the first a few seconds before the second, which spares work: whoever comes
    later finds a draft, before its own or at its end, and leaves it alone.
    """
    thread = Thread(target=_for_ever, args=(place * FIRST_SECONDS,), daemon=True)
    thread.start()
    return thread


def _for_ever(seconds: int) -> None:
    while True:
        time.sleep(seconds)
        subprocess.run(COMMAND, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
        seconds = EVERY_SECONDS
