"""Shared code of the rules that look at one session at a time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.sessions.findings import (
    CheckedFinding,
    Finding,
    FindingRule,
    Reason,
    RuleFindings,
)
from dashboard.queries.sessions.checked import CheckedBy
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import OutreachSession, Venue

AT_ONCE = 10_000


def sessions(*columns: Any) -> AnySelect:  # noqa: ANN401 - whatever can be selected
    """Select sessions with the columns that every finding needs, then those of the reason."""
    session = OutreachSession
    return select(
        session.reference, Venue.code, session.held_on, session.version, *columns
    ).outerjoin(
        Venue,
        session.venue_id == Venue.id,  # with an inner join, SQLite would begin with the venues
    )


def found(
    connection: Connection,
    statement: AnySelect,
    rule: FindingRule,
    reason: Callable[..., Reason],
    scope: FindingScope,
) -> RuleFindings:
    """Count the rows of a statement of ``sessions``, and make findings of the first ones.

    Args:
        connection: A reading transaction.
        statement: Sorted as wanted; without an order, the latest come first.
        rule: The rule that the findings belong to.
        reason: Makes the reason from the columns that the statement adds.
        scope: Which findings are wanted.
    """
    session = OutreachSession

    def finding(reference: str, venue: str, day: date, version: int, *columns: Any) -> Finding:  # noqa: ANN401
        return Finding(rule, (reference,), venue, day, reason(*columns), (version,))

    if scope.among:
        statement = statement.where(session.reference.in_(scope.among))
    in_order = statement.order_by(session.held_on.desc(), by_text(session.reference))
    # With the count in each row, one pass over the sessions gives both.
    counted = in_order.add_columns(func.count().over()).limit(scope.rows())
    rows = connection.execute(counted).all()
    right = {
        frozenset(row[:1]): finding(*row) for row in _of(connection, statement, _references(scope))
    }
    listed = (finding(*row) for *row, _ in rows if frozenset(row[:1]) not in right)
    return RuleFindings(
        rows[0][-1] - len(right) if rows else 0,
        tuple(islice(listed, scope.first)),
        tuple(checked(one, scope.right[these]) for these, one in right.items()),
    )


def checked(finding: Finding, right: CheckedBy) -> CheckedFinding:
    """The finding with who checked it, when, and why."""
    return CheckedFinding(finding, right.author, right.at, right.reason)


def _references(scope: FindingScope) -> list[str]:
    """The references of sessions whose own findings were checked as right."""
    return sorted(reference for these in scope.right for reference in these if len(these) == 1)


def _of(
    connection: Connection, statement: AnySelect, references: Sequence[str]
) -> Iterator[AnyRow]:
    """The rows that a statement finds among these sessions."""
    for at in range(0, len(references), AT_ONCE):
        some = OutreachSession.reference.in_(references[at : at + AT_ONCE])
        yield from connection.execute(statement.where(some))
