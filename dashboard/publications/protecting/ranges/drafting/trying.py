"""How much work the corrections of a draft may take, and which of them are not worth a try."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import orjson

from dashboard.publications.protecting.ranges.drafting.moving import SeenTables
from dashboard.publications.protecting.ranges.needs.changes import TriedInVain
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.solver import Work

WORK = 20_000_000
"""What the search for all groups of a draft may cost: one of a first block needs half of it."""
_SHARE = 0.6
"""So much of what is left goes to each try."""
DRAFT = 27_000_000
"""What it may cost with the new block of the same draft, which is sought first."""
LEAST = 12_000_000
"""What it may cost in any case, however dear the new block was."""
_WORTH = 2_000_000
"""No try is begun with less: of six of a first block none found a proof."""
_PASSED = 3
"""So many publications pass over what was tried in vain: it is tried again once a year."""
_MORE = 2
"""With so many times the work, it is tried again before."""


class Tries:
    """The work that is left for the groups of a draft.

    After a try in vain, no other one of the same block is begun with less work than it took, or
    than it ran out of: what takes long is all that such a block has to prove, whatever is taken.
    Nor is the same one begun in the publications after it (``before``). What is known of that after
    this draft is ``in_vain``. It comes from what was published alone, so it is the same in each
    draft. ``seen`` are tables that the last try of each block found: the next begins with them.
    """

    def __init__(self, spent: int, before: Sequence[TriedInVain] = ()) -> None:
        """``spent`` is what the new block took."""
        self._spent = spent
        self._work = Work(min(WORK, max(DRAFT - spent, LEAST)))
        self._least: dict[int, int] = {}
        self._before = {one.what: one for one in before}
        self._now: dict[str, TriedInVain] = {}
        self.seen = defaultdict[int, SeenTables](SeenTables)

    def anew(self) -> "Tries":
        """The same, as if none was made."""
        return Tries(self._spent, tuple(self._before.values()))

    @property
    def in_vain(self) -> tuple[TriedInVain, ...]:
        """What still waits and has no proof so far."""
        return tuple(self._now.values())

    def share(self, taken: TakenPart) -> Work | None:
        """The work for a try; ``None`` if that was too little for the same block, or for this."""
        share = self._work.part(int(_SHARE * self._work.left))
        what = _what(taken)
        before = self._before.get(what)
        if before and before.passed < _PASSED and share.given < _MORE * before.work:
            self._now[what] = replace(before, passed=before.passed + 1)
            return None
        if share.left < max(self._least.get(taken.of, 0), _WORTH):
            if before:
                self._now.setdefault(what, before)
            return None
        self._now.pop(what, None)
        return share

    def note_in_vain(self, taken: TakenPart, share: Work) -> None:
        """Note that a share was done in vain."""
        least = share.given if share.over else share.spent
        self._least[taken.of] = max(least, self._least.get(taken.of, 0))
        what = _what(taken)
        self._now[what] = TriedInVain(what, share.given)


def _what(taken: TakenPart) -> str:
    """What tells these sessions of a block, and where they were moved, from others."""
    part = taken.part
    said = orjson.dumps([taken.of, part.block.counts.tallies, part.arrives])
    return sha256(said).hexdigest()
