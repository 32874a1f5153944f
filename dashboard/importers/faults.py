"""What is wrong with a file, said so that a coordinator can mend it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.i18n import Locale, Text

KEPT = 10_000
LONGEST_ECHO = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, a row (no column) or a whole file (no row) that cannot go in, and the way out.

    ``column`` is the header as the file has it, or our code, then with our ``title``, when the
    file has no such column; ``value`` is the cell as far as it can be shown; ``sheet`` is blank in
    a file that has none.
    """

    row: int | None
    column: str
    value: str
    problem: Text
    remedy: Text
    title: Text | None = None
    sheet: str = ""

    def header(self, locale: Locale) -> str:
        """The column as its reader knows it."""
        return self.title.say(locale) if self.title else self.column


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was taken as good, and that the coordinator should know.

    Without a row it is said of the whole file. It ``warns`` of what had better not be there.
    """

    row: int | None
    column: str
    message: Text
    sheet: str = ""
    warns: bool = False


class BadValueError(ValueError):
    """A value that cannot be taken; ``column`` when another than the one being read is to blame.

    The remedy may be a function, for one that takes time to find and that few are going to read.
    """

    def __init__(
        self, problem: Text, remedy: Text | Callable[[], Text], *, column: str = ""
    ) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.column = column
        self._remedy = remedy

    @property
    def remedy(self) -> Text:
        """How to mend it."""
        return self._remedy if isinstance(self._remedy, Text) else self._remedy()


class UnknownValueError(BadValueError):
    """A word that is none of those that a column takes; ``written`` is the word."""

    def __init__(self, problem: Text, remedy: Callable[[], Text], *, written: str) -> None:
        super().__init__(problem, remedy)
        self.written = written


class BadFileError(Exception):
    """A file that cannot be read at all, or not further than ``row``."""

    def __init__(self, problem: Text, remedy: Text, *, row: int | None = None) -> None:
        super().__init__(problem.message)
        self.fault = Fault(row, "", "", problem, remedy)

    def of_sheet(self, name: str) -> "BadFileError":
        """The same, of that sheet."""
        self.fault = replace(self.fault, sheet=name)
        return self


class FaultLog:
    """The first faults in full and the number of all, so that memory stays flat."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(fault)

    def note(
        self,
        row: int,
        column: str,
        value: object,
        error: BadValueError,
        title: Text | None = None,
    ) -> None:
        """Note a bad value; its remedy is looked for only while faults are kept."""
        if len(self.kept) < KEPT:
            self.add(Fault(row, column, echo(value), error.problem, error.remedy, title))
        else:
            self.count += 1


class RemarkLog:
    """The first remarks in full and the number of all."""

    def __init__(self, most: int) -> None:
        self.count = self.warned = 0
        self.kept: list[Remark] = []
        self._most = most

    def add(self, row: int, header: str, said: Text, *, warns: bool = False) -> None:
        """Note that something was taken as good."""
        self.count += 1
        self.warned += warns
        if len(self.kept) < self._most:
            self.kept.append(Remark(row, header, said, warns=warns))


def echo(value: object) -> str:
    """A cell as it can be shown: printable, on one line, not endless."""
    shown = "".join(c if c.isprintable() else " " for c in str(value)[: 2 * LONGEST_ECHO]).strip()
    return shown if len(shown) <= LONGEST_ECHO else shown[: LONGEST_ECHO - 1] + "…"
