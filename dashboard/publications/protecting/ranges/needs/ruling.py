"""The rules of proofs, by the order in which they came: what was made by one keeps its number.

Each rule asks for more than those before it. Blocks, corrections and narrowed years that were
published by older rules are verified by these.
"""

from collections.abc import Mapping
from enum import IntEnum


class Rule(IntEnum):
    """Since which number a rule holds.

    ``SUMS``: several cells that are small together are a need of their own. ``SCATTERED``: so are
    blocks of a narrowed year that do not follow each other. ``RUNS``: several months in a row.
    ``COVERAGE``: no witness has people of age groups that pages call not reached. ``GROUPS``:
    several age groups over months are needs, too. ``APART``: witnesses heed that sensitive venue
    types are told apart. ``NAMES``: they leave somebody only in age groups that a page names.
    ``QUARTERS``: several cells of a quarter, or of a year, are asked of any blocks of a narrowed
    year, though the last of these tells no such table. ``SEVERAL``: several codes on any axes are
    needs, too, also where no table has all of these axes. ``YOUTH``: how far up a count may go is
    proved with a young person at each session, where there may have been one.
    """

    SUMS = 1
    SCATTERED = 2
    RUNS = 3
    COVERAGE = 4
    GROUPS = 5
    APART = 6
    NAMES = 7
    QUARTERS = 8
    SEVERAL = 9
    YOUTH = 10


TODAY = max(Rule)
_FLAGS = {
    "sums": Rule.SUMS,
    "scattered": Rule.SCATTERED,
    "runs": Rule.RUNS,
    "coverage": Rule.COVERAGE,
    "groups": Rule.GROUPS,
    "first": Rule.APART,
    "heeds_names": Rule.NAMES,
}
"""Before there were numbers, each rule had a flag of its own."""


def number_of(kept: Mapping[str, object]) -> int:
    """The number of the rules that something kept was made by; 0 is before all of them."""
    number = kept.get("rules")
    if isinstance(number, int):
        return number
    return max((rule for flag, rule in _FLAGS.items() if kept.get(flag)), default=0)
