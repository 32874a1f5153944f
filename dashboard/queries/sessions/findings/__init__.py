"""The coordinators' list of things to correct: one module a rule, all with exact counts."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.sessions.findings import Copies, FindingRule, Findings
from dashboard.queries.sessions.checked import still_right
from dashboard.queries.sessions.findings.duplicates import find_duplicates
from dashboard.queries.sessions.findings.far_dates import find_far_dates
from dashboard.queries.sessions.findings.no_facilitator import find_without_facilitator
from dashboard.queries.sessions.findings.outliers import find_outliers
from dashboard.queries.sessions.findings.overdue import find_overdue
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.queries.sessions.findings.sums import find_wrong_sums

FIRST = 200  # findings listed for each rule; the rest are only counted


def findings(connection: Connection, today: date, *, first: int | None = FIRST) -> Findings:
    """The findings of every rule, of each the first: the likeliest, the largest or the latest.

    All findings are listed where ``first`` is ``None``. Findings checked as right come separately.
    """
    right = still_right(connection)
    return _found(connection, today, lambda rule: FindingScope(first, right.get(rule, {})))


def findings_of(connection: Connection, today: date, references: Collection[str]) -> Findings:
    """The findings about these sessions, alone or together with others."""
    right, among = still_right(connection), frozenset(references)
    return _found(connection, today, lambda rule: FindingScope(None, right.get(rule, {}), among))


def _found(
    connection: Connection, today: date, scope: Callable[[FindingRule], FindingScope]
) -> Findings:
    duplicates = find_duplicates(connection, scope(FindingRule.DUPLICATE))
    apart = [
        reference
        for one in duplicates.checked
        if isinstance(one.finding.reason, Copies)
        for reference in one.finding.reason.planned
    ]
    return Findings(
        {
            FindingRule.DUPLICATE: duplicates,
            FindingRule.SUM: find_wrong_sums(connection, scope(FindingRule.SUM)),
            FindingRule.FAR_DATE: find_far_dates(connection, today, scope(FindingRule.FAR_DATE)),
            FindingRule.OUTLIER: find_outliers(connection, scope(FindingRule.OUTLIER)),
            FindingRule.OVERDUE: find_overdue(connection, today, scope(FindingRule.OVERDUE), apart),
            FindingRule.NO_FACILITATOR: find_without_facilitator(
                connection, scope(FindingRule.NO_FACILITATOR)
            ),
        }
    )
