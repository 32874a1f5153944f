"""What came of what an administrator did to reference data."""

from dataclasses import dataclass

from dashboard.domain.reference.reference import Clash
from dashboard.domain.shared.history import CellDifference
from dashboard.i18n import Text
from dashboard.importers.faults import Fault


@dataclass(frozen=True, slots=True)
class ReferenceOutcome:
    """All of it was done, or nothing: with anything but a key nothing was saved.

    ``key`` and ``version`` are those of the record as it stands; the version of one that is gone
    is empty. ``warnings`` are what it would do, to figures of the past above all, and
    ``differences`` what of a record would be as it was once: whoever knows them asks again.
    """

    key: str = ""
    version: str = ""
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    warnings: tuple[Text, ...] = ()
    differences: tuple[CellDifference, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return not (self.faults or self.conflicts or self.warnings or self.differences)


def refusal(column: str, value: str, problem: Text, remedy: Text) -> ReferenceOutcome:
    """One fault, in a column or in the whole record."""
    return ReferenceOutcome(faults=(Fault(None, column, value, problem, remedy),))
