"""How often Python looks for objects that only know one another, while figures are protected.

Unknowns, sums and tables are hundreds of thousands of objects. They stay until the figures are
found, and each look goes through many of them again and finds nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE = 100_000
"""So many objects are made between two looks; as in a command."""


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    """Look for garbage seldom, for as long as this lasts; as often as before after it."""
    before = gc.get_threshold()
    gc.set_threshold(max(_MADE, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
