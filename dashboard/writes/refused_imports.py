"""Keep that a file was refused, a few times a day for each account, and forget it in time."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.domain.importing.refused import KEPT, MOST_A_DAY, Refusal
from dashboard.domain.shared.moments import in_iso
from dashboard.tables import RefusedImport

DAY = timedelta(days=1)


def add(connection: Connection, refusal: Refusal) -> bool:
    """Keep a refusal; returns false if its account has had too many within a day."""
    forget(connection, refusal.at)
    table = RefusedImport
    recent = (table.author == refusal.author, table.at > in_iso(refusal.at - DAY))
    if (connection.scalar(select(func.count()).where(*recent)) or 0) >= MOST_A_DAY:
        return False
    names = ("author", "subject", "file_name", "format", "reason", "faults")
    values = {name: getattr(refusal, name) for name in names}
    connection.execute(insert(table).values(at=in_iso(refusal.at), **values))
    return True


def forget(connection: Connection, now: datetime) -> None:
    """Delete what is older than ``KEPT``."""
    connection.execute(delete(RefusedImport).where(RefusedImport.at < in_iso(now - KEPT)))
