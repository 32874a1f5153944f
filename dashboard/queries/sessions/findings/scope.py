"""What of the findings is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.queries.sessions.checked import CheckedBy


@dataclass(frozen=True, slots=True)
class FindingScope:
    """The ``first`` of a rule's findings, or all where it is ``None``; all are counted.

    Those ``right`` are not open, and told apart. ``among`` are the references of the sessions that
    are looked at; without any, all are.
    """

    first: int | None = None
    right: Mapping[frozenset[str], CheckedBy] = field(default_factory=dict)
    among: frozenset[str] = frozenset()

    def rows(self) -> int | None:
        """How many must be read, so that the first are among them."""
        return None if self.first is None else max(self.first, 1) + len(self.right)
