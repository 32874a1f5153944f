"""The files that were refused lately, and whose files do not go in at the moment."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from dashboard.database import AnySelect
from dashboard.domain.importing.refused import KEPT, Failing, Refusal, RefusalReason, failing
from dashboard.domain.shared.moments import in_iso
from dashboard.queries.shared.moments import in_utc
from dashboard.tables import ImportRecord, RefusedImport

MOST_LISTED = 20


def refused(connection: Connection, now: datetime, find: str = "") -> tuple[Refusal, ...]:
    """The latest, the newest first, with the searched text in file name or author."""
    table = RefusedImport
    named = or_(
        table.file_name.icontains(find, autoescape=True),
        table.author.icontains(find, autoescape=True),
    )
    wanted = _kept(now).where(named).order_by(table.id.desc()).limit(MOST_LISTED)
    return tuple(_read(connection, wanted))


def failing_now(connection: Connection, now: datetime) -> tuple[Failing, ...]:
    """Whose files of which subject were refused, without one that went in since."""
    refusals = tuple(_read(connection, _kept(now).order_by(RefusedImport.id)))
    if not refusals:
        return ()
    record, authors = ImportRecord, {one.author for one in refusals}
    last = (
        select(record.author, record.subject, func.max(record.imported_at).label("at"))
        .where(record.author.in_(authors))
        .group_by(record.author, record.subject)
    )
    went_in = [(row.author, row.subject, in_utc(row.at)) for row in connection.execute(last)]
    return failing(refusals, went_in, now)


def _kept(now: datetime) -> AnySelect:
    since = in_iso(now - KEPT)
    return select(RefusedImport.__table__).where(RefusedImport.at >= since)


def _read(connection: Connection, wanted: AnySelect) -> Iterator[Refusal]:
    for row in connection.execute(wanted).mappings():
        said = {"at": datetime.fromisoformat(row["at"]), "reason": RefusalReason(row["reason"])}
        yield Refusal(**{**row, **said})
