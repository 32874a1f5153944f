"""Which findings of a rule are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.queries.sessions.checked import CheckedBy


@dataclass(frozen=True, slots=True)
class FindingScope:
    """How many findings of a rule are listed; all are counted.

    ``first`` is ``None`` to list all. Findings in ``right`` were checked as right; they are not
    open and come separately. ``among`` limits the search to the sessions of these references; empty
    means all sessions.
    """

    first: int | None = None
    right: Mapping[frozenset[str], CheckedBy] = field(default_factory=dict)
    among: frozenset[str] = frozenset()

    def rows(self) -> int | None:
        """How many rows to read, so that the first findings are among them; ``None`` for all."""
        return None if self.first is None else max(self.first, 1) + len(self.right)
