"""Which counts nobody may learn, and whether a programme gives them away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tests.attack.facts import CODES, SENSITIVE, YOUTH, Scope, months_of, within
from tests.attack.programme import NEAR, Programme, Sum
from tests.attack.published import Block, Issue

Counted = Mapping[tuple[Block, str], int]
RUNNING = 6  # the last months, from each of which a filter may run to the end


@dataclass(frozen=True)
class Breach:
    """A count that is known better than it may be."""

    how: str  # pinned, bounded or sized
    number: int
    scope: str
    true: int
    least: float
    most: float

    def __str__(self) -> str:
        known = f"is {self.true}, known as {self.least:g}..{self.most:g}"
        return f"{self.how}: {self.scope or 'everything'} in publication {self.number} {known}"


def attack(
    programme: Programme, truths: Mapping[int, Counted], threshold: int, seed: int = 1
) -> list[Breach]:
    """All that readers find out about small counts and about single sessions."""
    programme.remember(seed, 40)
    asked: dict[tuple[Sum, str], tuple[int, str, int]] = {}
    for issue in programme.issues:
        truth = truths[issue.number]
        for scope in scopes(issue):
            true = sum(n for key, n in truth.items() if _holds(scope, key))
            if 0 < true <= threshold:
                columns = programme.sum_of(issue.number, scope)
                asked.setdefault((columns, "small"), (issue.number, words(scope), true))
        for scope, true in singles(issue, truth):
            columns = programme.sum_of(issue.number, scope)
            asked.setdefault((columns, "single"), (issue.number, words(scope), true))
    found = []
    for (columns, why), (number, scope, true) in asked.items():
        judge = _small if why == "small" else _single
        if breach := judge(programme, columns, true, threshold):
            how, least, most = breach
            found.append(Breach(how, number, scope, true, least, most))
    return found


def _small(
    programme: Programme, columns: Sum, true: int, threshold: int
) -> tuple[str, float, float] | None:
    if max(_seen(programme, columns), default=0) > threshold:
        return None
    most = programme.most(columns)
    if most > threshold + NEAR:
        return None
    least = programme.least(columns)
    pinned = np.ceil(least - NEAR) == np.floor(most + NEAR)
    return "pinned" if pinned else "bounded", least, most


def _single(
    programme: Programme, columns: Sum, true: int, threshold: int
) -> tuple[str, float, float] | None:
    seen = _seen(programme, columns)
    if max(seen, default=0) >= true + threshold - NEAR:
        return None
    if min(seen, default=true) <= true - threshold + NEAR:
        return None
    most = programme.most(columns)
    if most >= true + threshold - NEAR:
        return None
    least = programme.least(columns)
    return None if least <= true - threshold + NEAR else ("sized", least, most)


def _seen(programme: Programme, columns: Sum) -> Iterable[float]:
    if not len(programme.memory):
        return ()
    at, times = np.array(columns).T
    return programme.memory[:, at] @ times


def scopes(issue: Issue) -> Iterator[Scope]:
    """Every count that a filter could ask a publication for.

    A month, a quarter, a year, a school year, the whole, or what runs to the end, by up to two of
    language, venue type, kind and age; of a month every combination, down to its sessions.
    """
    months = sorted({month for month, *_ in issue.sessions})
    if not months:
        return
    periods = [within()]
    periods += [within(month=months_of(period)) for period in _periods(months)]
    periods += [within(month=months[-n:]) for n in range(2, min(RUNNING, len(months)))]
    for period in periods:
        for part in _parts(2):
            yield within(period, **part)
    for month in months:
        for part in _parts(4):
            yield within(month=month, **part)


def _parts(most: int) -> Iterator[dict[str, str | tuple[str, ...]]]:
    choices = {axis: (*codes, YOUTH) if axis == "age" else codes for axis, codes in CODES.items()}
    for many in range(most + 1):
        for axes in combinations(choices, many):
            yield from _crossed(axes, choices)


def _crossed(
    axes: Sequence[str], choices: Mapping[str, tuple[str | tuple[str, ...], ...]]
) -> Iterator[dict[str, str | tuple[str, ...]]]:
    if not axes:
        yield {}
        return
    for code in choices[axes[0]]:
        for rest in _crossed(axes[1:], choices):
            yield {axes[0]: code, **rest}


def _periods(months: Sequence[str]) -> list[str]:
    found = []
    for month in months:
        year, number = int(month[:4]), int(month[5:7])
        first = year if number >= 4 else year - 1
        school = year if number >= 9 else year - 1
        fiscal = f"{first}-{(first + 1) % 100:02d}"
        found += [fiscal, f"{fiscal}-q{(number - 4) % 12 // 3 + 1}"]
        found.append(f"school-{school}-{(school + 1) % 100:02d}")
    return list(dict.fromkeys(found))


def singles(issue: Issue, truth: Counted) -> Iterator[tuple[Scope, int]]:
    """Each session at a venue type where people are safe, that stands alone in its block."""
    sizes: dict[Block, int] = {}
    for (block, _), people in truth.items():
        sizes[block] = sizes.get(block, 0) + people
    for (month, language, code, kind), sessions in issue.sessions.items():
        members = issue.members[code]
        true = sum(sizes.get((month, language, member, kind), 0) for member in members)
        if sessions == 1 and true and set(members) & set(SENSITIVE):
            yield within(month=month, language=language, venue_type=members, kind=kind), true


def _holds(scope: Scope, key: tuple[Block, str]) -> bool:
    (month, language, venue_type, kind), age = key
    of = {"month": month, "language": language, "venue_type": venue_type, "kind": kind, "age": age}
    return all(of[axis] in codes for axis, codes in scope)


def words(scope: Scope) -> str:
    """A scope as a filter is written."""
    said = []
    for axis, codes in sorted(scope):
        known = CODES.get(axis, ())
        ordered = sorted(codes, key=lambda code: known.index(code) if code in known else 0)
        if axis == "month" and len(codes) > 2:
            ordered = [min(codes), "…", max(codes)]
        said.append(f"{axis}={','.join(ordered)}")
    return " ".join(said)
