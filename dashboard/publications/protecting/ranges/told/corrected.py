"""What corrections leave of what was told: the sessions, and which cells they touch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import ProtectedTable
from dashboard.publications.protecting.counts import MonthTally, SessionCounts
from dashboard.publications.protecting.declared import members
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.totals import Chain


def tallies_of(chain: Chain, parts: Sequence[int]) -> tuple[MonthTally, ...]:
    """The sessions of parts that were taken."""
    return summed(*((chain.taken[at].part.block.counts.tallies, 1) for at in parts))


def less(told: SessionCounts, part: Part) -> SessionCounts:
    """The sessions that were told so far, less those that are taken, with those that were moved."""
    own = part.block.counts.tallies
    return replace(told, tallies=summed((told.tallies, 1), (own, -1), (part.arrivals, 1)))


def revised(taken: Iterable[TakenPart], tables: Iterable[ProtectedTable]) -> Iterator[Name]:
    """The cells that corrected sessions left or joined; whether any people differ is not told."""
    groups = [(one.part.block.counts.tallies, one.part.arrivals) for one in taken]
    for table in tables:
        inside = [
            (left, came)
            for left, came in groups
            if any(table.period in periods_of(tally.month) for tally in left)
        ]
        for cell in table.cells if inside else ():
            name = Name(table.period, table.by, cell.codes)
            if any(_touches(left, name) != _touches(came, name) for left, came in inside):
                yield name


def _touches(tallies: Iterable[MonthTally], name: Name) -> bool:
    return any(
        name.period in periods_of(tally.month)
        and all(
            axis == "age" or getattr(tally, axis) in members(code)
            for axis, code in zip(name.by, name.codes, strict=True)
        )
        for tally in tallies
    )
