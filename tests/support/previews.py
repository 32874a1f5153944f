"""The picture that goes with a link is drawn once in a test process for the same words and dials.

Each is drawn at twice its size and scaled down, 0.2 s of computing, and sites of files are written
a dozen times for the same publications.
"""

from collections.abc import Sequence
from functools import lru_cache

from dashboard.publications.drawings.dials import Dial
from dashboard.publications.pages import image

KEPT = 100
_draw = image.preview


def draw_them_once() -> None:
    """In this process, from now on."""
    image.preview = _drawn_once


def _drawn_once(title: str, line: str, foot: str, dials: Sequence[Dial]) -> bytes:
    return _drawn(title, line, foot, tuple(dials))


@lru_cache(maxsize=KEPT)
def _drawn(title: str, line: str, foot: str, dials: tuple[Dial, ...]) -> bytes:
    return _draw(title, line, foot, dials)
