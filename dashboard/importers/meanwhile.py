"""What others have changed while a file was compared with the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

import orjson
from sqlalchemy import Connection

from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import changed_since, end_of_log


class MeanwhileError(Exception):
    """Others have changed what a file was compared with: it must be compared again."""


class ReferenceGoneError(Exception):
    """Something that a record refers to is gone since the record was checked."""


class LoggedState(NamedTuple):
    """A record as the log has it, before or after a change."""

    key: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the data; whatever was changed after it stands in the log."""

    edition: str
    generation: str
    entries: int

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The state that this transaction sees."""
        now = state(connection)
        return cls(now.edition, now.generation, end_of_log(connection).entries)

    def changed_places(
        self, connection: Connection, subject: str, is_compared: Callable[[LoggedState], bool]
    ) -> set[tuple[str, date]]:
        """The venues (codes) and days of the sessions that others have changed since.

        Raises:
            MeanwhileError: They have changed something that was compared, or another subject's.
        """
        if state(connection).generation != self.generation:
            raise MeanwhileError
        places: set[tuple[str, date]] = set()
        for entry in changed_since(connection, self.entries):
            if entry.subject != subject:
                raise MeanwhileError
            for said in filter(None, (entry.before, entry.after)):
                changed = LoggedState(entry.key, orjson.loads(said))
                if is_compared(changed):
                    raise MeanwhileError
                if day := changed.cells.get("date"):
                    places.add((changed.cells["venue"], date.fromisoformat(day)))
        return places
