"""What an audit found, of the counts that it watched and of what is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Fact, Name, need
from dashboard.publications.protecting.ranges.auditing.watching import Watch
from dashboard.publications.protecting.ranges.needs.ends import credible, in_order


@dataclass(frozen=True, slots=True)
class RangeFailure:
    """A count without proof and how far witnesses go, or a cell that is shown wrongly."""

    what: str
    count: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class RangeEvidence:
    """What the audit found; ``refused`` witnesses do not agree with what is shown."""

    cells: int
    needs: int
    witnesses: int
    refused: int
    failures: tuple[RangeFailure, ...]

    @property
    def passed(self) -> bool:
        """Whether what is shown may be published."""
        return not self.failures and not self.refused


def evidence(
    found: Mapping[Name, Fact],
    shown: Mapping[Name, Interval],
    watched: Sequence[Watch],
    witnesses: tuple[int, int],
    hidden_up_to: int,
) -> RangeEvidence:
    """What speaks for and against cells as they are shown: how many ``witnesses`` agree, of all."""
    agree, every = witnesses
    lacking = [each for each in watched if not each.met(hidden_up_to)]
    return RangeEvidence(
        cells=len(found),
        needs=len(watched),
        witnesses=agree,
        refused=every - agree,
        failures=(
            *_wrongly_shown(found, shown, hidden_up_to),
            *(RangeFailure(each.what, each.count, each.least, each.most) for each in lacking),
        ),
    )


def _wrongly_shown(
    found: Mapping[Name, Fact], shown: Mapping[Name, Interval], hidden_up_to: int
) -> Iterator[RangeFailure]:
    """Cells that are shown untruly, too narrowly, off the grid, or with the count as an end."""
    for name in found.keys() | shown.keys():
        if name not in found or name not in shown:
            yield RangeFailure(f"not the declared cells: {name}", 0, 0, 0)
            continue
        count, own = found[name].count, shown[name]
        told = own.exact and not need(found[name], hidden_up_to)
        ranged = not own.exact and own.width >= hidden_up_to and in_order(own, hidden_up_to)
        if not credible(count, own) or not (told or ranged):
            yield RangeFailure(f"wrongly shown: {name}", count, own.low, own.high)
