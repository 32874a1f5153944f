"""Which finest counts each cell of a block is the sum of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes
from dashboard.publications.protecting.declared import Blank, Codes, members
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.knowing import People


def parts_of(block: BlockCounts, truth: Iterable[Finest]) -> dict[Name, People]:
    """The finest counts that each cell is the sum of."""
    every = tuple(truth)
    found = numbers_of(block, every)
    return {name: frozenset(every[at] for at in own) for name, own in found.items()}


def numbers_of(block: BlockCounts, every: Iterable[Finest]) -> dict[Name, list[int]]:
    """The same by their numbers among all."""
    tables = block.tables
    of_period: dict[str, list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        of_period[table.period].append(number)
    found: dict[Name, list[int]] = {name: [] for name in block.names}
    cells: dict[tuple[int, Codes], list[list[int]]] = {}
    for at, who in enumerate(every):
        for number in (number for period in periods_of(who.month) for number in of_period[period]):
            own: Codes = tuple([getattr(who, axis) for axis in tables[number].by])
            if (number, own) not in cells:
                names = _cells_with(tables[number], own, block.words)
                cells[number, own] = [found[name] for name in names]
            for each in cells[number, own]:
                each.append(at)
    return found


def _cells_with(table: Blank, own: Codes, words: AxisCodes) -> Iterator[Name]:
    """The cells of a table that people of these codes are in."""
    pairs = zip(own, table.codes, strict=True)
    for chosen in product(*(_codes_of(code, codes, words) for code, codes in pairs)):
        yield Name(table.period, table.by, chosen)


def _codes_of(code: str, codes: Codes, words: AxisCodes) -> Iterator[str]:
    """The codes of an axis that mean this one, among others perhaps."""
    return (own for own in codes if code in (words.youth if own == YOUTH else members(own)))
