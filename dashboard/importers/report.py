"""What an import found and did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.importers.copies import Copy
from dashboard.importers.faults import Fault, Remark
from dashboard.importers.look import FileOverview
from dashboard.importers.oddities import Oddities
from dashboard.importers.places import Places
from dashboard.importers.sheet_use import SheetRole, SheetUse

__all__ = ["DETAILED", "Remark", "Report", "ValueChange"]

DETAILED = 1_000


@dataclass(frozen=True, slots=True)
class ValueChange:
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

    With faults nothing was written, unless ``only_sound`` rows were wanted and the faults are not
    ``of_the_file`` as a whole; nor on a dry run, whose numbers say what would be. ``faulty`` rows
    have a fault; ``left_out`` are these and the copies, where they were not wanted. ``examples``
    are cells of new records; ``mapping_name`` is that of the remembered mapping that was used.

    ``waiting`` are the headers that have no meaning yet, where nothing else keeps the file out as a
    whole: on a look at ``only_sound`` rows, the numbers are those of the other columns.
    ``constants`` were said of all rows, by the code of the column that the file lacks.

    ``sheets`` are those of a workbook that have something in them, those read with their rows;
    ``sheets_digest`` tells which were read, and is blank where there was nothing to choose. The
    rows of ``copies`` and of what is ``odd`` are numbered over all sheets; ``places`` tells them
    apart.
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
    warning_count: int = 0
    changes: tuple[ValueChange, ...] = ()
    change_count: int = 0
    only_sound: bool = False
    of_the_file: bool = False
    faulty: int = 0
    left_out: int = 0
    look: FileOverview = field(default_factory=FileOverview)
    examples: tuple[Mapping[str, str], ...] = ()
    copies: tuple[Copy, ...] = ()
    copy_count: int = 0
    mapping_name: str | None = None
    edition: str = ""
    import_id: int | None = None
    sheets: tuple[SheetUse, ...] = ()
    sheets_digest: str = ""
    places: Places = field(default_factory=Places)
    odd: Oddities = field(default_factory=Oddities)
    waiting: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_sheets(self) -> bool:
        """Whether a row is found only if its sheet is told, too."""
        return len(self.sheets) > 1

    @property
    def asked(self) -> tuple[SheetUse, ...]:
        """The sheets of which nobody has said yet whether they are meant."""
        return tuple(sheet for sheet in self.sheets if sheet.use is SheetRole.ASKED)

    @property
    def refused(self) -> bool:
        """Whether faults kept the file out."""
        return self.fault_count > 0 and (self.of_the_file or not self.only_sound)
