"""What becomes of a sheet of a workbook."""

from dataclasses import dataclass
from enum import StrEnum


class SheetRole(StrEnum):
    """What becomes of a sheet."""

    READ = "read"
    ASKED = "asked"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SheetUse:
    """A sheet with something in it: its first headers, and its rows if it is read.

    It ``repeats`` where it is a group of a form, of which several rows belong to one of another.
    """

    name: str
    hidden: bool
    use: SheetRole
    headers: tuple[str, ...] = ()
    rows: int = 0
    repeats: bool = False
