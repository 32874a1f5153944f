"""What the handlers of the large parts of an XLSX workbook share."""

from typing import TYPE_CHECKING
from xml.parsers.expat import XMLParserType

from dashboard.importers.files.limits import DEEPEST, LONGEST_CELL
from dashboard.importers.files.refusals import too_long_a_cell

if TYPE_CHECKING:
    from dashboard.importers.files.source import Row


class PartHandlers:
    """Handlers shared by sheets and strings: text is collected inside ``<t>`` and ``<v>`` only."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.done = False
        self._gathered: list[str] = []
        self._length = 0
        self._gathering = False
        self._phonetic = False
        self._number = 0
        self._depth = 0  # inside elements that are nothing to us

    def attach(self, parser: XMLParserType) -> None:
        """Have a parser call them; the first element tells their namespace."""

        def root(name: str, _attributes: dict[str, str]) -> None:
            self._name_tags(name.rpartition(" ")[0] + " " if " " in name else "")
            parser.StartElementHandler = self._start
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._characters

        parser.StartElementHandler = root

    def _name_tags(self, namespace: str) -> None:
        raise NotImplementedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _characters(self, data: str) -> None:
        if self._gathering:
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise too_long_a_cell(self._number or None)
            self._gathered.append(data)

    def _other(self, name: str) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(name)
