"""The outcome of an administrator's action on reference data."""

from dataclasses import dataclass

from dashboard.domain.reference.stored import Clash
from dashboard.domain.shared.history import CellDifference
from dashboard.i18n import Text, text
from dashboard.importers.faults import Fault


@dataclass(frozen=True, slots=True)
class ReferenceOutcome:
    """The outcome; any fault, conflict, warning or difference means that nothing was saved.

    ``key`` and ``version`` are those of the record as it stands; the version of a removed one is
    empty. ``warnings`` say what the change would do, above all to past figures. ``differences`` say
    what a restore would change. To go ahead, the author repeats the request knowing them.
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


def taken(key: str) -> ReferenceOutcome:
    """Another record has this code."""
    return refusal(
        "code",
        key,
        text("This code is already used"),
        text("Edit that entry, or use another code"),
    )


def nothing_before(entry_id: int) -> ReferenceOutcome:
    """A restore asks for what was before the record was added."""
    return refusal(
        "",
        str(entry_id),
        text("Before this history entry, there was nothing to restore"),
        text("Edit the entry as it is, or remove it"),
    )


def closed() -> ReferenceOutcome:
    """Nothing can be added to this kind, or removed from it."""
    return refusal(
        "",
        "",
        text("The program recognizes each value of this category by its code"),
        text("Edit the existing values"),
    )
