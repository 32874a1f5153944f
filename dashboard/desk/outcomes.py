"""What came of what somebody did at the desk."""

from dataclasses import dataclass

from dashboard.domain.sessions.desk import Conflict, SessionState
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import Text
from dashboard.importers.faults import Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it was done, or nothing: with a fault or a conflict nothing was saved.

    ``saved`` are the sessions as they stand now, also those that were so already; ``remarks`` what
    was taken as good and should be known. ``changed`` counts all sessions written or removed. With
    ``warnings``, each of a column, nothing was saved either: whoever knows them asks again.
    """

    saved: tuple[SessionState, ...] = ()
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[Text, ...] = ()
    changed: int = 0
    warnings: tuple[tuple[str, Text], ...] = ()

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return not (self.faults or self.conflicts or self.warnings)


@dataclass(frozen=True, slots=True)
class VenueOutcome:
    """The venue under its code, or the faults that kept it out."""

    venue: VenueRecord | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """The key of what is checked now, or why it is not.

    ``conflicts`` are the references of sessions of which this is not found any more.
    """

    key: str = ""
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[str, ...] = ()
