"""A block: what the sessions add that no publication counted before, protected once for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dashboard.domain.publications.periods import PROJECT, month_period, periods_of
from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, Rules, SessionCounts
from dashboard.publications.protecting.declared import DECLARED, ONE_WAY, Blank, Codes
from dashboard.publications.protecting.declared import TOTAL as TOTAL_TABLE
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule

TOTAL = Name(PROJECT, (), ())
YOUTH_TOTAL = Name(PROJECT, ("age",), (YOUTH,))
"""Pages begin with these two counts of the whole block."""
_TABLES = DECLARED | {"year, shallow": (*TOTAL_TABLE, *ONE_WAY)}


@dataclass(frozen=True)
class BlockCounts:
    """The counts of a block, the words they are in, and the rules.

    ``venue_types`` are the codes under which tables show them, the same in every block. Without
    ``inner``, years have no tables of two axes, and quarters none of an axis, as in the first
    blocks that were ever made. Without ``quarters``, only quarters have none, as in a large first
    publication. Some years and quarters are ``coarse``, and have none either: older ones of late
    sessions that lie far apart. ``made_by`` is the number of the rules of its proofs; see ``Rule``.
    ``first``: it is of the first publication, whose counts decide which sensitive venue types are
    told apart. ``named`` are age groups with anyone in the block that its publication was the first
    to name as reached, each with the number of that publication's blocks that have it.
    """

    counts: SessionCounts
    words: AxisCodes
    venue_types: Codes
    rules: Rules
    inner: bool = True
    quarters: bool = True
    coarse: frozenset[str] = frozenset()
    made_by: int = TODAY
    first: bool = False
    named: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def tables(self) -> tuple[Blank, ...]:
        """Every table of the whole block, and those of its years, quarters and months.

        The whole goes by the name of the project. A block of several years has all tables of each,
        one of several quarters each axis of each. Months have everyone and the youth.
        """
        return self._tables(quarters=self.inner and self.quarters, coarse=self.coarse)

    def with_all(self, counts: SessionCounts, coarse: frozenset[str]) -> "BlockCounts":
        """The same with the counts of other blocks, too, as if it had been read again.

        ``coarse`` are the years and quarters that are so in any of them.

        A block of one quarter shows no table of its years or quarters, so what is kept of it does
        not say that it could have had some.
        """
        quarters = {periods_of(tally.month)[2] for tally in self.counts.tallies}
        inner = self.inner and (not self.quarters or len(quarters) > 1)
        return replace(self, counts=counts, inner=inner, coarse=coarse)

    @property
    def attending(self) -> frozenset[str]:
        """The ages of which somebody may have come to each session, by the rule of ``YOUTH``."""
        return frozenset(self.words.youth if self.made_by >= Rule.YOUTH else ())

    @property
    def asked_tables(self) -> tuple[Blank, ...]:
        """The same, and those that are not told: readers may ask for sums of these."""
        all_told = self.quarters and not self.coarse
        return self.tables if all_told else self._tables(quarters=self.inner, coarse=frozenset())

    def _tables(self, *, quarters: bool, coarse: frozenset[str]) -> tuple[Blank, ...]:
        axes = {
            "language": self.words.languages,
            "venue_type": self.venue_types,
            "age": (*self.words.ages, YOUTH),
            "kind": self.words.kinds,
        }
        return tuple(
            Blank(period, grain, by, tuple(codes[axis] for axis in by))
            for period, grain, tables in _periods(
                self.counts, coarse, inner=self.inner, axes=quarters
            )
            for codes in (axes | {"age": (YOUTH,)} if tables == "month" else axes,)
            for by in _TABLES[tables]
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every cell."""
        return tuple(Name(t.period, t.by, codes) for t in self.tables for codes in t.cells())


class LessenedError(ValueError):
    """A correction took something from what a block holds; the message names where."""


def added(before: SessionCounts, now: SessionCounts) -> SessionCounts:
    """What was entered since: new sessions of any month, late ones too.

    Raises:
        LessenedError: Some count is lower than before.
    """
    before = in_order(before, now.ages)
    old = {tally.place: tally for tally in before.tallies}
    left = old.keys() - {tally.place for tally in now.tallies}
    if left:
        raise LessenedError(min(left))
    every = (_less(tally, old.get(tally.place)) for tally in now.tallies)
    return replace(now, tallies=tuple(one for one in every if one.sessions))


def in_order(counts: SessionCounts, ages: Codes) -> SessionCounts:
    """The same counts by these age groups; a group that is new had nobody."""
    if counts.ages == ages:
        return counts
    if not set(counts.ages) <= set(ages):
        raise LessenedError(counts.ages)

    def ordered(numbers: tuple[int, ...]) -> tuple[int, ...]:
        own = dict(zip(counts.ages, numbers, strict=True))
        return tuple(own.get(age, 0) for age in ages)

    tallies = tuple(
        replace(
            tally,
            participations=ordered(tally.participations),
            sessions_with=ordered(tally.sessions_with),
        )
        for tally in counts.tallies
    )
    return SessionCounts(counts.as_of, ages, tallies)


def _periods(
    counts: SessionCounts, coarse: frozenset[str], *, inner: bool, axes: bool
) -> Iterator[tuple[str, str, str]]:
    """Each period with a session, its grain, and which tables it has.

    A year or a quarter that is the whole block has those of the block already.
    """
    months = sorted({tally.month for tally in counts.tallies})
    years, quarters = (
        tuple(dict.fromkeys(periods_of(month)[grain] for month in months)) for grain in (1, 2)
    )
    yield PROJECT, "project", "project"
    for year in years if len(years) > 1 else ():
        yield year, "year", "year" if inner and year not in coarse else "year, shallow"
    axes = axes and len(quarters) > 1
    for quarter in quarters:
        yield quarter, "quarter", "quarter" if axes and quarter not in coarse else "month"
    for month in months:
        yield month_period(month), "month", "month"


def _less(now: MonthTally, before: MonthTally | None) -> MonthTally:
    if before is None:
        return now
    found = replace(
        now,
        sessions=now.sessions - before.sessions,
        participations=_minus(now.participations, before.participations),
        sessions_with=_minus(now.sessions_with, before.sessions_with),
        sessions_with_youth=now.sessions_with_youth - before.sessions_with_youth,
    )
    lowest = min(found.sessions, found.sessions_with_youth, *found.participations)
    if min(lowest, *found.sessions_with) < 0 or (not found.sessions and any(found.participations)):
        raise LessenedError(now.place)
    return found


def _minus(now: tuple[int, ...], before: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(new - old for new, old in zip(now, before, strict=True))
