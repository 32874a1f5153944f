"""Which counts nobody may learn, and whether a programme gives them away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from tests.attack.facts import CODES, SENSITIVE, YOUTH, Places, Scope, months_of, within
from tests.attack.programme import NEAR, Programme, Sum
from tests.attack.published import Block, Issue

Counted = Mapping[tuple[Block, str], int]
RUNNING = 6  # the last months, from each of which a filter may run to the end


@dataclass(frozen=True)
class Breach:
    """A count that is known better than it may be."""

    how: str  # pinned, bounded, raised or sized
    number: int
    scope: str
    true: int
    least: float
    most: float

    def __str__(self) -> str:
        known = f"is {self.true}, known as {self.least:g}..{self.most:g}"
        return f"{self.how}: {self.scope or 'everything'} in publication {self.number} {known}"


def attack(
    programme: Programme,
    truths: Mapping[int, Counted],
    threshold: int,
    seed: int = 1,
    *,
    also: Iterable[tuple[Sum, int, str, int]] = (),
) -> list[Breach]:
    """All that readers find out about small counts, and about single sessions that are not small.

    Where people are safe, nobody may know the size of a session on both sides within a threshold.
    What a publication added or took out is a count as any other. ``also`` are more sums, each with
    its publication, its name, and what it is.
    """
    programme.remember(seed, 40)
    asked: dict[tuple[Sum, str], tuple[int, str, int]] = {}
    for why, columns, number, said, true in _asked(programme, truths, threshold):
        asked.setdefault((columns, why), (number, said, true))
    for columns, number, said, true in also:
        if 0 < true <= threshold:
            asked.setdefault((columns, "small"), (number, said, true))
    found = []
    for (columns, why), (number, said, true) in asked.items():
        judge = _small if why == "small" else _single
        if breach := judge(programme, columns, true, threshold):
            how, least, most = breach
            found.append(Breach(how, number, said, true, least, most))
    return found


def _asked(
    programme: Programme, truths: Mapping[int, Counted], threshold: int
) -> Iterator[tuple[str, Sum, int, str, int]]:
    """Why a sum must not be known, the sum, its publication, its name, and what it is."""
    yield from _asked_of_changes(programme, truths, threshold)
    for issue in programme.issues:
        truth = truths[issue.number]
        people, places = np.array([*truth.values()], dtype=int), _places(truth)
        for scope in scopes(issue):
            true = int(people[places.kept(scope)].sum())
            if 0 < true <= threshold:
                columns = programme.sum_of(issue.number, scope)
                yield "small", columns, issue.number, words(scope), true
        for scope, true in singles(issue, truth):
            if true > threshold:
                columns = programme.sum_of(issue.number, scope)
                yield "single", columns, issue.number, words(scope), true


def _asked_of_changes(
    programme: Programme, truths: Mapping[int, Counted], threshold: int
) -> Iterator[tuple[str, Sum, int, str, int]]:
    """The same of what each publication added or took out."""
    for old, new in pairwise(programme.issues):
        before, now = truths[old.number], truths[new.number]
        for why, every in (("small", scopes(new)), ("single", _came_or_went_alone(old, new))):
            for scope, change in _changes(every, before, now):
                more, fewer = (new, old) if change > 0 else (old, new)
                columns = _difference(programme, more, fewer, scope)
                is_asked = (abs(change) <= threshold) is (why == "small")
                if is_asked and programme.is_count(columns):
                    said = f"change {words(scope)}".strip()
                    yield why, columns, new.number, said, abs(change)


def _changes(
    asked: Iterable[Scope], before: Counted, after: Counted
) -> Iterator[tuple[Scope, int]]:
    """How many people came to a part of a publication, or left it; not both, which is no count."""
    change = {key: after.get(key, 0) - before.get(key, 0) for key in {*before, *after}}
    moved = {key: n for key, n in change.items() if n}
    if not moved:
        return
    people, places = np.array([*moved.values()]), _places(moved)
    for scope in asked:
        own = people[places.kept(scope)]
        if len(own) and (own.min() > 0 or own.max() < 0):
            yield scope, int(own.sum())


def _came_or_went_alone(old: Issue, new: Issue) -> Iterator[Scope]:
    """Where one session came or went, beside others or not, at a type where people are safe."""
    for place in sorted({*old.sessions, *new.sessions}):
        month, language, code, kind = place
        members = new.members[code]
        came = new.sessions.get(place, 0) - old.sessions.get(place, 0)
        if abs(came) == 1 and set(members) & set(SENSITIVE):
            yield within(month=month, language=language, venue_type=members, kind=kind)


def _difference(programme: Programme, more: Issue, fewer: Issue, scope: Scope) -> Sum:
    """The people of a part in one publication who are not in the other."""
    found = dict(programme.sum_of(more.number, scope))
    for column, times in programme.sum_of(fewer.number, scope):
        found[column] = found.get(column, 0) - times
    return tuple(sorted((column, times) for column, times in found.items() if times))


def _small(
    programme: Programme, columns: Sum, true: int, threshold: int
) -> tuple[str, float, float] | None:
    seen = list(_seen(programme, columns))
    if max(seen, default=0) <= threshold and (most := programme.most(columns)) <= threshold + NEAR:
        least = programme.least(columns)
        pinned = np.ceil(least - NEAR) == np.floor(most + NEAR)
        return "pinned" if pinned else "bounded", least, most
    told = _told(programme, columns)
    if true <= told or min(seen, default=np.inf) <= told + NEAR:
        return None
    least = programme.least(columns)
    return ("raised", least, np.inf) if least > told + NEAR else None


def _told(programme: Programme, columns: Sum) -> int:
    """As many people as may be known to have come: each publication may name the groups of youth.

    Where none is named, it may be known that somebody came.
    """
    numbers, _, ages = zip(*(programme.names[column] for column, _ in columns), strict=True)
    return len(set(numbers)) * max(1, len(set(ages) & set(YOUTH)))


def _single(
    programme: Programme, columns: Sum, true: int, threshold: int
) -> tuple[str, float, float] | None:
    seen = list(_seen(programme, columns))
    if seen and _open(min(seen), max(seen), true, threshold):
        return None
    least, most = programme.least(columns), programme.most(columns)
    return None if _open(least, most, true, threshold) else ("sized", least, most)


def _open(least: float, most: float, true: int, threshold: int) -> bool:
    """Whether a single session may have been other than it was, by a threshold."""
    return most >= true + threshold - NEAR or least <= true - threshold + NEAR


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


def _places(counted: Counted) -> Places:
    axes = ("month", "language", "venue_type", "kind", "age")
    return Places([dict(zip(axes, (*block, age), strict=True)) for block, age in counted])


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
