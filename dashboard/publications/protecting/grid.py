"""The finest counts by publication: the unknowns in an attacker's equations."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import AXES, YOUTH
from dashboard.publications.protecting.counts import Place, SessionCounts
from dashboard.publications.protecting.declared import Blank, members

Integers = NDArray[np.int64]


class Finest(NamedTuple):
    """People of one age at the sessions that publication ``step`` was the first to count."""

    step: int
    month: str
    language: str
    venue_type: str
    kind: str
    age: str


Stratum = tuple[int, str, str, str, str]
"""A step and a place: a ``Finest`` without its age. How many sessions it has is public."""


class StratumContents(NamedTuple):
    """What a stratum has: sessions (published), and people by age (secret).

    ``youth`` are the ages of which readers may suppose somebody at each session, if any.
    """

    sessions: int
    people: dict[str, int]
    youth: frozenset[str] = frozenset()

    @property
    def attending(self) -> Collection[str]:
        """The ages of whom each session had somebody: the youth, where there are enough of them."""
        young = sum(self.people[age] for age in self.youth)
        return self.youth if young and young >= self.sessions else self.people.keys()

    @property
    def floor(self) -> int:
        """The least number of them, if one came to each session."""
        return min(sum(self.people.values()), max(self.sessions, 0))


def strata(
    versions: Sequence[SessionCounts],
    ages: Sequence[str],
    youth: Sequence[frozenset[str]] = (),
) -> dict[Stratum, StratumContents]:
    """What each publication adds to the counts of the one before, where it adds anything.

    ``youth`` are those of the contents, by publication.
    """
    found: dict[Stratum, StratumContents] = {}
    before: dict[Place, StratumContents] = {}
    nothing = StratumContents(0, dict.fromkeys(ages, 0))
    for step, counts in enumerate(versions):
        now = {
            t.place: StratumContents(
                t.sessions,
                nothing.people | dict(zip(counts.ages, t.participations, strict=True)),
            )
            for t in counts.tallies
        }
        for key in sorted(now.keys() | before.keys()):
            new, old = now.get(key, nothing), before.get(key, nothing)
            people = {age: new.people[age] - old.people[age] for age in ages}
            if new.sessions != old.sessions or any(people.values()):
                young = youth[step] if youth else frozenset()
                found[(step, *key)] = StratumContents(new.sessions - old.sessions, people, young)
        before = now
    return found


def unreached(known: dict[Stratum, StratumContents]) -> frozenset[Finest]:
    """The unknowns of each age group that nobody was of: pages tell that it was not reached."""
    came = {age for found in known.values() for age, people in found.people.items() if people}
    return frozenset(
        Finest(*key, age) for key, found in known.items() for age in found.people if age not in came
    )


@dataclass(frozen=True)
class Grid:
    """The finest counts as arrays.

    ``count`` is the true value. ``stratum`` numbers the strata, whose people of ages
    ``attending`` are ``floor`` or more.
    """

    cells: tuple[Finest, ...]
    step: Integers
    count: Integers
    stratum: Integers
    attending: NDArray[np.bool_]
    floor: Integers

    @classmethod
    def of(
        cls, known: dict[Stratum, StratumContents], nobody: Collection[Finest] = frozenset()
    ) -> "Grid":
        """The unknowns of these strata; if no session was added, nobody can have come.

        ``nobody`` are those that readers know to be 0: they are no unknowns.
        """
        cells, count, stratum, attending = [], [], [], []
        for number, (key, found) in enumerate(known.items()):
            own = [age for age in found.people if Finest(*key, age) not in nobody]
            cells += [Finest(*key, age) for age in own]
            count += [found.people[age] for age in own]
            stratum += [number] * len(own)
            ages = found.attending
            attending += [age in ages for age in own]
        return cls(
            tuple(cells),
            np.array([cell.step for cell in cells], dtype=np.int64),
            np.array(count, dtype=np.int64),
            np.array(stratum, dtype=np.int64),
            np.array(attending, dtype=bool),
            np.array([found.floor for found in known.values()], dtype=np.int64),
        )

    def within(self, table: Blank, youth: Sequence[str]) -> tuple[Integers, Integers]:
        """Pairs of a cell's index in the table and a finest count that is part of it."""
        here = self._periods.get(table.period, np.zeros(0, dtype=np.int64))
        places = [np.zeros(len(here), dtype=np.int64)]
        for axis, codes in zip(table.by, table.codes, strict=True):
            mine = self._codes(axis)[here]
            choices = [_positions(choice, mine) for choice in _places(axis, codes, youth)]
            places = [
                np.where((place < 0) | (more < 0), -1, place * len(codes) + more)
                for place in places
                for more in choices
            ]
        pairs = [(place[place >= 0], here[place >= 0]) for place in places]
        return np.concatenate([p for p, _ in pairs]), np.concatenate([c for _, c in pairs])

    @cached_property
    def _periods(self) -> dict[str, Integers]:
        found: dict[str, list[int]] = defaultdict(list)
        periods = {month: periods_of(month) for month in {cell.month for cell in self.cells}}
        for at, cell in enumerate(self.cells):
            for period in periods[cell.month]:
                found[period].append(at)
        return {period: np.array(places, dtype=np.int64) for period, places in found.items()}

    def _codes(self, axis: str) -> NDArray[Any]:
        return self._by_axis[axis]

    @cached_property
    def _by_axis(self) -> dict[str, NDArray[Any]]:
        return {
            axis: np.array([getattr(cell, axis) for cell in self.cells], dtype=object)
            for axis in AXES
        }


def _positions(choice: dict[str, int], codes: NDArray[Any]) -> Integers:
    return np.array([choice.get(code, -1) for code in codes], dtype=np.int64)


def _places(axis: str, codes: Sequence[str], youth: Sequence[str]) -> list[dict[str, int]]:
    """The index on the axis for each finest code; ages have two, since youth are summed as well."""
    if axis == "venue_type":
        return [{member: at for at, code in enumerate(codes) for member in members(code)}]
    own = {code: at for at, code in enumerate(codes)}
    if axis == "age" and YOUTH in own:
        return [{c: n for c, n in own.items() if c != YOUTH}, dict.fromkeys(youth, own[YOUTH])]
    return [own]
