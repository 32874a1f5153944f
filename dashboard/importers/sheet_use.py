"""What happens to a sheet of a workbook."""

from dataclasses import dataclass
from enum import StrEnum


class SheetRole(StrEnum):
    """What becomes of a sheet."""

    READ = "read"
    ASKED = "asked"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SheetUse:
    """A sheet that is not blank: its first headers, and its number of rows if it is read.

    It ``repeats`` if it is a repeat group of a form: several of its rows belong to one of another.
    """

    name: str
    hidden: bool
    use: SheetRole
    headers: tuple[str, ...] = ()
    rows: int = 0
    repeats: bool = False
