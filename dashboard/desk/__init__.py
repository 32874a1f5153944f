"""The desks: every change by hand.

Names exported here are imported lazily: who manages people needs nothing that reads files.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.desk.desk import Desk
    from dashboard.desk.outcomes import CheckOutcome, Outcome, VenueOutcome
    from dashboard.domain.sessions.state import Conflict, SessionState
    from dashboard.importers.faults import Fault

__all__ = ["CheckOutcome", "Conflict", "Desk", "Fault", "Outcome", "SessionState", "VenueOutcome"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.desk"), name)
