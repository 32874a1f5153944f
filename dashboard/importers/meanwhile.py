"""What others have changed while a file was compared with the database."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

import orjson
from sqlalchemy import Connection

from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import End, changed_since, end_of_log, ended_with


class MeanwhileError(Exception):
    """Others have changed what a file was compared with: it must be compared again."""


class LoggedState(NamedTuple):
    """A record as the log has it, before or after a change."""

    key: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the log, behind which later changes stand, and the reference data then."""

    reference_edition: str
    end: End

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """What this transaction sees."""
        return cls(state(connection).reference_edition, end_of_log(connection))

    @classmethod
    def read(cls, connection: Connection, said: str, secret: str) -> Self:
        """The bookmark that was ``said``; a blank is of no log.

        Raises:
            MeanwhileError: It is of another log, or of an earlier copy of this one.
        """
        *reference, entries, _ = said.split("-") if said else ("", "0", "")
        end = ended_with(connection, int(entries))
        found = cls("-".join(reference), end) if end else None
        if found is None or not hmac.compare_digest(found.said(secret), said):
            raise MeanwhileError
        return found

    def said(self, secret: str) -> str:
        """For whoever comes back to it.

        The digest of the log is not told: whoever knows the one before could try on it what the
        last entry may say, such as the area of a shelter.
        """
        mark = hmac.digest(secret.encode(), self.end.digest.encode(), "sha256").hex()
        return f"{self.reference_edition}-{self.end.entries}-{mark}"

    def changed_places(
        self, connection: Connection, subject: str, is_compared: Callable[[LoggedState], bool]
    ) -> set[tuple[str, date]]:
        """The venues (codes) and days of the sessions that others have changed since.

        Raises:
            MeanwhileError: They have changed something that was compared, or reference data.
        """
        if state(connection).reference_edition != self.reference_edition:
            raise MeanwhileError
        if ended_with(connection, self.end.entries) != self.end:
            raise MeanwhileError
        places: set[tuple[str, date]] = set()
        for entry in changed_since(connection, self.end.entries):
            if entry.subject != subject:
                continue  # such as a remembered mapping
            for said in filter(None, (entry.before, entry.after)):
                changed = LoggedState(entry.key, orjson.loads(said))
                if is_compared(changed):
                    raise MeanwhileError
                if day := changed.cells.get("date"):
                    places.add((changed.cells["venue"], date.fromisoformat(day)))
        return places
