"""List what must not be told once some tables are published, from the tables themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.publications.periods import grain_of
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell
from dashboard.publications.protecting.counts import AxisCodes, SessionCounts
from dashboard.publications.protecting.facts import Fact, Name, Need, growth, growth_need, need

Key = tuple[int, Name]
"""A cell of publication number so much, from 0; or, as one of them, what else is watched."""

SESSION = "session"


@dataclass(frozen=True, slots=True)
class ProtectedCount:
    """A count that must not be told: a cell, a difference of cells, or an askable count.

    ``older``: earlier publications, made without this rule, already told everything about it.
    """

    what: str
    terms: tuple[tuple[Key, int], ...]
    count: int
    need: Need
    older: bool = False


def watches(
    found: Sequence[Mapping[Name, Fact]], cells: Mapping[Key, ProtectedCell], hidden_up_to: int
) -> Iterator[ProtectedCount]:
    """The hidden cells, what came to cells between publications, and the adults of months."""
    for (step, name), cell in cells.items():
        fact = found[step][name]
        if cell.mark is not CellMark.OPEN:
            wanted = need(fact, hidden_up_to) or Need(apart=hidden_up_to)
            yield _watch((step, name), fact.count, wanted)
        for before in range(step):
            old = found[before].get(name)
            grown = growth(old, fact) if old else None
            wanted_growth = growth_need(grown, hidden_up_to) if grown else None
            if grown and wanted_growth:
                yield _watch((step, name), grown.count, wanted_growth, (before, name))
    yield from _adults(found, hidden_up_to)


def _watch(key: Key, count: int, wanted: Need, before: Key | None = None) -> ProtectedCount:
    what = f"publication {key[0] + 1}: {' '.join((key[1].period, *key[1].codes))}"
    if before is None:
        return ProtectedCount(what, ((key, 1),), count, wanted)
    return ProtectedCount(f"{what} since {before[0] + 1}", ((key, 1), (before, -1)), count, wanted)


def _adults(found: Sequence[Mapping[Name, Fact]], hidden_up_to: int) -> Iterator[ProtectedCount]:
    """People who are not youth: a month's total less its youth, and the growth of that."""
    for step, known in enumerate(found):
        for name in known:
            if name.by or grain_of(name.period) != "month":
                continue
            youth = Name(name.period, ("age",), (YOUTH,))
            terms: tuple[tuple[Key, int], ...] = (((step, name), 1), ((step, youth), -1))
            count = known[name].count - known[youth].count
            for before in (None, *range(step)):
                own, base = terms, 0
                if before is not None and name not in found[before]:
                    continue
                if before is not None:
                    base = found[before][name].count - found[before][youth].count
                    own = (*terms, ((before, name), -1), ((before, youth), 1))
                wanted = growth_need(Fact(count - base, others=1), hidden_up_to)
                if wanted:
                    yield ProtectedCount(f"adults of {name.period}", own, count - base, wanted)


def single_sessions(
    step: int, counts: SessionCounts, words: AxisCodes, hidden_up_to: int
) -> Iterator[ProtectedCount]:
    """Sessions at sensitive types that are alone in their month, language and kind."""
    for tally in counts.tallies:
        people = sum(tally.participations)
        if tally.sessions == 1 and people and tally.venue_type in words.sensitive:
            yield _watch((step, Name(SESSION, (), tally.place)), people, Need(apart=hidden_up_to))
