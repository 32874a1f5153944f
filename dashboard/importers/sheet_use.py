"""What becomes of a sheet of a workbook."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What becomes of a sheet."""

    READ = "read"
    ASKED = "asked"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SheetUse:
    """A sheet with something in it: its first headers, and its rows if it is read."""

    name: str
    hidden: bool
    use: Use
    headers: tuple[str, ...] = ()
    rows: int = 0
