"""What somebody looked into and found right: the sessions as they were then, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import orjson

from dashboard.domain.sessions.findings import key_of
from dashboard.domain.sessions.record import SessionRecord

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A finding that is right as it is, for as long as its sessions stay in that ``state``."""

    rule: str
    references: tuple[str, ...]
    venue: str
    state: str
    reason: str

    @property
    def key(self) -> str:
        """That of the finding."""
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
    """A digest of all that is known of sessions but their venue, whose code a merge changes.

    What is as it was has the same again, such as after an import that was undone. Blank cells say
    nothing, so that a new column leaves what was checked as it is.
    """
    in_order = sorted(sessions, key=lambda session: session.reference)
    told = [_known(session) for session in in_order]
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _known(session: SessionRecord) -> dict[str, str]:
    return {code: cell for code, cell in session.cells().items() if cell and code != "venue"}
