"""Give memory back to the system that was freed, and that the C library keeps for who asks next."""

import ctypes


def give_back() -> None:
    """Give back all pages that hold nothing, in 1 to 2 ms; only glibc can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
