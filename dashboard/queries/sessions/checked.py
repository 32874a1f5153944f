"""Findings checked as right, for as long as their sessions stay unchanged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import ColumnElement, Connection, select, true

from dashboard.domain.sessions.checked import CheckedRecord, state_of
from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.sessions.records import records
from dashboard.queries.shared.given import batched
from dashboard.queries.shared.trail import last_changes
from dashboard.queries.shared.vocabulary import merged
from dashboard.tables import CheckedFinding, OutreachSession

SUBJECT = "checked_findings"


@dataclass(frozen=True, slots=True)
class CheckedBy:
    """Who checked the finding, when, and why it is right."""

    author: str
    at: str
    reason: str


def every_checked(
    connection: Connection, these: ColumnElement[bool] | None = None
) -> list[CheckedRecord]:
    """All checks that were not taken back, or those that meet a condition."""
    row = CheckedFinding
    columns = row.rule, row.sessions, row.venue, row.state, row.reason
    rows = connection.execute(select(*columns).where(true() if these is None else these))
    return [
        CheckedRecord(rule, tuple(orjson.loads(sessions)), *rest) for rule, sessions, *rest in rows
    ]


def still_right(connection: Connection, these: ColumnElement[bool]) -> list[CheckedRecord]:
    """Those of these checks whose sessions have not changed; a merged venue is no change."""
    checked = every_checked(connection, these)
    if not checked:
        return []
    names = sorted({reference for one in checked for reference in one.references})
    now, into = _sessions(connection, names), merged(connection)
    return [one for one in checked if _is_as_it_was(one, now, into)]


def checked_by(connection: Connection, keys: Sequence[str]) -> dict[str, CheckedBy]:
    """Who checked these findings, by key."""
    said, found = last_changes(connection, SUBJECT, keys), dict[str, CheckedBy]()
    for some in batched(keys):
        of_these = CheckedFinding.key.in_(some)
        rows = connection.execute(select(CheckedFinding.key, CheckedFinding.reason).where(of_these))
        found |= {key: CheckedBy(*said.get(key, ("", "")), reason) for key, reason in rows}
    return found


def _is_as_it_was(
    one: CheckedRecord, now: Mapping[str, SessionRecord], into: Mapping[str, str]
) -> bool:
    sessions = [now[reference] for reference in one.references if reference in now]
    venue = into.get(one.venue, one.venue)
    return state_of(sessions) == one.state and all(each.venue == venue for each in sessions)


def _sessions(connection: Connection, references: Sequence[str]) -> dict[str, SessionRecord]:
    found: dict[str, SessionRecord] = {}
    for some in batched(references):
        these = OutreachSession.reference.in_(some)
        found |= {one.reference: one for one in records(connection, these).values()}
    return found
