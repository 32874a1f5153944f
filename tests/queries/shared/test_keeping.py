import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.queries.shared import keeping
from dashboard.queries.shared.keeping import Keeping, weight
from tests.support.patience import until

ASKING = 6


class Slow:
    """Makes an answer once it may; counts how often it was asked."""

    def __init__(self, failures=0):
        self.may_end = threading.Event()
        self.made = 0
        self._failures = failures

    def __call__(self):
        self.made += 1
        first = self.made == 1
        if first:
            assert self.may_end.wait(30)
        if self.made <= self._failures:
            raise LookupError
        return object()


def asked_together(kept, make):
    """The answers of several threads, all of which asked before the first was made."""
    with ThreadPoolExecutor(ASKING) as threads:
        asked = [threads.submit(kept.find, "question", make) for _ in range(ASKING)]
        until(lambda: make.made == 1, "nobody makes it")
        until(lambda: sum(one.running() for one in asked) == ASKING, "not all ask")
        make.may_end.set()
        return asked


def test_an_answer_is_made_once_however_many_ask():
    make = Slow()
    found = {id(one.result()) for one in asked_together(Keeping(10_000), make)}
    assert (make.made, len(found)) == (1, 1)


def test_a_failure_is_not_kept_and_fails_nobody_else():
    kept, make = Keeping(10_000), Slow(failures=1)
    errors = [one.exception() for one in asked_together(kept, make)]
    assert [type(one) for one in errors if one] == [LookupError]
    assert kept.find("question", object)


def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(keeping, "PATIENCE_SECONDS", 0.01)
    kept, make = Keeping(10_000), Slow()
    with ThreadPoolExecutor() as threads:
        first = threads.submit(kept.find, "question", make)
        until(lambda: make.made == 1, "nobody makes it")
        mine = kept.find("question", make)
        make.may_end.set()
        assert first.result() is not mine


def test_the_least_used_answers_make_room():
    kept, made = Keeping(100), []

    def find(question):
        return kept.find(question, lambda: made.append(question) or question, weigh=lambda _: 25)

    for question in "abcd":
        find(question)
    find("a")
    find("e")  # in place of b
    made.clear()
    for question in "acdeb":
        find(question)
    assert made == ["b"]


def test_a_question_is_hashed_once_each_time_that_it_is_asked():
    hashed = []

    class Question(str):
        __slots__ = ()

        def __hash__(self):
            hashed.append(self)
            return super().__hash__()

    kept, question = Keeping(10_000), Question("which")
    first = kept.find((question,), object)
    assert len(hashed) == 1
    assert kept.find((question,), object) is first
    assert len(hashed) == 2


def test_an_answer_that_is_heavier_than_the_room_is_kept_all_the_same():
    kept = Keeping(100)
    first = kept.find("heavy", object, weigh=lambda _: 10_000)
    assert kept.find("heavy", object) is first


def test_an_answer_to_another_question_is_given_but_not_kept():
    kept = Keeping(10_000)
    assert kept.find("now", lambda: "later", may_keep=lambda _: False) == "later"
    assert kept.find("now", lambda: "now") == "now"


@pytest.mark.parametrize("value", ["text", 1, None, {"a": ["b", ("c",)]}])
def test_anything_has_a_weight(value):
    assert weight(value) > 0


def test_long_lists_weigh_by_their_members():
    assert weight(["x" * 1000] * 10_000) > 10_000 * 1000
