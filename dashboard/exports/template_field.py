"""A column of the template: its position and its description."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import BY_CODE
from dashboard.exports.template_guide import Guidance
from dashboard.i18n import Locale
from dashboard.importers.column import Column

READY_ROWS = 200
LAST_ROW = READY_ROWS + 1


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A column of the sheet to fill in, and its letter there."""

    column: Column
    letter: str
    guidance: Guidance

    @property
    def code(self) -> str:
        """The column's code, as the importer knows it."""
        return self.column.code

    @property
    def cells(self) -> str:
        """The ready rows, such as ``B2:B201``."""
        return f"{self.letter}2:{self.letter}{LAST_ROW}"

    @property
    def type(self) -> ColumnType:
        """The type of its values; an age group is a count."""
        return BY_CODE[self.code].type if self.code in BY_CODE else ColumnType.COUNT

    @property
    def width(self) -> int:
        """The column's width; 0 if it is not set."""
        return self.guidance.width

    def header(self, locale: Locale, labels: Mapping[str, str]) -> str:
        """The title that the importer knows; with a star if a value is required."""
        title = labels.get(self.code) or self.column.label(locale)
        return f"{title[:1].upper()}{title[1:]}{' *' if self.column.needed else ''}"
