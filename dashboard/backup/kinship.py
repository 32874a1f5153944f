"""Whether two databases share a history, by their audit logs: equal digests, equal histories."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dashboard.tables import AuditEntry


@dataclass(frozen=True, slots=True)
class Kinship:
    """How the replaced database relates to the backup.

    ``related``: their logs begin alike. ``behind``: the database is an earlier state of the backup,
    so the backup is newer.
    """

    related: bool
    behind: bool

    @property
    def goes_on(self) -> bool:
        """Whether the database contains what happened after the backup."""
        return self.related and not self.behind


STRANGER = Kinship(related=False, behind=False)


def kinship(backup: Connection, replaced: Connection) -> Kinship:
    """Find the relation by binary search: after the first entry that differs, all differ."""
    ours, theirs = _entries(backup), _entries(replaced)
    low, high = 0, min(ours, theirs)
    while low < high:
        middle = (low + high + 1) // 2
        if _digest(backup, middle) == _digest(replaced, middle):
            low = middle
        else:
            high = middle - 1
    return Kinship(related=low > 0, behind=low == theirs < ours)


def _entries(connection: Connection) -> int:
    return connection.scalar(select(func.max(AuditEntry.id))) or 0


def _digest(connection: Connection, number: int) -> str | None:
    return connection.scalar(select(AuditEntry.digest).where(AuditEntry.id == number))
