"""The coordinators' list of things to correct, as every write keeps it; all counts are exact.

Only dates far from all others are looked for here: they depend on today, and few steps find them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from dashboard.domain.sessions.far_dates import Stretch
from dashboard.domain.sessions.findings import (
    SHOWN_OF_ONE,
    CheckedFinding,
    FarDate,
    Finding,
    FindingRule,
    Findings,
    RuleFindings,
)
from dashboard.queries.sessions.checked import checked_by, still_right
from dashboard.queries.sessions.findings.described import described
from dashboard.queries.sessions.findings.far_dates import among, far_from_others
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import CheckedFinding as CheckedRow
from dashboard.tables import FindingTally, KeptFinding, OutreachSession, Venue


def finding_counts(connection: Connection, today: date) -> Findings:
    """How many findings each rule has; none is listed."""
    counted = _counts(connection, today)
    far, _ = far_from_others(connection, today)
    if far:
        right = len(_right_far_dates(connection, far))
        counted[FindingRule.FAR_DATE] = sum(one.sessions for one in far) - right
    return Findings({rule: RuleFindings(counted.get(rule, 0)) for rule in FindingRule})


def findings(
    connection: Connection,
    today: date,
    *,
    first: int | None = SHOWN_OF_ONE,
    only: FindingRule | None = None,
) -> Findings:
    """The findings of every rule, of each the first: the likeliest, the largest or the latest.

    All findings are listed where ``first`` is ``None``, and none but those of the rule ``only``, if
    it is given: the others are counted. Findings checked as right come separately.
    """
    counted = finding_counts(connection, today).by_rule
    listed = {rule for rule, one in counted.items() if one.count and only in (None, rule)}
    found = {
        rule: replace(
            counted[rule],
            first=_listed(connection, rule, today, first) if rule in listed else (),
            checked=_checked(connection, _listed(connection, rule, today, None, checked=True)),
        )
        for rule in FindingRule
        if rule is not FindingRule.FAR_DATE
    }
    some = first if FindingRule.FAR_DATE in listed else 0
    far = _far_dates(connection, today, counted[FindingRule.FAR_DATE].count, some)
    every = found | {FindingRule.FAR_DATE: far}
    return Findings({rule: every[rule] for rule in FindingRule})


def findings_of(connection: Connection, today: date, references: Collection[str]) -> Findings:
    """The findings about these sessions, alone or together with others that come after them."""
    of_these = KeptFinding.reference.in_(references)
    found = {
        rule: RuleFindings(
            len(first := _listed(connection, rule, today, None, of_these)),
            first,
            _checked(connection, _listed(connection, rule, today, None, of_these, checked=True)),
        )
        for rule in FindingRule
        if rule is not FindingRule.FAR_DATE
    }
    far = _far_dates(connection, today, None, None, OutreachSession.reference.in_(references))
    return Findings(found | {FindingRule.FAR_DATE: far})


def _counts(connection: Connection, today: date) -> dict[FindingRule, int]:
    tally = FindingTally
    counted = select(tally.rule, summed(tally.findings)).where(tally.since < today)
    rows = connection.execute(counted.group_by(tally.rule))
    return {FindingRule(rule): count for rule, count in rows}


def _listed(
    connection: Connection,
    rule: FindingRule,
    today: date,
    first: int | None,
    *these: ColumnElement[bool],
    checked: bool = False,
) -> tuple[Finding, ...]:
    kept = KeptFinding
    wanted = [kept.rule == rule.value, kept.checked == checked, *these]
    if rule is FindingRule.OVERDUE:
        wanted += kept.rank == 0, kept.held_on < today
    in_order = kept.rank.desc(), kept.held_on.desc(), by_text(kept.reference)
    statement = select(kept.reference).where(*wanted).order_by(*in_order).limit(first)
    return described(connection, rule, connection.scalars(statement).all(), today)


def _checked(connection: Connection, these: Sequence[Finding]) -> tuple[CheckedFinding, ...]:
    """The findings with who checked them, when, and why."""
    said = checked_by(connection, [one.key for one in these])
    return tuple(
        CheckedFinding(one, by.author, by.at, by.reason)
        for one in these
        if (by := said.get(one.key))
    )


def _far_dates(
    connection: Connection,
    today: date,
    count: int | None,
    first: int | None,
    *these: ColumnElement[bool],
) -> RuleFindings:
    far, others = far_from_others(connection, today)
    if not far:
        return RuleFindings()
    right = _right_far_dates(connection, far)
    every = _dated(connection, far, others, None if first is None else first + len(right), *these)
    open_ones = [one for one in every if one.references[0] not in right]
    of_right = OutreachSession.reference.in_(right)
    checked = _dated(connection, far, others, None, of_right, *these) if right else ()
    return RuleFindings(
        len(open_ones) if count is None else count,
        tuple(open_ones[:first]),
        _checked(connection, checked),
    )


def _right_far_dates(connection: Connection, far: Sequence[Stretch]) -> set[str]:
    """The sessions whose far dates were checked."""
    of_rule = still_right(connection, CheckedRow.rule == FindingRule.FAR_DATE.value)
    names = [reference for one in of_rule for reference in one.references]
    session = OutreachSession
    found = select(session.reference).where(among(far), session.reference.in_(names))
    return set(connection.scalars(found)) if names else set()


def _dated(
    connection: Connection,
    far: Sequence[Stretch],
    others: tuple[date, date],
    first: int | None,
    *these: ColumnElement[bool],
) -> tuple[Finding, ...]:
    session = OutreachSession
    columns = session.reference, Venue.code, session.held_on, session.version, session.kind
    rows = connection.execute(
        select(*columns)
        .join(Venue, session.venue_id == Venue.id)
        .where(among(far), *these)
        .order_by(session.held_on.desc(), by_text(session.reference))
        .limit(first)
    )
    return tuple(
        Finding(FindingRule.FAR_DATE, (name,), venue, day, FarDate(kind, *others), (version,))
        for name, venue, day, version, kind in rows
    )
