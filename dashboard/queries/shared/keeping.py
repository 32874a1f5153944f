"""Keep answers in memory: each is made once, even if many ask at the same time."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from itertools import islice
from threading import Lock
from types import NoneType
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 10.0
PLAIN = str, int, float, NoneType, date, Decimal
COLLECTIONS = tuple, list, set, frozenset
LOOKED_AT = 2
"""So many members of a long list are weighed, and stand for the others."""
HEAVIEST = 4
"""No answer counts more than this part of the room, or the largest would not be kept at all."""


def weight(value: object) -> int:
    """About how many bytes a value takes in memory."""
    own = sys.getsizeof(value)
    if isinstance(value, PLAIN):
        return own
    if isinstance(value, dict):
        return own + _weight_of(value.items(), len(value))
    if isinstance(value, COLLECTIONS):
        return own + _weight_of(value, len(value))
    names = getattr(value, "__dataclass_fields__", ())
    return own + sum(weight(getattr(value, name)) for name in names)


def _weight_of(members: Iterable[object], number: int) -> int:
    looked_at = [weight(one) for one in islice(members, None, None, max(1, number // LOOKED_AT))]
    return sum(looked_at) * number // len(looked_at) if looked_at else 0


class _Key:
    """A question that is hashed once, not at each look: it has filters, a reader and more in it."""

    __slots__ = ("_hash", "question")

    def __init__(self, question: Hashable) -> None:
        self.question, self._hash = question, hash(question)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.question == other.question


class _Making:
    """An answer that is being made: its lock is free once it is ``found``, or failed."""

    __slots__ = ("ends", "found")
    found: Any

    def __init__(self) -> None:
        self.ends = Lock()
        self.ends.acquire()


class Keeping:
    """Answers by their questions, in at most so many bytes; the least used make room.

    While one thread makes an answer, the others that ask for it wait. If it fails, or takes longer
    than ``PATIENCE_SECONDS``, each of them makes the answer for itself. A failure is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[_Key, tuple[Any, int]] = OrderedDict()
        self._making: dict[_Key, _Making] = {}
        self._lock = Lock()

    def find(
        self,
        question: Hashable,
        make: Callable[[], T],
        *,
        weigh: Callable[[T], int] = weight,
        may_keep: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """The answer to a question.

        Args:
            question: Everything that the answer depends on.
            make: Makes the answer if it is not kept.
            weigh: How many bytes the answer takes.
            may_keep: Whether the answer is one to this question, now that it is made.
        """
        key = _Key(question)
        with self._lock:
            if kept := self._kept.get(key):
                self._kept.move_to_end(key)
                answer: T = kept[0]
                return answer
            others = self._making.get(key)
            if others is None:
                mine = self._making[key] = _Making()
        if others is not None:
            if others.ends.acquire(timeout=PATIENCE_SECONDS):
                others.ends.release()
            return others.found if hasattr(others, "found") else make()
        try:
            found = mine.found = make()
            if may_keep(found):
                self._keep(key, found, min(weigh(found), self._most // HEAVIEST))
            return found
        finally:
            with self._lock:
                del self._making[key]
            mine.ends.release()

    def _keep(self, key: _Key, found: object, size: int) -> None:
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = found, size
            self._bytes += size - before
            while self._bytes > self._most:
                _, (_, least) = self._kept.popitem(last=False)
                self._bytes -= least
