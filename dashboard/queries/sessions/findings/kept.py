"""The rows in which findings are kept, and whether they agree with the sessions."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.hits import Hit
from dashboard.queries.sessions.checked import still_right
from dashboard.queries.sessions.findings.recount import recount
from dashboard.queries.sessions.findings.sizes import kept_sizes, ranges, sizes, usual_sizes
from dashboard.queries.shared.given import GIVEN_AT_ONCE, batched, given_texts
from dashboard.queries.shared.row_digest import RowDigest
from dashboard.tables import CheckedFinding, FindingTally, KeptFinding

STREAMED = 10_000
IN_COMPANY = (FindingRule.DUPLICATE, FindingRule.OVERDUE)
ALWAYS = date.min


class KeptRow(NamedTuple):
    """A row of ``KeptFinding``."""

    reference: str
    rule: str
    held_on: date
    rank: int
    checked: bool


def rows_of(connection: Connection, hits: Sequence[Hit]) -> list[KeptRow]:
    """The rows of what was found; planned sessions apart from their checked duplicates too."""
    right = _right(connection, hits)
    apart = [
        Hit(FindingRule.OVERDUE, (reference,), hit.day)
        for hit in hits
        if right and hit.apart and hit.key in right
        for reference in hit.apart
    ]
    right |= _right(connection, apart)
    return [
        KeptRow(
            hit.references[0], hit.rule.value, hit.day, hit.rank, bool(right) and hit.key in right
        )
        for hit in (*hits, *apart)
    ]


def kept_otherwise(
    connection: Connection, references: Collection[str], rows: Iterable[KeptRow]
) -> set[str]:
    """Those of the references, and of these rows, of which others are kept in company.

    Most sessions keep their rows when one comes to their place, or leaves it: to write them again
    would take longer than to read them.
    """
    kept = KeptFinding
    columns, there = [getattr(kept, name) for name in KeptRow._fields], set[KeptRow]()
    in_company = kept.rule.in_([rule.value for rule in IN_COMPANY])
    for some in batched(sorted(references)):
        these = given_texts(connection, some)
        of_these = kept.reference.in_(select(these.c.text))  # a join would go by rules on SQLite
        found = select(*columns).where(of_these, in_company)
        there.update(KeptRow(*row) for row in connection.execute(found))
    return {row.reference for row in there.symmetric_difference(rows)}


def since(rule: str, day: date) -> date:
    """The day after which it is a finding; most are at once."""
    return day if rule == FindingRule.OVERDUE.value else ALWAYS


def as_kept(connection: Connection) -> bool:
    """Whether the kept findings are those that a search in all sessions gives."""
    found = sizes(connection)
    if found != kept_sizes(connection) or ranges(found) != usual_sizes(connection):
        return False
    columns, tally, opened = KeptFinding.__table__.c, FindingTally, Counter[tuple[str, date]]()
    kept, recounted = RowDigest(), RowDigest()
    every = select(*(columns[name] for name in KeptRow._fields))
    kept.add(connection.execute(every.execution_options(yield_per=STREAMED)))
    for row in _recounted(connection):
        recounted.add([row])
        if not row.checked:
            opened[row.rule, since(row.rule, row.held_on)] += 1
    counted = connection.execute(select(tally.rule, tally.since, tally.findings))
    return kept.agrees(recounted) and opened == {(rule, day): count for rule, day, count in counted}


def _recounted(connection: Connection) -> Iterator[KeptRow]:
    every = recount(connection)
    while some := list(islice(every, GIVEN_AT_ONCE)):
        yield from rows_of(connection, some)


def _right(connection: Connection, hits: Sequence[Hit]) -> set[str]:
    """The keys of those that were checked, and are still as they were."""
    if not hits or connection.scalar(select(CheckedFinding.key).limit(1)) is None:
        return set()
    keys, right = [hit.key for hit in hits], set[str]()
    for some in batched(keys):
        these = given_texts(connection, some)
        of_these = CheckedFinding.key.in_(select(these.c.text))
        right.update(one.key for one in still_right(connection, of_these))
    return right
