"""What lives as long as the tests is not searched for garbage: a twentieth of what they compute.

Modules, items and routes are some millions of objects, through which Python would look again and
again, and find nothing.
"""

import gc

MADE_BETWEEN_SEARCHES = 50_000


def look_for_none() -> None:
    """While tests are collected: what they make stays."""
    gc.disable()


def look_for_it_in_what_tests_make() -> None:
    """From now on, and only there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_SEARCHES)
    gc.enable()
