"""Mark a finding as right, with a reason, and take the mark back."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from dashboard.desk.outcomes import CheckOutcome
from dashboard.domain.sessions.checked import LONGEST_REASON, CheckedRecord, state_of
from dashboard.domain.sessions.findings import Finding, FindingRule, RuleFindings
from dashboard.domain.shared.characters import shows_something
from dashboard.i18n import Text, text
from dashboard.importers.faults import Fault, echo
from dashboard.queries.sessions.checked import every_checked
from dashboard.queries.sessions.findings import findings_of
from dashboard.queries.sessions.records import records
from dashboard.tables import CheckedFinding, OutreachSession
from dashboard.writes import checked as store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer


def check(
    writer: Writer, today: date, rule: FindingRule, versions: Mapping[str, int], reason: str
) -> CheckOutcome:
    """See ``Desk.check_finding``."""
    reason = " ".join(reason.split())
    if fault := _unfit(reason):
        return CheckOutcome(faults=(fault,))
    found = findings_of(writer.connection, today, versions).by_rule[rule]
    if key := _already(found, versions, reason):
        return CheckOutcome(key)
    finding = next((one for one in found.first if _versions(one) == versions), None)
    if finding is None:
        return CheckOutcome(conflicts=tuple(versions))
    record = _record(writer.connection, finding, reason)
    before = store.existing(writer.connection, [record]).get(record.key)
    changes = Changes(changed=((before, record),)) if before else Changes(added=(record,))
    writer.save(store.SUBJECT, store, changes)
    return CheckOutcome(record.key)


def take_back(writer: Writer, key: str) -> bool:
    """See ``Desk.uncheck_finding``."""
    found = every_checked(writer.connection, CheckedFinding.key == key)
    writer.save(store.SUBJECT, store, Changes(removed=tuple(found)))
    return bool(found)


def _already(found: RuleFindings, versions: Mapping[str, int], reason: str) -> str | None:
    """The key of an identical earlier mark, so that pressing the button twice does no harm."""
    same = (
        one.finding.key
        for one in found.checked
        if one.reason == reason and set(one.finding.references) == set(versions)
    )
    return next(same, None)


def _versions(finding: Finding) -> dict[str, int]:
    return dict(zip(finding.references, finding.versions, strict=True))


def _record(connection: Connection, finding: Finding, reason: str) -> CheckedRecord:
    now = records(connection, OutreachSession.reference.in_(finding.references))
    references = tuple(sorted(finding.references))
    return CheckedRecord(
        finding.rule.value, references, finding.venue, state_of(now.values()), reason
    )


def _unfit(reason: str) -> Fault | None:
    if not shows_something(reason):
        return _fault(reason, text("The reason is missing"), text("Write it in a few words"))
    if len(reason) > LONGEST_REASON:
        problem = text("The reason is longer than {longest} characters", longest=LONGEST_REASON)
        return _fault(reason, problem, text("Write it in fewer words"))
    if not reason.isprintable():
        problem = text("The reason contains characters that cannot be displayed")
        return _fault(reason, problem, text("Write it again"))
    return None


def _fault(value: str, problem: Text, remedy: Text) -> Fault:
    return Fault(None, "reason", echo(value), problem, remedy)
