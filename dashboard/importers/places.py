"""Rows of several sheets, numbered as one: so they stay in one order, and are told apart again."""

from dataclasses import dataclass

from dashboard.i18n import Text, text
from dashboard.importers.files.limits import TALLEST


def numbered(at: int, row: int) -> int:
    """The number of a row of the sheet that is read at a place, from 0; of the first, the row."""
    return at * TALLEST + row


def sheet_at(number: int) -> int:
    """At which place its sheet is read, from 0; of a file without sheets this says nothing."""
    return (number - 1) // TALLEST


@dataclass(frozen=True, slots=True)
class Places:
    """The names of the sheets that are read, in order; one blank name for a file without any."""

    names: tuple[str, ...] = ("",)

    def at(self, number: int) -> int:
        """At which place the sheet of a numbered row is read."""
        return sheet_at(number) if len(self.names) > 1 else 0

    def of(self, number: int) -> tuple[str, int]:
        """A numbered row's sheet, and its row there."""
        at = self.at(number)
        return self.names[at], number - at * TALLEST

    def say(self, number: int, beside: int) -> Text:
        """Where a row stands, for who knows of another row ``beside`` it."""
        sheet, row = self.of(number)
        if self.at(number) == self.at(beside):
            return text("row {row}", row=str(row))
        return text("row {row} of the sheet “{sheet}”", row=str(row), sheet=sheet)
