"""Threads of a lane: which one answers next, and what waits for them."""

from threading import Event, current_thread

from dashboard.web.serving.lanes import Lane
from dashboard.web.serving.pools import Load, Pool
from tests.support import patience

LANE = Lane("trying", 3, 1)


class Asking:
    """A channel whose request is answered once it may be; ``by`` is the thread that does."""

    connected = True

    def __init__(self) -> None:
        self.may_end, self.by = Event(), ""

    def service(self) -> None:
        """Answer."""
        self.by = current_thread().name
        assert self.may_end.wait(patience.SECONDS)


def taken(pool: Pool, number: int = 1) -> list[Asking]:
    """So many requests, each in a thread of its own."""
    found = [Asking() for _ in range(number)]
    assert all(map(pool.take, found))
    patience.until(lambda: all(one.by for one in found), "nobody answered")
    return found


def ended(pool: Pool, *asking: Asking) -> None:
    """They end one after the other."""
    for one in asking:
        busy = pool.load().busy
        one.may_end.set()
        patience.until(lambda busy=busy: pool.load().busy < busy, "nobody rested")


def test_of_the_threads_that_are_free_the_first_one_answers():
    pool = Pool(Lane("trying", 3, 3))
    first, second, third = taken(pool, 3)
    assert len({first.by, second.by, third.by}) == 3
    ended(pool, third, first, second)
    for _ in range(3):
        [again] = taken(pool)
        assert again.by == "trying-1"
        ended(pool, again)
    both = taken(pool, 2)
    assert {one.by for one in both} == {"trying-1", "trying-2"}
    ended(pool, *both)


def test_what_no_thread_is_free_for_waits_and_what_is_too_much_is_refused():
    pool = Pool(LANE)
    busy = taken(pool, 3)
    waits, one_more = Asking(), Asking()
    assert pool.take(waits)
    assert not pool.take(one_more)
    assert pool.load() == Load(LANE, busy=3, waiting=1, refused=1)
    busy[1].may_end.set()
    patience.until(lambda: waits.by, "nobody answered")
    assert waits.by == busy[1].by
    ended(pool, waits, busy[0], busy[2])
    assert pool.load().busy == 0
