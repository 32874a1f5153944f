"""What somebody told: that a sum of counts lies between two numbers.

A scope says which counts a sum is of: for some axes, the codes that it keeps. Axes that it does
not name are kept whole.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

LANGUAGES = ("en", "fr", "bilingual")
VENUE_TYPES = ("shelter", "group_home", "youth_organization", "high_school")
KINDS = ("information_forum", "discussion", "youth_workshop")
AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
YOUTH = AGES[:4]
SENSITIVE = ("shelter", "group_home")
CODES = {"language": LANGUAGES, "venue_type": VENUE_TYPES, "kind": KINDS, "age": AGES}

Scope = frozenset[tuple[str, frozenset[str]]]
EVERYTHING: Scope = frozenset()


class UnreadError(AssertionError):
    """An answer tells something that the attacker has no reading for."""


@dataclass(frozen=True)
class Told:
    """In publication ``number`` (0: live), the sum over ``scope`` is from ``low`` to ``high``."""

    number: int
    scope: Scope
    low: float
    high: float
    sessions: bool = False
    said: str = field(default="", compare=False)


def within(scope: Scope = EVERYTHING, **axes: Iterable[str] | str) -> Scope:
    """The part of a scope that has one of the codes on each of these axes."""
    kept = dict(scope)
    for axis, codes in axes.items():
        chosen = frozenset((codes,) if isinstance(codes, str) else codes)
        kept[axis] = kept[axis] & chosen if axis in kept else chosen
    return frozenset(kept.items())


def holds(scope: Scope, of: dict[str, str]) -> bool:
    """Whether a scope keeps what bears these codes."""
    return all(of[axis] in codes for axis, codes in scope)


class Places:
    """Things that bear a code on each axis; those that a scope keeps are found without a search.

    Where a code stands is looked up once for each choice of an axis, of which thousands of scopes
    are made.
    """

    def __init__(self, of: Sequence[Mapping[str, str]]) -> None:
        self._of, self._found = of, dict[tuple[str, frozenset[str]], np.ndarray]()

    def kept(self, scope: Scope) -> np.ndarray:
        """Their indices, in order."""
        keeps = np.ones(len(self._of), dtype=bool)
        for choice in scope:
            keeps &= self._where(choice)
        return np.flatnonzero(keeps)

    def _where(self, choice: tuple[str, frozenset[str]]) -> np.ndarray:
        if choice not in self._found:
            axis, codes = choice
            self._found[choice] = np.array([one[axis] in codes for one in self._of], dtype=bool)
        return self._found[choice]


def number(text: str) -> int | None:
    """The whole number that a cell shows, ``None`` for x and for .. and for no number."""
    found = re.fullmatch(r"[+−-]?\d{1,3}(?:[,  ]?\d{3})*", text.strip())
    return int(re.sub(r"[^\d]", "", found[0])) if found else None


def of_percent(percent: float, whole: float) -> tuple[float, float]:
    """Which parts of a whole are said as this percent, with one decimal, half up."""
    low, high = (percent - 0.05) * whole / 100, (percent + 0.05) * whole / 100
    return math.ceil(low - 1e-9), math.floor(high + 1e-9)


def months_between(first: str, last: str) -> tuple[str, ...]:
    """All months from one to another, both as 2014-05."""
    at, end = _ordinal(first), _ordinal(last)
    return tuple(f"{n // 12}-{n % 12 + 1:02d}" for n in range(at, end + 1))


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def months_of(period: str) -> tuple[str, ...] | None:
    """The months of a period by its code; ``None`` is the whole project."""
    if period == "project":
        return None
    if found := re.fullmatch(r"month-(\d{4}-\d{2})", period):
        return (found[1],)
    if found := re.fullmatch(r"school-(\d{4})-\d{2}", period):
        year = int(found[1])
        return months_between(f"{year}-09", f"{year + 1}-08")
    if found := re.fullmatch(r"(\d{4})-\d{2}-q([1-4])", period):
        first = int(found[1]) * 12 + 3 + 3 * (int(found[2]) - 1)
        return months_between(*(f"{n // 12}-{n % 12 + 1:02d}" for n in (first, first + 2)))
    year, two = int(period[:4]), int(period[5:7])
    if (year + 1) % 100 == two:
        return months_between(f"{year}-04", f"{year + 1}-03")
    return (period,)
