"""Put what a worker has in memory for itself on large pages, where the processor finds it sooner.

An answer touches thousands of places all over the memory. For each, the processor looks up where
the page lies, and after other programs ran it has forgotten that. Linux can map 512 pages as one.
"""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = 4096  # other sizes exist elsewhere; there, what is asked for is refused
PAGES: Final = 512  # in a large one
LARGE: Final = PAGES * PAGE
COLLAPSE: Final = 25  # ``MADV_COLLAPSE``, since Linux 6.1
LEAST_OWN: Final = PAGES * 3 // 4
"""Pages that others share are copied, too. With more of them, workers would take more memory."""
OWN: Final = np.uint64(1 << 63 | 1 << 56)
"""As Linux tells it: a page that is there, and is mapped by this process alone."""
ENTRY: Final = np.uint64().nbytes
AREA: Final = re.compile(r"(?P<begin>[0-9a-f]+)-(?P<end>[0-9a-f]+) rw-p \S+ \S+ 0 *(\[heap\]|)\n")
"""Memory that is no file."""
MAPS, TOLD = Path("/proc/self/maps"), Path("/proc/self/pagemap")


def use_large_pages() -> None:
    """Do so where Linux lets us; nothing depends on it."""
    try:
        found = list(places())
    except OSError:  # another system, or one that tells nothing
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    for place in found:
        advise(place, LARGE, COLLAPSE)


def places() -> Iterator[int]:
    """Where large pages can begin that are mostly this process's own."""
    with MAPS.open(encoding="ascii", errors="replace") as areas, TOLD.open("rb") as pages:
        for area in filter(None, map(AREA.fullmatch, areas)):
            first = -(-int(area["begin"], 16) // LARGE) * LARGE
            number = (int(area["end"], 16) - first) // LARGE
            if number <= 0:
                continue
            pages.seek(first // PAGE * ENTRY)
            told = np.frombuffer(pages.read(number * PAGES * ENTRY), np.uint64)
            own = ((told & OWN) == OWN).reshape(number, PAGES).sum(1)
            yield from (first + LARGE * n for n in (own >= LEAST_OWN).nonzero()[0].tolist())
