"""Findings that somebody checked and found right, with their sessions and the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import orjson

from dashboard.domain.sessions.findings import key_of
from dashboard.domain.sessions.record import SessionRecord

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A finding checked as right; it holds while its sessions stay in that ``state``."""

    rule: str
    references: tuple[str, ...]
    venue: str
    state: str
    reason: str

    @property
    def key(self) -> str:
        """The key of the finding."""
        return key_of(self.rule, self.references)

    def cells(self) -> dict[str, str]:
        """The five columns."""
        return {
            "rule": self.rule,
            "references": "; ".join(self.references),
            "venue": self.venue,
            "state": self.state,
            "reason": self.reason,
        }


def state_of(sessions: Iterable[SessionRecord]) -> str:
    """A digest of the sessions without their venues, whose codes change in a merge.

    Unchanged sessions give the same digest again, for example after an undone import. Blank cells
    are left out, so adding a column does not change the digest.
    """
    in_order = sorted(sessions, key=lambda session: session.reference)
    told = [_known(session) for session in in_order]
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _known(session: SessionRecord) -> dict[str, str]:
    return {code: cell for code, cell in session.cells().items() if cell and code != "venue"}
