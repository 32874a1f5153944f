"""Merged cells of workbooks: all but the first one read as blank, and must not pass for it.

Only the first cell of a merged range has a value. Whether it holds for the other rows, as a day
does, or was counted once for all of them, as people are, only the author knows.
"""

from collections import deque
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple
from zipfile import ZipFile

from dashboard.importers.files.archive import drain, guarded, stream
from dashboard.importers.files.limits import MOST_MERGED, MOST_OVERLAPPING, WIDEST
from dashboard.importers.files.refusals import overlapping, too_many_merged
from dashboard.importers.files.source import PLACE, Cell, Covered, is_blank
from dashboard.importers.files.xlsx_book import Elements

_SEARCHED = 1 << 20  # bytes at a time
_NAMED = tuple("mergeCell".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_LETTERS = 26


class MergedRange(NamedTuple):
    """A merged range; rows count from 1 and columns from 0, both ends are in it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def end(self) -> int:
        """The column after it, as far as a sheet has any."""
        return min(self.right + 1, WIDEST)


class MergedCells:
    """The merged ranges of a sheet, in the order of their first rows."""

    def __init__(self, ranges: Iterable[MergedRange] = ()) -> None:
        self._ahead = deque(sorted(ranges, key=attrgetter("top")))
        self._here: list[tuple[MergedRange, Covered]] = []

    def add(self, merged: MergedRange) -> None:
        """Note a range that begins in the row at hand."""
        self._ahead.append(merged)
        if len(self._ahead) + len(self._here) > MOST_MERGED:
            raise too_many_merged()

    def cover(self, row: int, cells: list[Cell]) -> None:
        """Mark the row's blank cells that lie in a range with a value; rows come in order.

        Raises:
            BadFileError: So many lie on top of each other that this would take long.
        """
        while self._ahead and self._ahead[0].top <= row:
            merged = self._ahead.popleft()
            if merged.top == row and not all(map(is_blank, cells[merged.left : merged.left + 1])):
                self._here.append((merged, Covered(_place(merged))))
        self._here = [one for one in self._here if one[0].bottom >= row]
        if not self._here:
            return
        cells.extend([""] * (max(merged.end for merged, _ in self._here) - len(cells)))
        if sum(_width(merged) for merged, _ in self._here) > MOST_OVERLAPPING * len(cells):
            raise overlapping()
        for merged, covered in self._here:
            for at in range(merged.left + (row == merged.top), merged.end):
                if is_blank(cells[at]):
                    cells[at] = covered


def merged_in(archive: ZipFile, part: str) -> tuple[MergedRange, ...]:
    """The merged ranges of a sheet of XLSX, which lists them after all of its rows.

    Raises:
        BadFileError: The sheet is damaged, or has more than we keep.
    """
    with guarded():
        if not _names_any(archive, part):
            return ()
    listed = _MergedOfXlsx()
    drain(stream(archive, part, listed))
    return tuple(listed.ranges)


class _MergedOfXlsx(Elements):
    """The elements of a sheet that name a merged range, such as ``B5:B7``."""

    def __init__(self) -> None:
        super().__init__()
        self.ranges: list[MergedRange] = []

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            (top, left), (bottom, right) = _position(first), _position(last or first)
            self.ranges.append(MergedRange(top, left, bottom, right))
            if len(self.ranges) > MOST_MERGED:
                raise too_many_merged()


def _names_any(archive: ZipFile, part: str) -> bool:
    """Whether the bytes of a sheet name merged cells: a search takes far less than reading them."""
    before = b""
    with archive.open(part) as document:
        while chunk := document.read(_SEARCHED):
            searched = before + chunk
            if any(name in searched for name in _NAMED):
                return True
            before = chunk[-max(map(len, _NAMED)) :]
    return False


def _position(place: str) -> tuple[int, int]:
    """The row and the column of a place such as ``B5``."""
    found = PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _width(merged: MergedRange) -> int:
    return max(merged.end - merged.left, 1)


def _place(merged: MergedRange) -> str:
    """The first cell of a range, as a spreadsheet names it."""
    letters, column = "", merged.left + 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{merged.top}"
