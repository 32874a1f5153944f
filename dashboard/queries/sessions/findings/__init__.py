"""The fix-it list of the coordinators: one module a rule, all with exact counts."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.sessions.findings import Copies, Findings, Rule
from dashboard.queries.sessions.checked import still_right
from dashboard.queries.sessions.findings.duplicates import find_duplicates
from dashboard.queries.sessions.findings.far_dates import find_far_dates
from dashboard.queries.sessions.findings.no_facilitator import find_without_facilitator
from dashboard.queries.sessions.findings.outliers import find_outliers
from dashboard.queries.sessions.findings.overdue import find_overdue
from dashboard.queries.sessions.findings.scope import Scope
from dashboard.queries.sessions.findings.sums import find_wrong_sums

FIRST = 200  # of each rule; the others are counted only


def findings(connection: Connection, today: date, *, first: int | None = FIRST) -> Findings:
    """What every rule finds, with the first of each: the likeliest, the largest or the latest.

    Where ``first`` is ``None``, all are there. What somebody checked and found right is told apart.
    """
    right = still_right(connection)
    return _found(connection, today, lambda rule: Scope(first, right.get(rule, {})))


def findings_of(connection: Connection, today: date, references: Collection[str]) -> Findings:
    """What the rules find of these sessions, and of others together with them."""
    right, among = still_right(connection), frozenset(references)
    return _found(connection, today, lambda rule: Scope(None, right.get(rule, {}), among))


def _found(connection: Connection, today: date, scope: Callable[[Rule], Scope]) -> Findings:
    duplicates = find_duplicates(connection, scope(Rule.DUPLICATE))
    apart = [
        reference
        for one in duplicates.checked
        if isinstance(one.finding.reason, Copies)
        for reference in one.finding.reason.planned
    ]
    return Findings(
        {
            Rule.DUPLICATE: duplicates,
            Rule.SUM: find_wrong_sums(connection, scope(Rule.SUM)),
            Rule.FAR_DATE: find_far_dates(connection, today, scope(Rule.FAR_DATE)),
            Rule.OUTLIER: find_outliers(connection, scope(Rule.OUTLIER)),
            Rule.OVERDUE: find_overdue(connection, today, scope(Rule.OVERDUE), apart),
            Rule.NO_FACILITATOR: find_without_facilitator(connection, scope(Rule.NO_FACILITATOR)),
        }
    )
