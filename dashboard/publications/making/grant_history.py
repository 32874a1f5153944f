"""What was done to a grant: each entry of the audit log as the grant before and after it."""

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection

from dashboard.domain.publications.embeds import Grant
from dashboard.queries.shared.trail import history
from dashboard.writes.grants import GRANTS


@dataclass(frozen=True, slots=True)
class GrantStep:
    """One change; ``before`` is ``None`` when the grant was made. ``at`` is an ISO time in UTC."""

    at: str
    author: str
    before: Grant | None
    after: Grant


def steps(connection: Connection, number: int) -> tuple[GrantStep, ...]:
    """The history of a grant, the latest first."""
    return tuple(
        GrantStep(entry.at, entry.author, _read(entry.before), after)
        for entry in history(connection, GRANTS, str(number))
        if (after := _read(entry.after))
    )


def _read(state: str | None) -> Grant | None:
    return _reader().validate_json(state) if state else None


@cache
def _reader() -> TypeAdapter[Grant]:
    return TypeAdapter(Grant)
