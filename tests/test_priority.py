"""Whoever holds the lock of writers goes first, if the system lets them; reading goes as before."""

import os
import sys
from contextlib import suppress
from threading import Thread

import pytest

from dashboard.database import open_engine, reading, writing
from dashboard.priority import FIRST, ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, threads have no own")

USUAL = os.nice(0)


@pytest.fixture
def told(monkeypatch):
    """What the system was told of the thread that writes; it lets everybody go first."""
    told: list[int] = []
    monkeypatch.setattr(os, "setpriority", lambda _kind, _thread, nice: told.append(nice))
    return told


@pytest.fixture
def sqlite(sqlite_url):
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


def test_who_writes_goes_first_until_it_is_committed(sqlite, told):
    with reading(sqlite):
        assert told == []
    with writing(sqlite):
        assert told == [FIRST]
    assert told == [FIRST, USUAL]


def test_who_fails_goes_first_no_longer(sqlite, told):
    with suppress(ZeroDivisionError), writing(sqlite):
        raise ZeroDivisionError
    assert told == [FIRST, USUAL]


def test_who_is_not_allowed_to_writes_as_before(sqlite, monkeypatch):
    def refused(_kind: int, _thread: int, nice: int) -> None:
        if nice < USUAL:
            raise PermissionError

    monkeypatch.setattr(os, "setpriority", refused)
    with writing(sqlite):
        assert os.nice(0) == USUAL


def test_no_other_thread_goes_first():
    """Where the system allows it at all: a process has the number of its first thread."""
    others: list[int] = []

    def write() -> None:
        with ahead():
            others.append(os.getpriority(os.PRIO_PROCESS, os.getpid()))

    thread = Thread(target=write)
    thread.start()
    thread.join()
    assert others == [USUAL]
