"""A process keeps as many bytes of arrays as there is room for."""

import numpy as np

from dashboard.queries.progress.array_store import ArrayStore


def filled(*names, room=30):
    store = ArrayStore(room)
    for name in names:
        store.put((name,), "then", np.zeros(10, np.uint8))
    return store


def kept(store, *names, mark="then"):
    return [name for name in names if store.find((name,), mark) is not None]


def test_what_was_not_asked_for_the_longest_makes_room():
    store = filled("a", "b", "c")
    assert kept(store, "a") == ["a"]  # asked for last
    store.put(("d",), "then", np.zeros(20, np.uint8))
    assert kept(store, "a", "b", "c", "d") == ["a", "d"]
    assert store.held == 30


def test_of_a_name_only_the_last_mark_takes_room():
    store = filled("a", "b", "c", "b", "b", "a")
    assert (kept(store, "a", "b", "c"), store.held) == (["a", "b", "c"], 30)
    store.put(("a",), "now", np.zeros(5, np.uint8))
    assert (kept(store, "a"), kept(store, "a", mark="now"), store.held) == ([], ["a"], 25)


def test_what_is_larger_than_the_room_drives_out_nothing():
    store = filled("a", "b")
    store.put(("large",), "then", np.zeros(31, np.uint8))
    assert kept(store, "a", "b", "large") == ["a", "b"]
