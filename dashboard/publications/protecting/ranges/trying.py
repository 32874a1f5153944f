"""How much work the corrections of a draft may take, and which of them are not worth a try."""

from dashboard.publications.protecting.solver import Work

WORK = 60_000_000
"""What the search for all groups of a draft may cost."""
_SHARE = 0.6
"""So much of what is left goes to each try."""
DRAFT = 80_000_000
"""What it may cost with the new block of the same draft, which is sought first."""
LEAST = 10_000_000
"""What it may cost in any case, however dear the new block was."""
_AGAIN = 0.5
"""So much of the work that was too little for a block is enough for another try of it."""


class Tries:
    """The work that is left for the groups of a draft.

    Where a search ran out of work, no other one of the same block is begun with much less: what
    takes long is all that such a block has to prove, whatever is taken from it.
    """

    def __init__(self, spent: int) -> None:
        """``spent`` is what the new block took."""
        self._work = Work(min(WORK, max(DRAFT - spent, LEAST)))
        self._too_little: dict[int, int] = {}

    def share(self, of: int) -> Work | None:
        """The work for a try of a block; ``None`` if one of the same block needed more."""
        share = Work(int(_SHARE * self._work.left))
        return None if share.left < _AGAIN * self._too_little.get(of, 0) else share

    def note(self, of: int, share: Work, given: int) -> None:
        """Note what was done of a share, and whether it was too little."""
        self._work.spend(given - share.left)
        if share.over:
            self._too_little[of] = max(given, self._too_little.get(of, 0))
