"""Whoever reads all publications, one after the other, and knows what each block counts.

They set later figures against earlier ones, years against quarters, and both against the project.
Where a figure is of one block alone, they know how its range was made.
"""

from itertools import pairwise

import numpy as np

from dashboard.publications.protecting.facts import Name
from tests.publications.protecting.ranges.attacker import Attacker


class Reader(Attacker):
    """All that publications show, under a guess; each has so many of the blocks.

    ``parts`` are attackers who know the sessions of a block, and see nothing.
    """

    def __init__(self, parts, publications, guess):
        self.parts, self.hidden_up_to = parts, parts[0].hidden_up_to
        self.people = {
            (number, *where[1:]): count
            for number, part in enumerate(parts)
            for where, count in part.people.items()
        }
        rows, low, high = [], [], []
        for blocks, tables in publications:
            for table in tables:
                for cell in table.cells:
                    row = self._of(Name(table.period, table.by, cell.codes), blocks)
                    least, most = self._ends(cell, row)
                    somebody = guess.somebody and self.true(row) > 0
                    rows.append(row)
                    low.append(max(least, 1) if somebody else least)
                    high.append(most)
        for number, part in enumerate(parts):
            for row, least, most in zip(part.rows, part.low, part.high, strict=True):
                rows.append(self.padded(number, row))
                low.append(least)
                high.append(most)
        self.rows, self.low, self.high = np.array(rows), np.array(low), np.array(high)

    def padded(self, number, row):
        """A count of one block among the unknowns of all."""
        return np.concatenate(
            [
                row if at == number else np.zeros(len(part.unknown))
                for at, part in enumerate(self.parts)
            ]
        )

    def _of(self, name, blocks):
        codes = dict(zip(name.by, name.codes, strict=True))
        return np.concatenate(
            [
                part.row(name.period, codes) if at < blocks else np.zeros(len(part.unknown))
                for at, part in enumerate(self.parts)
            ]
        )

    def _ends(self, cell, row):
        if cell.shown is None:
            return 0, np.inf
        ends = np.cumsum([0, *(len(part.unknown) for part in self.parts)])
        of = [row[start:end].any() for start, end in pairwise(ends)]
        return self._inside(cell.shown) if sum(of) == 1 else (cell.shown.low, cell.shown.high)
