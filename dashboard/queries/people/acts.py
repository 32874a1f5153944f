"""Who did what, and when, from the audit log: the latest first, however long the log is.

A file of a million sessions is one act. Its beginning is looked up, and nothing is read between, so
that no page reads much more than ``MOST_READ`` entries. A look-up takes as long as ``LOOK_UP`` of
them, and counts as so many.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, case, select

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.people.acts import Act, ActChoice, ActFile
from dashboard.domain.shared.history import Deed
from dashboard.queries.shared.trail import end_of_log
from dashboard.tables import AuditEntry, ImportRecord

SHOWN, AT_LEAST, ROWS_AT_ONCE, MOST_READ, LOOK_UP = 50, 25, 400, 3_000, 40
WITH_EVENTS = ("account", "token")


@dataclass(frozen=True, slots=True)
class ActPage:
    """Some acts, and the files that brought them, by number.

    ``further`` is the entry before which to look for more, ``None`` at the end. ``back_to`` is the
    time of the last entry that was looked at, where acts may be missing because nobody looked on.
    """

    acts: tuple[Act, ...]
    files: dict[int, ActFile]
    further: int | None
    back_to: str | None = None


def acts(connection: Connection, choice: ActChoice, time_zone: str) -> ActPage:
    """The latest acts of a choice."""
    top = end_of_log(connection).entries
    if choice.before:
        top = min(top, choice.before - 1)
    begin, end = _span(choice, time_zone)
    if end:
        top = _last(0, top + 1, lambda number: _at(connection, number) < end)
    found: list[Act] = []

    def page(further: int | None, back_to: str | None = None) -> ActPage:
        return ActPage(tuple(found), _files(connection, found), further, back_to)

    for read, act in _acts_up_to(connection, top):
        if act.at < begin:
            break
        if choice.keeps(act):
            found.append(act)
        if act.first > 1 and len(found) == SHOWN:
            return page(act.first)
        if act.first > 1 and read >= MOST_READ:
            return page(act.first, act.at)
    return page(None)


def _span(choice: ActChoice, time_zone: str) -> tuple[str, str]:
    """The moments between which a day lies, as the log has them; blank if none is chosen."""
    if not choice.day:
        return "", ""
    begin = datetime.combine(choice.day, time(), ZoneInfo(time_zone))
    end = datetime.combine(choice.day + timedelta(days=1), time(), ZoneInfo(time_zone))
    said = (one.astimezone(UTC).isoformat(timespec="microseconds") for one in (begin, end))
    return next(said), next(said)


def _acts_up_to(connection: Connection, top: int) -> Iterator[tuple[int, Act]]:
    """Each act up to that entry, the latest first, with how many entries were read until then."""
    read, size = 0, AT_LEAST
    while top > 0:
        some = _entries().where(AuditEntry.id <= top).order_by(AuditEntry.id.desc())
        rows = connection.execute(some.limit(size)).all()
        read += len(rows)
        size = min(2 * size, ROWS_AT_ONCE)
        for mark, of_act in groupby(rows, _mark):
            last, *others = of_act
            first = others[-1] if others else last
            if first.id == rows[-1].id:  # it may go on
                first, looked = _first(connection, first, last, mark)
                read += looked * LOOK_UP
                if first.id < rows[-1].id:
                    size = AT_LEAST  # after one large act may come another
            top = first.id - 1
            yield read, _act(first, last)
        if not rows:
            return


def _first(
    connection: Connection, row: AnyRow, last: AnyRow, mark: tuple[object, ...]
) -> tuple[AnyRow, int]:
    """The first entry of the act of these two, and how many look-ups that took."""
    looked = 0

    def is_other(number: int) -> bool:
        nonlocal looked
        looked += 1
        found = connection.execute(_entries().where(AuditEntry.id == number)).one_or_none()
        return found is None or _mark(found) != mark

    def begins(number: int) -> bool:
        return number < row.id and not is_other(number) and is_other(number - 1)

    number = last.id - _changed(connection, row.import_id) + 1 if row.import_id else row.id
    if not begins(number):
        low, step = row.id - 1, ROWS_AT_ONCE
        while low > 0 and not is_other(low):
            low, step = max(0, low - step), step * 2
        number = _last(low, row.id, is_other) + 1
    if number == row.id:
        return row, looked
    return connection.execute(_entries().where(AuditEntry.id == number)).one(), looked


def _changed(connection: Connection, file: int) -> int:
    """How many records a file changed, which are as many entries, one after the other."""
    table = ImportRecord
    return connection.scalar(select(table.added + table.changed).where(table.id == file)) or 0


def _last(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The last number from ``low`` on for which it holds; from there to ``high`` it never does."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _at(connection: Connection, number: int) -> str:
    return connection.scalar(select(AuditEntry.at).where(AuditEntry.id == number)) or ""


def _mark(row: AnyRow) -> tuple[object, ...]:
    """What all entries of one act have in common: their file, or the moment of their write."""
    return row.author, row.subject, row.import_id or row.at


def _act(first: AnyRow, last: AnyRow) -> Act:
    deeds = {_deed(first), _deed(last)}  # writes add, change and remove, in that order
    is_one = first.id == last.id
    event = orjson.loads(last.event).get("event", "") if is_one and last.event else ""
    return Act(
        first.id,
        last.id,
        last.at,
        last.author,
        last.subject,
        last.key if is_one else "",
        deeds.pop() if len(deeds) == 1 else None,
        event,
        last.import_id,
    )


def _deed(row: AnyRow) -> Deed:
    if row.is_new:
        return Deed.ADDED
    return Deed.REMOVED if row.is_gone else Deed.CHANGED


def _files(connection: Connection, found: list[Act]) -> dict[int, ActFile]:
    table, numbers = ImportRecord, {act.import_id for act in found if act.import_id}
    columns = select(table.id, table.file_name, table.added, table.changed)
    rows = connection.execute(columns.where(table.id.in_(numbers)))
    return {row.id: ActFile(row.file_name, row.added, row.changed) for row in rows}


def _entries() -> AnySelect:
    table = AuditEntry
    return select(
        *(table.id, table.at, table.author, table.subject, table.key, table.import_id),
        table.before.is_(None).label("is_new"),
        table.after.is_(None).label("is_gone"),
        case((table.subject.in_(WITH_EVENTS), table.after)).label("event"),
    )
