"""The fix-it list of the coordinators: one module a rule, all with exact counts."""

from datetime import date

from sqlalchemy import Connection

from dashboard.domain.findings import Findings, Rule
from dashboard.queries.findings.duplicates import find_duplicates
from dashboard.queries.findings.far_dates import find_far_dates
from dashboard.queries.findings.no_facilitator import find_without_facilitator
from dashboard.queries.findings.outliers import find_outliers
from dashboard.queries.findings.overdue import find_overdue
from dashboard.queries.findings.sums import find_wrong_sums

FIRST = 200  # of each rule; the others are counted only


def findings(connection: Connection, today: date, *, first: int | None = FIRST) -> Findings:
    """What every rule finds, with the first of each: the likeliest, the largest or the latest.

    Where ``first`` is ``None``, all are there.
    """
    return Findings(
        {
            Rule.DUPLICATE: find_duplicates(connection, first),
            Rule.SUM: find_wrong_sums(connection, first),
            Rule.FAR_DATE: find_far_dates(connection, today, first),
            Rule.OUTLIER: find_outliers(connection, first),
            Rule.OVERDUE: find_overdue(connection, today, first),
            Rule.NO_FACILITATOR: find_without_facilitator(connection, first),
        }
    )
