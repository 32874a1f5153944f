"""What the exact counts say of each cell, and what must not be told of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members


class Name(NamedTuple):
    """The name of a cell: its table and its codes."""

    period: str
    by: Codes
    codes: Codes


@dataclass(slots=True)
class Fact:
    """A cell's count, and its sessions at sensitive venue types and elsewhere.

    ``sensitive`` counts sessions with someone of the cell's age, ``others`` all other sessions. The
    number of these is published, but not who was there.
    """

    count: int = 0
    sensitive: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Values of a hidden count that readers must consider possible.

    They are ``low`` or less, and ``high`` or more. With ``apart``: any two values so far apart.
    With all three, either will do.
    """

    low: int = 0
    high: int = 0
    apart: int = 0

    def met(self, least: int, most: int, told: int = 0) -> bool:
        """Whether a range of possible counts is wide enough; ``told`` is the known minimum."""
        if self.apart and most - least >= self.apart:
            return True
        return bool(self.high) and least <= max(self.low, told) and most >= self.high


def facts(counts: SessionCounts, words: AxisCodes, tables: Iterable[Blank]) -> dict[Name, Fact]:
    """Every cell of the tables, zeros included."""
    by_period: dict[str, list[tuple[Blank, _Places]]] = defaultdict(list)
    found: dict[Name, Fact] = {}
    for table in tables:
        by_period[table.period].append((table, {}))
        found |= {Name(table.period, table.by, codes): Fact() for codes in table.cells()}
    for tally in counts.tallies:
        people = _people(tally, counts.ages, words)
        place, is_sensitive = _place(tally), tally.venue_type in words.sensitive
        for table, cells in (
            each for period in periods_of(tally.month) for each in by_period[period]
        ):
            if place not in cells:
                cells[place] = [(found[name], age) for name, age in _names(table, place)]
            for fact, age in cells[place]:
                if age in people:
                    count, sessions = people[age]
                    fact.count += count
                    fact.sensitive += sessions if is_sensitive else 0
                    fact.others += 0 if is_sensitive else tally.sessions
    return found


_Place = tuple[str, str, str]
_Places = dict[_Place, list[tuple[Fact, str | None]]]
"""The cells of a table that sessions are in, each with its age group, if it is of one."""


def _place(tally: MonthTally) -> _Place:
    return tally.language, tally.venue_type, tally.kind


def _people(tally: MonthTally, ages: Codes, words: AxisCodes) -> dict[str | None, tuple[int, int]]:
    """The people of a tally, and the sessions with any of them: of all, the youth, and each age."""
    every = list(zip(ages, tally.participations, tally.sessions_with, strict=True))
    youth = sum(n for age, n, _ in every if age in words.youth)
    return {
        **{age: (n, sessions) for age, n, sessions in every},
        YOUTH: (youth, tally.sessions_with_youth),
        None: (sum(tally.participations), tally.sessions),
    }


def _names(table: Blank, place: _Place) -> Iterator[tuple[Name, str | None]]:
    """The cells of a table that sessions of a place are in, each with its age group, if any."""
    own = dict(zip(("language", "venue_type", "kind"), place, strict=True))
    choices = []
    for axis, known in zip(table.by, table.codes, strict=True):
        if axis == "venue_type":
            choices.append(tuple(code for code in known if own[axis] in members(code)))
        else:
            choices.append(known if axis == "age" else (own[axis],))
    for codes in product(*choices):
        age = codes[table.by.index("age")] if "age" in table.by else None
        yield Name(table.period, table.by, codes), age


def need(fact: Fact, hidden_up_to: int) -> Need | None:
    """The values that must stay possible for a count hidden for its own sake; else ``None``.

    For a small count: at most one person, and a value that is not small. For one session at a
    sensitive venue type: the same, or two values that are twice as much apart as a small count can
    be, wherever its own lies between them. Its size is the size of a group that someone could have
    seen. So a range tells nobody who knows this how far its count is from either end.
    """
    if fact.count <= 0:
        return None
    if fact.count <= hidden_up_to:
        return Need(1, hidden_up_to + 1)
    if is_alone(fact):
        return Need(1, hidden_up_to + 1, apart=2 * hidden_up_to)
    return None


def is_alone(fact: Fact) -> bool:
    """Whether all these people came to one session, at a sensitive venue type."""
    return fact.count > 0 and fact.others == 0 and fact.sensitive == 1


def growth(before: Fact, now: Fact) -> Fact:
    """The growth of a cell between two publications."""
    return Fact(
        now.count - before.count, now.sensitive - before.sensitive, now.others - before.others
    )


def growth_need(grown: Fact, hidden_up_to: int) -> Need | None:
    """The same for growth; a small decrease is hidden too."""
    if -hidden_up_to <= grown.count < 0:
        return Need(apart=hidden_up_to)
    return need(grown, hidden_up_to)
