"""Expectations that look ten times a second, however patient they are.

The longer Playwright may wait, the longer it pauses between two looks: half a second where the
patience of these tests allows it, so that what has come is seen a quarter of a second late, and the
test does nothing meanwhile. Asked for a short time again and again, it never pauses for longer than
0.1 s.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from playwright._impl.assertions import LocatorAssertions, PageAssertions

A_SHORT_TIME_MS = 2_400  # below five times its longest pause, which it then leaves out

Options = dict[str, Any]
Ask = Callable[[Any, str, Options, str | None], Awaitable[Options]]


def look_often() -> None:
    """From now on, in this process: ``expect`` waits as long as it did, in short times."""
    for kind in (LocatorAssertions, PageAssertions):
        kind._call_expect = _in_short_times(kind._call_expect)


def _in_short_times(ask: Ask) -> Ask:
    """The same question, until it is as was expected, fails at once, or patience ends."""

    async def asked(self: Any, expression: str, options: Options, title: str | None) -> Options:
        end = time.monotonic() + options["timeout"] / 1000
        while True:
            left = max(1, (end - time.monotonic()) * 1000)
            now = {**options, "timeout": min(left, A_SHORT_TIME_MS)}
            found = await ask(self, expression, now, title)
            if not found.get("timedOut") or left <= A_SHORT_TIME_MS:
                return found

    return asked
