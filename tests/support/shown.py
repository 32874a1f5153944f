"""What a reader of a failed test sees of it: every page that is open, frames too, and the logs."""

from collections.abc import Iterable, Iterator

from playwright.sync_api import BrowserContext, Error, Frame, Page

LONGEST, LAST_LINES = 1_500, 30
WAIT_MS = 2_000

Section = tuple[str, str]


def sections(used: Iterable[object]) -> list[Section]:
    """By what they are called: of the pages and servers among what a test used."""
    used = list(used)
    pages = [page for context in _contexts(used) for page in context.pages]
    frames = [frame for page in pages for frame in page.frames]
    logs = {id(one): log for one in used if (log := _log(one))}
    return [(f"shown at {frame.url}", _text(frame)) for frame in frames] + [
        ("the end of a server's log", log) for log in logs.values()
    ]


def _contexts(used: Iterable[object]) -> Iterator[BrowserContext]:
    """Each once, in order."""
    found = dict.fromkeys(
        one.context if isinstance(one, Page) else one
        for one in used
        if isinstance(one, Page | BrowserContext)
    )
    yield from found


def _text(frame: Frame) -> str:
    """Its words, or why there are none."""
    try:
        return frame.locator("body").inner_text(timeout=WAIT_MS)[:LONGEST] or "(nothing)"
    except Error as error:
        return f"({error.message.splitlines()[0]})"


def _log(one: object) -> str:
    """The last lines of a server's, if it is one or stands in front of one."""
    log = getattr(getattr(one, "served", one), "log", "")
    return "\n".join(log.splitlines()[-LAST_LINES:]) if isinstance(log, str) else ""
