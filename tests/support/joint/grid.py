"""The finest counts of all publications together, of which later ones may have subtracted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.publications.protecting.grid import Finest, Grid, Integers, Stratum, StratumContents

FAR = 1_000_000
"""More people than any correction changes."""


def corrected(known: Mapping[Stratum, StratumContents]) -> set[tuple[str, ...]]:
    """Finest counts, without their publication, from which a later one subtracted."""
    return {
        (*block[1:], age)
        for block, found in known.items()
        for age, count in found.people.items()
        if count < 0 or found.sessions < 0
    }


def _histories(
    cells: Sequence[Finest], known: Mapping[Stratum, StratumContents], again: set[tuple[str, ...]]
) -> Iterator[tuple[Integers, bool]]:
    """Corrected counts up to each correction, and whether no session was left then."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sessions: dict[tuple[str, ...], int] = defaultdict(int)
    for at, cell in sorted(enumerate(cells), key=lambda pair: pair[1].step):
        if cell[1:] in again:
            places[cell[1:]].append(at)
            sessions[cell[1:]] += known[cell[:5]].sessions
            yield np.array(places[cell[1:]], dtype=np.int64), sessions[cell[1:]] == 0


@dataclass(frozen=True)
class JointGrid(Grid):
    """The same arrays, and what is known of corrected counts.

    ``least`` is the lower bound of each. For corrected counts only sums up to each publication have
    one; the sums of ``histories`` without any session left are surely 0.
    """

    least: Integers
    histories: tuple[tuple[Integers, bool], ...]

    @classmethod
    def of(cls, known: dict[Stratum, StratumContents]) -> "JointGrid":
        """The unknowns of these strata; if no session was added, nobody can have come."""
        own, again = Grid.of(known), corrected(known)
        least = [-FAR if cell[1:] in again else 0 for cell in own.cells]
        return cls(
            own.cells,
            own.step,
            own.count,
            own.stratum,
            own.attending,
            own.floor,
            np.array(least, dtype=np.int64),
            tuple(_histories(own.cells, known, again)),
        )
