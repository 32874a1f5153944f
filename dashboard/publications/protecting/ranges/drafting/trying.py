"""How much work the corrections of a draft may take, and which of them are not worth a try."""

from dashboard.publications.protecting.solver import Work

WORK = 20_000_000
"""What the search for all groups of a draft may cost: one of a first block needs half of it."""
_SHARE = 0.6
"""So much of what is left goes to each try."""
DRAFT = 27_000_000
"""What it may cost with the new block of the same draft, which is sought first."""
LEAST = 12_000_000
"""What it may cost in any case, however dear the new block was."""


class Tries:
    """The work that is left for the groups of a draft.

    After a try in vain, no other one of the same block is begun with less work than it took, or
    than it ran out of: what takes long is all that such a block has to prove, whatever is taken.
    """

    def __init__(self, spent: int) -> None:
        """``spent`` is what the new block took."""
        self._work = Work(min(WORK, max(DRAFT - spent, LEAST)))
        self._in_vain: dict[int, int] = {}

    def share(self, of: int) -> Work | None:
        """The work for a try of a block; ``None`` if that was too little for the same block."""
        share = self._work.part(int(_SHARE * self._work.left), thrifty=True)
        return None if share.left < self._in_vain.get(of, 0) else share

    def note_in_vain(self, of: int, share: Work) -> None:
        """Note that a share was done in vain."""
        least = share.given if share.over else share.spent
        self._in_vain[of] = max(least, self._in_vain.get(of, 0))
