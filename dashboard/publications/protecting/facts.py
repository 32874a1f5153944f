"""What the exact counts say of each cell, and what must not be told of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members, periods_of


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
    by_period: dict[str, list[Blank]] = defaultdict(list)
    found: dict[Name, Fact] = {}
    for table in tables:
        by_period[table.period].append(table)
        found |= {Name(table.period, table.by, codes): Fact() for codes in table.cells()}
    for tally in counts.tallies:
        for table in (t for period in periods_of(tally.month) for t in by_period[period]):
            for codes, count, sessions in _entries(tally, counts.ages, words, table):
                fact = found[Name(table.period, table.by, codes)]
                fact.count += count
                if tally.venue_type in words.sensitive:
                    fact.sensitive += sessions
                else:
                    fact.others += tally.sessions
    return found


def _entries(
    tally: MonthTally, ages: Codes, words: AxisCodes, table: Blank
) -> Iterator[tuple[Codes, int, int]]:
    """The cells of a table that a tally is in, with its count and sessions in each."""
    own = {"language": tally.language, "kind": tally.kind}
    choices = []
    for axis, known in zip(table.by, table.codes, strict=True):
        if axis == "venue_type":
            choices.append(tuple(code for code in known if tally.venue_type in members(code)))
        else:
            choices.append(known if axis == "age" else (own[axis],))
    for codes in product(*choices):
        age = codes[table.by.index("age")] if "age" in table.by else None
        if age is None:
            yield codes, sum(tally.participations), tally.sessions
        elif age == YOUTH:
            youth = [n for a, n in zip(ages, tally.participations, strict=True) if a in words.youth]
            yield codes, sum(youth), tally.sessions_with_youth
        elif age in ages:
            at = ages.index(age)
            yield codes, tally.participations[at], tally.sessions_with[at]


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
