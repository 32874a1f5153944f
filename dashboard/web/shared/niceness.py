"""Long work that lets pages go first, except while it holds what pages wait for.

A process that is nice and holds the writer's lock makes everybody wait who saves: on a busy machine
it is hardly ever its turn. On Linux each thread has a niceness of its own, and may raise it, but
never lower it again. So the work gets a thread that is nice, and the thread that it was asked of
stays as it was, for what must not take long.
"""

from __future__ import annotations

import os
from concurrent.futures import Future
from contextvars import ContextVar, copy_context
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PATIENT = 10  # of ``nice``: pages come first

_asked: ContextVar[SimpleQueue[Callable[[], None] | None] | None]
_asked = ContextVar("impact_asked", default=None)


def patiently(work: Callable[[], T]) -> T:
    """Do it in a thread that is nice; this one waits, and does what is asked for ``at_once``."""
    asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
    context, done = copy_context(), Future[T]()
    context.run(_asked.set, asked)

    def do() -> None:
        os.nice(PATIENT)
        _fulfil(done, lambda: context.run(work))
        asked.put(None)

    thread = Thread(target=do)
    thread.start()
    for urgent in iter(asked.get, None):
        urgent()
    thread.join()
    return done.result()


def at_once(work: Callable[[], T]) -> T:
    """Do it as fast as pages are made, and wait for it: for what holds a lock.

    Outside ``patiently``, and where it is called by such work, it is just done.
    """
    asked = _asked.get()
    if asked is None:
        return work()
    context, done = copy_context(), Future[T]()
    context.run(_asked.set, None)
    asked.put(lambda: _fulfil(done, lambda: context.run(work)))
    return done.result()


def _fulfil(done: Future[T], work: Callable[[], T]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 - raised where the result is waited for
        done.set_exception(error)
