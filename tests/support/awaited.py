"""What is not there yet is waited for without describing the page.

Each time that something is expected and is not there, Playwright describes all of the page as
assistive technology reads it, for a message that is shown if the last attempt fails. For 3,000
elements that is 0.03 s of computing, several times while a page begins, and its scripts stand
still meanwhile. Here an expectation waits for its element first, or a page for its address, which
describes nothing, and is asked then.
"""

import re
from typing import Any, Literal

from playwright._impl.assertions import LocatorAssertions, PageAssertions
from playwright._impl.errors import Error
from playwright._impl.errors import TimeoutError as InVainError

State = Literal["attached", "detached", "hidden", "visible"]
OF_STATE: dict[tuple[str, bool], State] = {
    ("to.be.attached", False): "attached",
    ("to.be.attached", True): "detached",
    ("to.be.detached", False): "detached",
    ("to.be.detached", True): "attached",
    ("to.be.visible", False): "visible",
    ("to.be.visible", True): "hidden",
    ("to.be.hidden", False): "hidden",
    ("to.be.hidden", True): "visible",
}
"""What is waited for, by what is expected and whether it is expected not to be so."""
WITHOUT = ("to.be.in.viewport", "to.have.count", "to.match.aria")  # it may be fulfilled without it
OF_SEVERAL = ".array"
ONCE_MS = 1  # who has waited in vain asks once, for the message
_ask = LocatorAssertions._call_expect
_ask_page = PageAssertions._expect_impl


def wait_first() -> None:
    """In this process, from now on."""
    LocatorAssertions._call_expect = _wait_and_ask  # type: ignore[method-assign]
    PageAssertions._expect_impl = _wait_and_ask_page  # type: ignore[method-assign]


async def _wait_and_ask(
    expected: LocatorAssertions, expression: str, options: Any, title: str | None
) -> Any:
    state = state_of(expression, is_not=expected._is_not)
    if state:
        try:
            await expected._actual_locator.wait_for(state=state, timeout=options["timeout"])
        except InVainError:
            options = options | {"timeout": ONCE_MS}
        except Error:  # such as several elements where one is expected: that is told as always
            pass
    return await _ask(expected, expression, options, title)


async def _wait_and_ask_page(
    expected: PageAssertions, expression: str, options: Any, wanted: Any, *said: Any
) -> None:
    if expression == "to.have.url" and not options.get("ignoreCase"):
        frame = expected._actual_page.main_frame

        def is_there(url: str) -> bool:
            return _fits(wanted, url) != expected._is_not

        waited = options.get("timeout") or expected._timeout
        try:
            if not is_there(frame.url):
                await frame.wait_for_navigation(is_there, "commit", waited)
        except InVainError:
            options["timeout"] = ONCE_MS
        except Error:  # what was fetched did not come: whether that matters is told as always
            pass
    await _ask_page(expected, expression, options, wanted, *said)


def _fits(wanted: str | re.Pattern[str], url: str) -> bool:
    return url == wanted if isinstance(wanted, str) else bool(wanted.search(url))


def state_of(expression: str, *, is_not: bool) -> State | None:
    """What must be so before an expectation can be fulfilled; ``None`` where nothing need be."""
    if expression in WITHOUT or expression.endswith(OF_SEVERAL):
        return None
    return OF_STATE.get((expression, is_not), "attached")
