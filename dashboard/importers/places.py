"""Number the rows of several sheets as one sequence: it keeps their order, and can be undone."""

from dataclasses import dataclass

from dashboard.i18n import Text, text
from dashboard.importers.files.limits import TALLEST


def numbered(at: int, row: int) -> int:
    """The number of a row of the sheet read at a place (from 0); rows of the first keep theirs."""
    return at * TALLEST + row


def sheet_at(number: int) -> int:
    """The place (from 0) of a numbered row's sheet; meaningless for a file without sheets."""
    return (number - 1) // TALLEST


@dataclass(frozen=True, slots=True)
class Places:
    """The names of the sheets read, in order; one blank name for a file without sheets.

    ``file`` is the name of the file where its rows are told beside rows of another one, else blank.
    """

    names: tuple[str, ...] = ("",)
    file: str = ""

    def at(self, number: int) -> int:
        """The place at which a numbered row's sheet is read."""
        return sheet_at(number) if len(self.names) > 1 else 0

    def of(self, number: int) -> tuple[str, int]:
        """A numbered row's sheet, and its row there."""
        at = self.at(number)
        return self.names[at], number - at * TALLEST

    def say(self, number: int, beside: int) -> Text:
        """The position of a row in words, as seen from another row ``beside`` it."""
        sheet, row = self.of(number)
        said = text("row {row}", row=str(row))
        if self.at(number) != self.at(beside):
            said = text("row {row} of the sheet “{sheet}”", row=str(row), sheet=sheet)
        return text("{row} of the file “{file}”", row=said, file=self.file) if self.file else said
