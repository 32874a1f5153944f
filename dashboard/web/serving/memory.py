"""What the C library does with freed memory; only glibc is told anything."""

import ctypes
from collections.abc import Callable

MMAP_THRESHOLD, ARENA_MAX = -3, -8  # their numbers in ``malloc.h``
LARGE_BYTES = 320 * 1024
"""From here on, a piece of memory has pages of its own, and they go back once it is freed.

Brotli’s tables are a little smaller: for each answer, Linux would have to clear their pages anew.
"""


def keep_apart() -> None:
    """Keep large pieces out of the heap, and all threads in one heap, from now on.

    Arrays are replaced after each write. Among small objects that stay, they would leave holes that
    nothing else fits into, and each thread's heap would have its own.
    """
    set_option = _of_c("mallopt")
    if set_option:
        set_option(MMAP_THRESHOLD, LARGE_BYTES)
        set_option(ARENA_MAX, 1)


def give_back() -> None:
    """Give all pages that hold nothing back to the system, in 1 to 2 ms."""
    trim = _of_c("malloc_trim")
    if trim:
        trim(0)


def _of_c(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), name, None)
