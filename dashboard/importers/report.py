"""What an import found and did."""

from dataclasses import dataclass

from dashboard.i18n import Text
from dashboard.importers.faults import Fault

DETAILED = 1_000


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was taken as good, and that the coordinator should know."""

    row: int
    column: str
    message: Text


@dataclass(frozen=True, slots=True)
class Change:
    """A value of a known record that the file changes.

    A blank value is an empty string; both are empty where the values are private (notes).
    """

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """An import's outcome. Lists hold the first ones, counts all of them.

    With faults nothing was written; nor on a dry run, whose numbers say what would be.
    """

    subject: str
    file_name: str
    dry_run: bool
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    remarks: tuple[Remark, ...] = ()
    remark_count: int = 0
    changes: tuple[Change, ...] = ()
    change_count: int = 0

    @property
    def refused(self) -> bool:
        """Whether faults kept the file out."""
        return self.fault_count > 0
