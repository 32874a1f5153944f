"""A session with its version, so that nobody overwrites changes they have not seen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from dashboard.domain.sessions.record import SessionRecord


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as the database has it.

    ``version`` grows with every change. ``updated_at`` is an ISO time in UTC. ``author`` made the
    latest change; empty when the log does not go back that far.
    """

    record: SessionRecord
    version: int
    updated_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was refused because the session has changed since its editor saw it.

    ``stored`` is the present state, ``None`` when the session is gone.
    """

    wanted: SessionRecord
    stored: SessionState | None


def logged(state: str) -> SessionRecord:
    """Read a session from its state in the audit log."""
    return from_state(orjson.loads(state))


def from_state(state: dict[str, Any]) -> SessionRecord:
    """Read a session from its JSON fields; a missing one is blank."""
    state["date"] = date.fromisoformat(state["date"])
    state["facilitators"] = tuple(state["facilitators"])
    return SessionRecord(**state)
