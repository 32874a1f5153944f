"""Whoever attacks: everything published as equations, and nothing of our own code but its tables.

Unknowns are people by month, language, venue type, kind and age that each publication added, or
took away: this adversary even knows where a correction was.
``brute`` tries all whole numbers; ``widest`` asks a solver for the least and most of a cell.
"""

from functools import cached_property
from itertools import product

import numpy as np

from tests.publications.protecting.whole import WholeNumbers

MOST = 500
AXES = {"language": 2, "venue_type": 3, "kind": 4, "age": 5}


def fiscal(month):
    """The periods of a month, worked out anew."""
    year, number = map(int, month.split("-"))
    first = year if number > 3 else year - 1
    name = f"{first}-{(first + 1) % 100:02d}"
    return {"project", name, f"{name}-q{(number - 4) % 12 // 3 + 1}", month}


def people(counts):
    """Sessions and people of each combination, by age."""
    return {t.place: (t.sessions, t.participations) for t in counts.tallies}


def unknowns(versions, words):
    """(publication, month, language, venue type, kind, age) where anything came to be known."""
    found, before = [], {}
    for step, counts in enumerate(versions):
        now = people(counts)
        for key in sorted(now.keys() | before.keys()):
            if now.get(key) != before.get(key):
                found += [(step, *key, age) for age in words.ages]
        before = now
    return found


def lessened(versions, words):
    """What a correction took something from, and in which publications no session was left."""
    found, empty, before = set(), set(), {}
    for step, counts in enumerate(versions):
        now = people(counts)
        for key, (sessions, was) in before.items():
            left, are = now.get(key, (0, (0,) * len(words.ages)))
            found |= {
                (*key, age)
                for age, old, new in zip(words.ages, was, are, strict=True)
                if new < old or left < sessions
            }
        empty |= {(step, *key) for key in before.keys() - now.keys()}
        before |= now
        before = {key: now.get(key, (0, (0,) * len(words.ages))) for key in before}
    return found, empty


def row(unknown, step, table, codes, words):
    """0 or 1 for each unknown: whether it is part of the cell."""
    return [
        int(
            u[0] <= step
            and table.period in fiscal(u[1])
            and all(
                (u[AXES[axis]] in words.youth)
                if code == "youth"
                else (u[AXES[axis]] in code.split("+"))
                for axis, code in zip(table.by, codes, strict=True)
            )
        )
        for u in unknown
    ]


class Adversary:
    """What someone with all publications knows."""

    def __init__(self, publications, words):
        self.unknown = unknowns([counts for counts, _ in publications], words)
        rows, sums = [], []
        self.hidden = []
        for step, (_, protected) in enumerate(publications):
            for table in protected.tables:
                for cell in table.cells:
                    own = row(self.unknown, step, table, cell.codes, words)
                    if cell.mark == "open":
                        rows.append(own)
                        sums.append(cell.value)
                    else:
                        self.hidden.append((step, table, cell, own))
        self.least = np.zeros(len(self.unknown))
        self._correct([counts for counts, _ in publications], words, rows, sums)
        self._cover([counts for counts, _ in publications], rows, sums)
        shape = (len(rows), len(self.unknown))
        self.rows, self.sums = np.array(rows, dtype=float).reshape(shape), np.array(sums)

    def _cover(self, versions, rows, sums):
        """Pages tell whether each age group was reached."""
        self.reached = []
        for step, counts in enumerate(versions):
            for at, age in enumerate(counts.ages):
                people = sum(t.participations[at] for t in counts.tallies)
                own = [int(u[0] <= step and u[5] == age) for u in self.unknown]
                if people:
                    self.reached.append(own)
                else:
                    rows.append(own)
                    sums.append(0)

    def _correct(self, versions, words, rows, sums):
        again, empty = lessened(versions, words)
        self.upto = []
        for at, own in enumerate(self.unknown):
            if own[1:] in again:
                self.least[at] = -500
                upto = [int(u[1:] == own[1:] and u[0] <= own[0]) for u in self.unknown]
                self.upto.append(upto)
                if own[:5] in empty:
                    rows.append(upto)
                    sums.append(0)

    def told(self, own):
        """How many people coverage puts into a sum: one for each age group that is whole in it."""
        whole = [row for row in self.reached if all(np.array(row) <= own)]
        return len({self.unknown[row.index(1)][5] for row in whole})

    def widest(self, own):
        """The least and the most that a sum can be, in whole numbers."""
        return self._numbers.ends(own)

    @cached_property
    def _numbers(self):
        upto, reached = (
            np.array(own, dtype=float).reshape(len(own), len(self.unknown))
            for own in (self.upto, self.reached)
        )
        low = [*self.sums, *np.zeros(len(upto)), *np.ones(len(reached))]
        high = [*self.sums, *np.full(len(upto) + len(reached), np.inf)]
        return WholeNumbers(np.concatenate([self.rows, upto, reached]), low, high, self.least, MOST)

    def brute(self, most):
        """Every table of whole numbers up to ``most`` that agrees; for tiny worlds."""
        for values in product(range(most + 1), repeat=len(self.unknown)):
            reached = all(np.dot(own, values) for own in self.reached)
            if reached and np.array_equal(self.rows @ values, self.sums):
                yield values
