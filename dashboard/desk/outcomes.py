"""The outcome of an action at the desk."""

from dataclasses import dataclass

from dashboard.domain.sessions.state import Conflict, SessionState
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import Text
from dashboard.importers.faults import Fault

SaidOfColumns = tuple[tuple[str, Text], ...]
"""Sentences, each of a column by its code, or of none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome: with any fault or conflict, nothing was saved.

    ``saved`` are the sessions as they stand now, even those that already stood so. ``remarks``
    say what was accepted but should be known. ``changed`` counts all sessions written or removed.
    ``copies`` are the references of other sessions that the saved one is like. ``warnings`` also
    mean that nothing was saved: the author must repeat the request, knowing them.
    """

    saved: tuple[SessionState, ...] = ()
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    remarks: SaidOfColumns = ()
    changed: int = 0
    warnings: SaidOfColumns = ()
    copies: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether everything was done."""
        return not (self.faults or self.conflicts or self.warnings)


@dataclass(frozen=True, slots=True)
class VenueOutcome:
    """The venue under its code, or the faults that kept it out."""

    venue: VenueRecord | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """The key of the mark, or why there is none.

    ``conflicts`` are the references of sessions that no longer have this finding.
    """

    key: str = ""
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[str, ...] = ()
