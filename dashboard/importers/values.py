"""Parse cells: pure functions from a cell, as in the file, to a value of ours.

Each raises ``BadValueError`` and nothing else, whatever the cell contains. None is called with a
blank cell: columns say what a blank means. ``days`` and ``codes`` have those for dates and codes.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from math import isfinite
from typing import Any, cast

from dashboard.domain.shared.characters import NOT_DISPLAYED, shows_something
from dashboard.i18n import text
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell
from dashboard.importers.formulas import unguarded
from dashboard.importers.words import plain

LARGEST_COUNT = 100_000
LARGEST_DURATION = 1_440
LARGEST_TARGET = 100_000_000
_ROUNDED = 10**15

Parse = Callable[[Cell], Any]
_YES_OR_NO = dict.fromkeys(("1", "yes", "y", "oui", "o", "true", "vrai", "x"), True) | (
    dict.fromkeys(("0", "no", "n", "non", "false", "faux"), False)
)
_GROUPED = re.compile(r"\d{1,3}(?:[\s,]\d{3})+")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_POINT_ZERO = re.compile(r"(\d+)(?:\.0+|,0{1,2})")
_STREET = re.compile(
    r"\d.*\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|cres|crescent|lane|court|"
    r"way|place|pl|terrace|parkway|pkwy|highway|hwy|rue|ruelle|chemin|ch|boul|promenade|prom|"
    r"croissant|allee|impasse|route|rang|unit|suite|apt|app)\b"
)
_POSTAL_CODE = re.compile(r"\b[a-z]\d[a-z] ?\d[a-z]\d\b")

# Each cell is asked; this spares nearly all of them a search that takes ten times as long.
_USUAL = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
_NOT_DISPLAYED_OR_BREAK = re.compile(f"[\t\n\r]|{NOT_DISPLAYED.pattern}")


@dataclass(frozen=True, slots=True)
class CellText:
    """Text of at most ``longest`` characters, trimmed; with ``lines``, it may have several."""

    longest: int
    lines: bool = False

    def __call__(self, cell: Cell) -> str:
        """The text of a cell."""
        if isinstance(cell, int | float) and abs(cell) >= _ROUNDED:
            raise BadValueError(
                text(
                    "The spreadsheet has rounded this number, as it does all with more "
                    "than 15 digits"
                ),
                text("Format the column as text, then paste or export it again"),
            )
        found = unicodedata.normalize("NFC", as_text(cell))
        if len(found) > self.longest:
            raise BadValueError(
                text("The text is longer than {longest} characters", longest=self.longest),
                text("Shorten it; it has {length} characters", length=len(found)),
            )
        unwanted = NOT_DISPLAYED if self.lines else _NOT_DISPLAYED_OR_BREAK
        usual = _USUAL.fullmatch(found)
        if not usual and unwanted.search(found):
            raise BadValueError(
                text("The text contains characters that cannot be displayed"),
                text("Type it again, without control characters or line breaks"),
            )
        if not usual and not shows_something(found):
            raise BadValueError(
                text("Nothing of this text can be seen"), text("Write it with letters or digits")
            )
        return found

    def stand(self, cells: Sequence[Cell]) -> bool:
        """Whether all of these cells are certainly their own text, as simple codes are."""
        try:
            every = "".join(cast("Sequence[str]", cells))
        except TypeError:  # a number
            return False
        return (
            every.isascii()
            and every.isprintable()
            and all(cells)
            and not (" " in every or "'" in every)
            and max(map(len, cast("Sequence[str]", cells)), default=0) <= self.longest
        )


def words(longest: int, *, lines: bool = False) -> CellText:
    """Text of at most ``longest`` characters, trimmed; a note may have several lines."""
    return CellText(longest, lines)


def code(longest: int = 40) -> Parse:
    """A code: text without a space inside or a semicolon, so that lists of codes stay clear."""
    read = words(longest)

    def parse(cell: Cell) -> str:
        found: str = read(cell)
        if ";" in found or any(map(str.isspace, found)):
            raise BadValueError(
                text("A code has no space and no semicolon"),
                text("Write it like SH-03"),
            )
        return found

    return parse


def area(cell: Cell) -> str:
    """A part of the city, never an address: what looks like one is refused."""
    found: str = words(100)(cell)
    bare = plain(found)
    if _STREET.search(bare) or _POSTAL_CODE.search(bare):
        raise BadValueError(
            text("This looks like an address; the database keeps none"),
            text("Give the part of the city, such as Vanier or Kanata"),
        )
    return found


def count(cell: Cell, *, largest: int = LARGEST_COUNT, needed: bool = False) -> int:
    """A whole number from 0: ``12``, ``1 000``, ``1,000``, ``12.0``.

    Unless it is ``needed``, a fault says that the cell may be blank.
    """
    number = _whole(cell)
    if number is None or number < 0:
        raise BadValueError(
            text("This is not a whole number of zero or more"),
            text("Write digits only, such as 12")
            if needed
            else text("Write digits only, such as 12, or leave it blank"),
        )
    if number > largest:
        raise BadValueError(
            text("The number is larger than {largest}", largest=largest),
            text("Check it: a digit too many, or two cells run together?"),
        )
    return number


def above_zero(largest: int, *, needed: bool = False) -> Parse:
    """A whole number from 1; see ``count``."""

    def parse(cell: Cell) -> int:
        number = count(cell, largest=largest, needed=needed)
        if not number:
            raise BadValueError(
                text("The number must be above zero"),
                text("Write at least 1") if needed else text("Write at least 1, or leave it blank"),
            )
        return number

    return parse


def yes_or_no(cell: Cell) -> bool:
    """A tick: 1 and 0, yes and no, oui and non, true and false."""
    found = _YES_OR_NO.get(plain(_POINT_ZERO.sub(r"\1", as_text(cell))))
    if found is None:
        raise BadValueError(
            text("This is neither yes nor no"), text("Write 1 if it was chosen, 0 if not")
        )
    return found


def ignored(_cell: Cell) -> None:
    """Ignore a cell that is not ours to read, or whose header is a fault already."""


def nothing(column: int) -> Parse:
    """Refuse a value in a column without a header.

    It may be the end of a note with a comma in it, so the fault does not repeat it.
    """

    def parse(_cell: Cell) -> None:
        raise BadValueError(
            text("There is a value in column {column}, which has no header", column=str(column)),
            text("Give the column a header, or clear the cell; text with a comma needs quotes"),
        )

    return parse


def as_text(cell: Cell) -> str:
    """The text of a cell, for comparing with words."""
    if isinstance(cell, str):
        return unguarded(cell.strip()).strip()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(int(cell)) if isfinite(cell) and cell == int(cell) else str(cell)


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if isfinite(cell) and cell == int(cell) else None
    if isinstance(cell, datetime):
        return None
    found = cell.strip()
    if _THOUSANDS_OR_DECIMALS.fullmatch(found):
        raise BadValueError(
            text("The point could mark thousands or decimals"),
            text("Write digits only: 1000 for a thousand, 1 for one"),
        )
    if _GROUPED.fullmatch(found):
        found = re.sub(r"[\s,]", "", found)
    elif whole := _POINT_ZERO.fullmatch(found):
        found = whole[1]
    return int(found) if found.isdecimal() and len(found) < 20 else None
