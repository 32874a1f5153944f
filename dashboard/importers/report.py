"""What an import found and did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.domain.importing.refused import RefusalReason
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
    """A value of a known record that the file changes; ``name`` is what it was called before.

    A blank value is an empty string; both are empty if the values are private (notes).
    """

    key: str
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """An import's outcome; its lists hold the first items, its counts cover all.

    With faults nothing was written, unless only the sound rows were wanted (``only_sound``) and the
    faults are not ``of_the_file`` as a whole. A dry run never writes; its numbers say what would
    change. Checking was ``cut_short`` by very many faults. ``faulty`` rows have a fault;
    ``left_out`` are these and the unwanted copies.
    ``examples`` are cells of new records; ``mapping_name`` is that of the remembered mapping used.
    ``waiting`` are headers without a meaning, if nothing else refuses the whole file. In a preview
    of ``only_sound`` rows, the numbers then ignore these columns. ``constants`` were given for all
    rows, by the code of the column that the file lacks. ``reason`` says why a file was refused that
    was not read to its end, or could not be written.

    ``sheets`` are those of a workbook that are not blank, with the rows of those read;
    ``sheets_digest`` tells which were read, and is blank if there was no choice. The rows of
    ``copies`` and of what is ``odd`` are numbered over all sheets; ``places`` tells them apart.
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
    cut_short: bool = False
    faulty: int = 0
    left_out: int = 0
    look: FileOverview = field(default_factory=FileOverview)
    examples: tuple[Mapping[str, str], ...] = ()
    copies: tuple[Copy, ...] = ()
    copy_count: int = 0
    mapping_name: str | None = None
    bookmark: str = ""
    import_id: int | None = None
    sheets: tuple[SheetUse, ...] = ()
    sheets_digest: str = ""
    places: Places = field(default_factory=Places)
    odd: Oddities = field(default_factory=Oddities)
    waiting: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    reason: RefusalReason | None = None

    @property
    def names_sheets(self) -> bool:
        """Whether a row's place needs its sheet to be named."""
        return len(self.sheets) > 1

    @property
    def asked(self) -> tuple[SheetUse, ...]:
        """The sheets that the import asks about."""
        return tuple(sheet for sheet in self.sheets if sheet.use is SheetRole.ASKED)

    @property
    def refused(self) -> bool:
        """Whether faults kept the file out."""
        return self.fault_count > 0 and (self.of_the_file or not self.only_sound)
