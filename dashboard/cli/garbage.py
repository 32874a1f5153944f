"""How often a command looks for objects that only know one another.

While it loads its modules, never: they stay, and each look takes longer than the one before.
"""

import gc

LOADED = 1_000_000  # objects; all that commands load are fewer
COLLECT_AFTER = 100_000  # more than what is read, and let go, at once


def while_loading() -> None:
    """What follows is mostly kept."""
    gc.set_threshold(LOADED)


def while_working() -> None:
    """What was loaded is kept, and not looked through any more."""
    if gc.get_threshold()[0] == LOADED:
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER)
