"""What the rules that look at one session at a time share."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.database import AnySelect
from dashboard.domain.findings import Finding, Found, Reason, Rule
from dashboard.queries.text_order import by_text
from dashboard.tables import OutreachSession, Venue


def sessions(*columns: Any) -> AnySelect:  # noqa: ANN401 - whatever can be selected
    """Sessions: what every finding says of them, then what its reason needs."""
    session = OutreachSession
    return select(session.reference, Venue.code, session.held_on, *columns).outerjoin(
        Venue,
        session.venue_id == Venue.id,  # an inner join SQLite would begin with the venues
    )


def found(
    connection: Connection,
    statement: AnySelect,
    rule: Rule,
    reason: Callable[..., Reason],
    first: int | None,
) -> Found:
    """Count what a statement of ``sessions`` finds, and make its first rows findings.

    Args:
        connection: A reading transaction.
        statement: In an order of its own, or else the latest come first.
        rule: What was looked for.
        reason: Takes the columns that the statement adds.
        first: How many findings are wanted, or ``None`` for all; all sessions are counted.
    """
    session = OutreachSession
    in_order = statement.order_by(session.held_on.desc(), by_text(session.reference))
    # With the count in each row, one pass over the sessions answers both.
    counted = in_order.add_columns(func.count().over())
    if first is not None:
        counted = counted.limit(max(first, 1))
    rows = connection.execute(counted).all()
    return Found(
        rows[0][-1] if rows else 0,
        tuple(
            Finding(rule, (reference,), venue, day, reason(*columns))
            for reference, venue, day, *columns, _ in rows[:first]
        ),
    )
