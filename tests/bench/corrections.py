"""How many corrections are told, and how soon: projects whose past is corrected each quarter.

``python -m tests.bench.corrections --seeds 10``: 80 sessions in the first publication, then 13 a
quarter, drawn from those of the demonstration. Each quarter one session that was told is cancelled,
one is moved (another language, venue type or kind), one has other numbers of people, and one of a
month that was told comes late. Printed is how many of each were told by the last publication, for
each seed and in all, and the processor time of all publications but the first.

``--at-once 11``: so many sessions of any publication are cancelled or moved at once instead, while
61 sessions of three quarters wait to be published. Printed is the processor time of that draft, and
of the same draft without these corrections. With ``--scattered``, they lie in all quarters so far.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from dashboard.publications.making.building import reached
from dashboard.publications.making.chain import Told
from dashboard.publications.making.core import BuiltFigures, protected
from dashboard.publications.making.proving import proved
from dashboard.publications.protecting import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.ranges.needs.changes import (
    Entered,
    HeldSession,
    SessionChanges,
    alike,
    tallied,
)
from dashboard.queries.publications.publications import Exact, exact_text
from tests.bench.publications import LAST, kept
from tests.support import program

FIRST, MONTHS, LATER = 80, 18, 13
_BEFORE, _FEWER, _WAITED = 4, 10, 61
"""Quarters before many corrections at once, the sessions of each, and those that waited."""
THRESHOLD = 10
SECRET = "the secret of the bench, always the same"  # noqa: S105 - it keeps nothing
AXES_OF = {"language": "languages", "venue_type": "venue_types", "kind": "kinds"}
KINDS = ("cancelled", "moved", "numbers")


@dataclass
class Project:
    """The sessions of a project as they are, and as they were told; all is drawn from one seed."""

    pool: list[MonthTally]
    words: AxisCodes
    seed: int
    now: dict[str, HeldSession] = field(default_factory=dict)
    frozen: dict[str, HeldSession] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.luck = random.Random(self.seed)  # noqa: S311

    def add(self, months: range, count: int) -> None:
        """So many new sessions in these months."""
        for _ in range(count):
            like, month = self.luck.choice(self.pool), self.luck.choice(months)
            key = f"S{len(self.now) + len(self.corrected)}-{self.luck.randrange(10**6)}"
            self.now[key] = HeldSession(
                key,
                date(month // 12, month % 12 + 1, self.luck.randint(1, 28)),
                like.language,
                like.venue_type,
                like.kind,
                like.participations,
            )

    def correct(self) -> None:
        """One session of each kind of correction, none twice."""
        for kind in KINDS:
            self.correct_one(kind)

    def correct_one(self, kind: str) -> None:
        """A session that was told and is not corrected yet."""
        free = sorted((self.frozen.keys() & self.now.keys()) - self.corrected.keys())
        key = self.luck.choice(free)
        self.corrected[key], one = kind, self.now[key]
        if kind == "cancelled":
            del self.now[key]
        elif kind == "moved":
            axis = self.luck.choice(tuple(AXES_OF))
            others = [c for c in getattr(self.words, AXES_OF[axis]) if c != getattr(one, axis)]
            self.now[key] = replace(one, **{axis: self.luck.choice(others)})
        else:
            at = max(range(len(one.people)), key=lambda n: one.people[n])
            change = self.luck.choice((-3, -2, -1, 1, 2, 3))
            people = (max(n + change * (k == at), 0) for k, n in enumerate(one.people))
            self.now[key] = replace(one, people=tuple(people))

    def counts(self, until: date) -> SessionCounts:
        """The sessions held by a day, as they are now."""
        own = (one for one in self.now.values() if one.day <= until)
        return SessionCounts(until, self.words.ages, tallied(own, self.words))

    def entered(self, until: date) -> Entered:
        """What changed since everything that was told, by that day."""
        late = (one for key, one in self.now.items() if key not in self.frozen)
        pairs = ((old, self.now.get(key)) for key, old in sorted(self.frozen.items()))
        changes = SessionChanges(
            tuple(one for one in late if one.day <= until),
            tuple((old, now) for old, now in pairs if not alike(old, now)),
            self.counts(until),
        )
        return Entered(1, changes)

    def told(self, until: date, waiting: tuple[HeldSession, ...]) -> None:
        """From now on, everything is told as it is, but for what waits."""
        waits = {one.key: one for one in waiting}
        self.frozen = {k: one for k, one in self.now.items() if one.day <= until} | waits

    @property
    def waiting(self) -> Counter[str]:
        """How many corrections of each kind are not told."""
        return Counter(
            kind
            for key, kind in self.corrected.items()
            if key in self.frozen and not alike(self.frozen[key], self.now.get(key))
        )


def history(project: Project, quarters: int) -> Iterator[tuple[BuiltFigures, float]]:
    """Each publication, and its processor time.

    Raises:
        AssertionError: One is not proved.
    """
    end, told = LAST[0] * 12 + LAST[1], Told()
    project.add(range(end - MONTHS, end), FIRST)
    for number in range(quarters + 1):
        began = time.process_time()
        day = _eve(end + 3 * number)
        built, told = _published(project, day, told)
        if told.counts and told.counts.as_of == day:
            project.told(day, built.waiting)
        yield built, time.process_time() - began
        project.correct()
        project.add(range(end - MONTHS, end + 3 * number), 1)
        project.add(range(end + 3 * number, end + 3 * number + 3), LATER)


def at_once(
    project: Project, corrections: int, *, scattered: bool = False
) -> Iterator[tuple[BuiltFigures, float]]:
    """A draft after three quarters without one, and the time of it: as if nothing was corrected,
    and with so many corrections.

    Raises:
        AssertionError: One is not proved.
    """
    end, told = LAST[0] * 12 + LAST[1], Told()
    project.add(range(end - MONTHS, end), FIRST)
    for number in range(_BEFORE + 1):
        day = _eve(end + 3 * number)
        built, told = _published(project, day, told)
        if told.counts and told.counts.as_of == day:
            project.told(day, built.waiting)
        if number < _BEFORE:
            project.add(range(end + 3 * number, end + 3 * number + 3), _FEWER)
    last = end + 3 * _BEFORE
    project.add(range(end - MONTHS if scattered else last, last + 9), _WAITED)
    for correct in (0, corrections):
        for number in range(correct):
            project.correct_one(KINDS[number % 2])
        began = time.process_time()
        built, _ = _published(project, _eve(last + 9), told)
        yield built, time.process_time() - began


def _eve(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _published(project: Project, day: date, told: Told) -> tuple[BuiltFigures, Told]:
    material: Any = SimpleNamespace(
        data_as_of=day,
        counts=project.counts(day),
        axes=project.words,
        words=project.words,
        at_risk=project.words.youth,
    )
    since = project.entered(told.counts.as_of) if told.counts else Entered(1)
    built = protected(material, told, THRESHOLD, since=since, secret=SECRET, tighten=False)
    exact = Exact(built.counts, project.words, built.entry, built.waiting, in_vain=built.in_vain)
    publication: Any = SimpleNamespace(
        format=built.tables.format,
        hidden_up_to=built.tables.hidden_up_to,
        tables=built.tables.tables,
        revised=built.revised,
        tightened=built.tightened,
        words=project.words,
        reached=reached(material, built.counts),
    )
    draft: Any = SimpleNamespace(exact=exact_text(exact), proofs=built.proofs)
    after = proved(told, publication, draft)
    assert after is not None
    return built, after


def _said(made: Counter[str], waiting: Counter[str]) -> str:
    return ", ".join(f"{kind} {made[kind] - waiting[kind]} of {made[kind]}" for kind in KINDS)


def main() -> None:
    """Print what was told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--quarters", type=int, default=6)
    parser.add_argument("--at-once", type=int, default=0, metavar="N")
    parser.add_argument("--scattered", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demonstration.db'}"
        program.fill_with_demonstration(url)
        counts, words = kept(url)
    pool = [tally for tally in counts.tallies if tally.sessions == 1]
    for seed in range(given.seeds if given.at_once else 0):
        project = Project(pool, words, seed)
        runs = list(at_once(project, given.at_once, scattered=given.scattered))
        said = " → ".join(f"{taken:.1f}" for _, taken in runs)
        print(f"seed {seed}: {said} s, {len(runs[-1][0].waiting)} wait", flush=True)
    if given.at_once:
        return
    made, waiting, times = Counter[str](), Counter[str](), []
    for seed in range(given.seeds):
        project, marks, seconds = Project(pool, words, seed), 0, []
        for built, taken in history(project, given.quarters):
            marks += bool(built.revised)
            made_now = Counter(project.corrected.values())
            waits = project.waiting
            seconds.append(taken)
        made, waiting = made + made_now, waiting + waits
        times += seconds[1:]
        said = ", ".join(
            f"{kind} {made_now[kind] - waits[kind]} of {made_now[kind]}" for kind in KINDS
        )
        print(f"seed {seed}: {said}; {marks} publications with r", flush=True)
    said = ", ".join(f"{kind} {made[kind] - waiting[kind]} of {made[kind]}" for kind in KINDS)
    print(f"all: {said}; {sum(times) / len(times):.1f} s a publication, {max(times):.1f} at most")


if __name__ == "__main__":
    main()
