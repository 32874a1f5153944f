"""A session as the desk knows it: with its version, so that nobody overwrites the unseen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from dashboard.domain.sessions.record import SessionRecord


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as the database has it.

    ``version`` grows with every change; ``updated_at`` is an ISO time in UTC. ``author`` made the
    latest change; it is empty when the log does not go back that far.
    """

    record: SessionRecord
    version: int
    updated_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody wanted to save over a state that they had not seen.

    ``stored`` is what is there now, ``None`` when the session is gone.
    """

    wanted: SessionRecord
    stored: SessionState | None


def logged(state: str) -> SessionRecord:
    """A session from its state in the audit log."""
    return from_state(orjson.loads(state))


def from_state(state: dict[str, Any]) -> SessionRecord:
    """A session from its fields as JSON states them; one that is not there is blank."""
    state["date"] = date.fromisoformat(state["date"])
    state["facilitators"] = tuple(state["facilitators"])
    return SessionRecord(**state)
