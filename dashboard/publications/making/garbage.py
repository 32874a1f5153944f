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
    """Look for garbage seldom, for as long as this lasts; as often as before after it.

    Where it is looked for so seldom already, as while another thread protects figures, nothing
    changes: only who made it seldom ends that.
    """
    before = gc.get_threshold()
    if before[0] < _MADE:
        gc.set_threshold(_MADE, *before[1:])
    try:
        yield
    finally:
        if before[0] < _MADE:
            gc.set_threshold(*before)
