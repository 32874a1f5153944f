"""The restores of the database, and the publications that were lost in them."""

from datetime import date

from sqlalchemy import Connection, func, select, true

from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.publications.archive.tables import PublicationRow
from dashboard.tables import AuditEntry, LostPublication, Restore

_RESTORES = "restores"


def every_restore(connection: Connection) -> tuple[DatabaseRestore, ...]:
    """All restores in order."""
    columns = (getattr(Restore, name) for name in DatabaseRestore.__dataclass_fields__)
    rows = connection.execute(select(*columns).order_by(Restore.at, Restore.generation))
    return tuple(DatabaseRestore(*row) for row in rows)


def unconfirmed(connection: Connection) -> DatabaseRestore | None:
    """The latest restore that still waits for somebody to confirm the last publication."""
    return next((one for one in reversed(every_restore(connection)) if one.is_open), None)


def lost_numbers(connection: Connection) -> frozenset[int]:
    """The numbers of publications whose counts and proofs were lost."""
    return frozenset(connection.scalars(select(LostPublication.number)))


def lost_until(connection: Connection, before: int | None = None) -> date | None:
    """The last day that lost publications may have told of; ``None`` if none was lost.

    Where the public site had their text, it is the last day of their data. Else nobody published
    after the day on which somebody confirmed that they are lost. With ``before``, only those of
    lower numbers are heeded.
    """
    lost = LostPublication.number
    rows = connection.execute(
        select(PublicationRow.data_as_of, Restore.confirmed_at, Restore.at)
        .select_from(LostPublication)
        .join(Restore, LostPublication.generation == Restore.generation)
        .outerjoin(PublicationRow, lost == PublicationRow.number)
        .where(lost < before if before else true())
    )
    return max((day or _day(confirmed or at) for day, confirmed, at in rows), default=None)


def lost_since(connection: Connection) -> int:
    """The entry of the log after which publications were lost that did not count what it tells.

    That is the first of their restores; 0 where the log does not have all of these.
    """
    generations = set(connection.scalars(select(LostPublication.generation)))
    entries = connection.scalars(
        select(AuditEntry.id).where(
            AuditEntry.subject == _RESTORES, AuditEntry.key.in_(generations)
        )
    ).all()
    return min(entries) if entries and len(entries) >= len(generations) else 0


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def last_number(connection: Connection) -> int:
    """The highest known number of any publication, lost ones included; 0 before the first."""
    highest = (func.max(PublicationRow.number), func.max(LostPublication.number))
    return max(connection.scalar(select(one)) or 0 for one in highest)
