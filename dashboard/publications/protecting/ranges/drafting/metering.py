"""What a publication may cost: one meter for all that is sought, closed, regained and heeded.

It counts work, never time, so that the same secret gives the same publication. Each step has a part
of the meter (see ``Work``). What comes first leaves something for what comes after it; and what
must be done is done, though the meter be over.
"""

from typing import NamedTuple

from dashboard.publications.protecting.solver import UNBOUND

FIRST = 112_000_000
"""What a first publication may cost: 13 to 15 s of processor time where this was measured. Those
that are not searched to the end come near it."""
LATER = 12_000_000
"""What each later one may cost, but for what it must: its first search, closing and heeding."""


class Sparing(NamedTuple):
    """What the steps for a block leave of the meter.

    The first search may cost so much ``once``. None is begun unless it leaves as much for
    ``proofs``, to close and to heed them, nor is anything regained unless that leaves the
    ``heeding``.
    """

    once: int
    proofs: int
    heeding: int


FIRST_WITH_QUARTERS = Sparing(50_000_000, 40_000_000, 28_000_000)
"""Where the first search takes longer, too little is left to close its proofs, which then hide most
of what it had kept."""
FIRST_WITHOUT = Sparing(UNBOUND, 12_000_000, 0)
"""Where quarters tell no axis, there is little to close, nothing is regained, and there is no other
way."""
LATER_BLOCK = Sparing(UNBOUND, 4_000_000, 2_000_000)
"""A later block is searched once in any case, within its bound."""
