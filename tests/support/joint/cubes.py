"""Moves that change no cell at all, built from cubes.

A cube lies along three axes of the finest counts: for example two months of a year, two languages
and two venue types. People go from four of its corners to the other four. That changes no sum over
one or two of the axes, and no table has all three. This is the hypercube of Repsilber and Giessing
reversed: they hide its corners, we move people between them. In large projects cubes give nearly
all the moves that single sessions need, without a solver.
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.grid import Finest
from tests.support.joint.moves import Move
from tests.support.joint.system import JointSystem

_AXES = ("month", "language", "venue_type", "kind")


class Cubes:
    """Finds such moves for blocks: sums of all ages of a month, language, type and kind."""

    def __init__(self, system: JointSystem) -> None:
        self.system = system
        corrected = system.grid.least < 0
        self.at = {cell: n for n, cell in enumerate(system.grid.cells) if not corrected[n]}
        self.partners = {
            axis: sorted({getattr(cell, axis) for cell in system.grid.cells}) for axis in _AXES
        }

    def raising(self, target: int, change: int) -> Move | None:
        """A move that adds so many people to a block, or ``None`` when cubes don't reach."""
        grid = self.system.grid
        spare = grid.count - grid.least
        room = self.system.spare_people.copy()
        moved: dict[int, int] = {}
        for up, down in self._cubes(target):
            most = min(change, *(int(spare[n] + moved.get(n, 0)) for n in down))
            most = min(most, *(int(room[grid.stratum[n]]) for n in down))
            if most <= 0:
                continue
            for corners, sign in ((up, most), (down, -most)):
                for n in corners:
                    moved[n] = moved.get(n, 0) + sign
                    room[grid.stratum[n]] += sign
            change -= most
            if change == 0:
                columns = np.array([n for n in sorted(moved) if moved[n]], dtype=np.int64)
                return Move(columns, np.array([moved[int(n)] for n in columns], dtype=np.int64))
        return None

    def _cubes(self, target: int) -> Iterator[tuple[list[int], list[int]]]:
        """The corners that gain and those that lose; the target has one that gains."""
        for start in self.system.sums[target].parts.tolist():
            cell = self.system.grid.cells[start]
            for axes in combinations(_AXES, 3):
                for others in product(*(self._others(cell, axis) for axis in axes)):
                    corners = self._corners(cell, axes, others)
                    if corners is not None:
                        yield corners

    def _others(self, cell: Finest, axis: str) -> list[str]:
        own = getattr(cell, axis)
        codes = [code for code in self.partners[axis] if code != own]
        if axis != "month":
            return codes
        year = periods_of(own)[1]
        return [code for code in codes if periods_of(code)[1] == year]

    def _corners(
        self, cell: Finest, axes: tuple[str, ...], others: tuple[str, ...]
    ) -> tuple[list[int], list[int]] | None:
        sides: tuple[list[int], list[int]] = ([], [])
        for turned in product((False, True), repeat=3):
            changed: dict[str, Any] = {
                a: o for a, o, turn in zip(axes, others, turned, strict=True) if turn
            }
            corner = self.at.get(cell._replace(**changed))
            if corner is None:
                return None
            sides[sum(turned) % 2].append(corner)
        return sides
