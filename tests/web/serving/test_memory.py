"""Memory that is freed goes back to the system, so that a worker does not grow with each write."""

import ctypes
import os
import resource
import sys
from pathlib import Path

import pytest

from dashboard.web.serving import memory
from tests.support.program import ROOT, run_anew

pytestmark = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc can"
)
BETWEEN_SMALL_ONES = f"""
from dashboard.web.serving import memory
from {__name__} import resident
memory.keep_apart()
del [b"." * 4_000_000][:]  # from now on, the C library would keep what is not larger
large, small = [], []
for _ in range(100):
    large.append(b"." * 400_000)
    small.append(b"." * 40_000)
before = resident()
large.clear()
print(before - resident())
"""
COMPRESSING = """
import resource
from dashboard.web.serving import memory
from dashboard.web.shared.compression import QUALITY, QUICK, QUICK_UP_TO
from dashboard.web.shared.encodings import encode
memory.keep_apart()
body = bytes(range(256)) * (QUICK_UP_TO // 256)
def faults():
    for quality in (QUICK, QUALITY):
        encode(body, "br", quality)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
before = [faults() for _ in range(10)][-1]
print([faults() for _ in range(10)][-1] - before)
"""


def test_memory_below_what_is_still_used_is_given_back():
    used = [bytes(100_000) for _ in range(600)]
    del used[:-1]  # what stays keeps the others from being given back by themselves
    before = resident()
    memory.give_back()
    assert before - resident() > 30_000_000
    assert len(used) == 1


def test_large_pieces_go_back_by_themselves_from_between_small_ones():
    """In a process of its own, since it is told to the C library once and for all."""
    done = run_anew([sys.executable, "-c", BETWEEN_SMALL_ONES], dict(os.environ), ROOT)
    assert int(done.stdout) > 35_000_000


def test_what_compresses_answers_takes_the_same_memory_again():
    """Each fault is a page that Linux clears: Brotli’s tables have some hundred."""
    done = run_anew([sys.executable, "-c", COMPRESSING], dict(os.environ), ROOT)
    assert int(done.stdout) < 10


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
