"""Import files: check each row, report all faults together, then import all rows or none.

Names exported here are imported lazily. The process that reads files is part of this package, and
must not load anything about databases.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.importers.importing import SUBJECTS, import_file, import_sessions
    from dashboard.importers.oddities import OddityAnswers
    from dashboard.importers.order import (
        ImportOrder,
        LeavingOut,
        OnProgress,
        Phase,
        RightEndedError,
        StaleError,
    )
    from dashboard.importers.report import Report

__all__ = [
    "SUBJECTS",
    "ImportOrder",
    "LeavingOut",
    "OddityAnswers",
    "OnProgress",
    "Phase",
    "Report",
    "RightEndedError",
    "StaleError",
    "import_file",
    "import_sessions",
]

_WHERE = {
    "SUBJECTS": "importing",
    "ImportOrder": "order",
    "LeavingOut": "order",
    "OddityAnswers": "oddities",
    "OnProgress": "order",
    "Phase": "order",
    "Report": "report",
    "RightEndedError": "order",
    "StaleError": "order",
    "import_file": "importing",
    "import_sessions": "importing",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
