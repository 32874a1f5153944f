"""What a process has for itself is put on large pages, and what it shares stays shared."""

import ctypes
import mmap
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import app
from dashboard.settings import Settings
from dashboard.web.serving import large_pages, warmth
from dashboard.web.serving.large_pages import LARGE, MAPS, PAGE, TOLD, places, use_large_pages
from tests.support import patience

THERE = Path("/sys/kernel/mm/transparent_hugepage/enabled")
NO_LARGE_PAGES = 41  # ``PR_SET_THP_DISABLE``
MODES = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
on_linux = pytest.mark.skipif(not TOLD.exists() or not THERE.exists(), reason="needs Linux")


@pytest.fixture
def memory() -> Iterator[mmap.mmap]:
    """Room for three large pages and more; nothing stands there yet."""
    with mmap.mmap(-1, 4 * LARGE, flags=MODES) as found:
        found.madvise(mmap.MADV_DONTDUMP)  # or it would be one area with its neighbours
        yield found


@contextmanager
def on_small_pages() -> Iterator[None]:
    """Linux takes no large pages by itself; what it is told of memory, it would do at any time."""
    said = ctypes.CDLL(None).prctl
    said(NO_LARGE_PAGES, 1, 0, 0, 0)
    try:
        yield
    finally:
        said(NO_LARGE_PAGES, 0, 0, 0, 0)


def inside(memory: mmap.mmap) -> list[int]:
    """Where large pages can begin in it."""
    begin = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    first = -(-begin // LARGE) * LARGE
    return [first, first + LARGE, first + 2 * LARGE]


def write(memory: mmap.mmap, begin: int, pages: int) -> None:
    """Write on so many pages from an address on."""
    start = begin - ctypes.addressof(ctypes.c_char.from_buffer(memory))
    with on_small_pages():
        for page in range(pages):
            memory[start + page * PAGE] = 1 + page % 250


def on_large_pages(address: int) -> int:
    """The kilobytes on large pages of the area with that address."""
    lines = iter(Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines())
    for line in lines:
        begin, _, end = line.partition(" ")[0].partition("-")
        if end and int(begin, 16) <= address < int(end, 16):
            return int(next(one for one in lines if one.startswith("AnonHuge")).split()[1])
    raise LookupError(address)


@on_linux
def test_what_is_mostly_ones_own_is_put_on_large_pages_and_stays_as_it_is(
    memory: mmap.mmap, monkeypatch: pytest.MonkeyPatch
):
    full, mostly, hardly = inside(memory)
    write(memory, full, 512)
    write(memory, mostly, 384)
    write(memory, hardly, 383)
    assert {full, mostly} <= set(places())
    assert hardly not in set(places())
    with on_small_pages():
        before = memory[:]
    assert on_large_pages(full) == 0
    # The rest of a process that runs tests is a gigabyte, which nobody asks about.
    monkeypatch.setattr(large_pages, "places", lambda: {full, mostly, hardly} & set(places()))

    def used() -> bool:
        use_large_pages()
        return on_large_pages(full) == 2 * LARGE // 1024

    patience.until(used, "no large page was free")
    assert memory[:] == before


@on_linux
def test_what_is_shared_with_another_process_stays_shared(memory: mmap.mmap):
    shared = inside(memory)[0]
    write(memory, shared, 512)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.read(reading, 1)  # it holds the same pages until then
        os._exit(0)
    try:
        assert shared not in set(places())
    finally:
        os.write(writing, b"1")
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)
    assert shared in set(places())


def test_where_nothing_is_told_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, path in (("MAPS", MAPS), ("TOLD", TOLD)):
        with monkeypatch.context() as patched:
            patched.setattr(large_pages, name, tmp_path / path.name)
            use_large_pages()


def test_a_worker_does_so_once_it_has_read_ahead(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
):
    done: list[str] = []
    monkeypatch.setattr(warmth.months, "read_ahead", lambda _: done.append("read ahead"))
    monkeypatch.setattr(warmth, "use_large_pages", lambda: done.append("large pages"))
    server = app.create_app(Settings(database_url=f"sqlite:///{demonstration}")).server
    warmth.warm(server, threading.Event())
    server.extensions["impact"].dispose()
    assert done == ["read ahead", "large pages"]
