"""The shared strings of an XLSX workbook."""

from array import array

from dashboard.importers.files.limits import LARGEST_STRINGS
from dashboard.importers.files.refusals import too_many_strings
from dashboard.importers.files.struck import is_on
from dashboard.importers.files.xlsx_handlers import PartHandlers


class Strings(PartHandlers):
    """The shared strings in one block of bytes; Python strings would take five times the memory."""

    def __init__(self) -> None:
        super().__init__()
        self._block = bytearray()
        self._ends = array("Q", [0])
        self._struck = bytearray()
        self._run_is_struck = self._has_plain = False

    def __getitem__(self, position: int) -> str:
        if position < 0:
            raise IndexError(position)
        start, end = self._ends[position], self._ends[position + 1]
        return self._block[start:end].decode()

    def is_struck(self, position: int) -> bool:
        """Whether each piece of a string that has pieces is struck through."""
        return bool(self._struck[position])

    def _name_tags(self, namespace: str) -> None:
        tags = (namespace + tag for tag in ("si", "t", "rPh", "r", "strike"))
        self._item, self._text, self._guide, self._run, self._strike = tags

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._text:
            self._gathering = not self._phonetic
            self._has_plain |= not (self._phonetic or self._run_is_struck)
        elif name == self._guide:
            self._phonetic = True
        elif name != self._item:
            self._other(name)
            if name == self._strike:
                self._run_is_struck = is_on(attributes)

    def _end(self, name: str) -> None:
        if name == self._text:
            self._gathering = False
        elif name == self._guide:
            self._phonetic = False
        elif name == self._item:
            self._block += "".join(self._gathered).encode()
            self._ends.append(len(self._block))
            self._struck.append(bool(self._gathered) and not self._has_plain)
            self._has_plain = False
            self._gathered.clear()
            self._length = 0
            kept = len(self._block) + len(self._struck) + self._ends.itemsize * len(self._ends)
            if kept > LARGEST_STRINGS:
                raise too_many_strings()
        else:
            self._depth -= 1
            if name == self._run:
                self._run_is_struck = False
