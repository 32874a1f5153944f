"""What is wrong with a file, in words that help a coordinator to correct it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.i18n import Locale, Text, text

KEPT = 10_000
MOST_FAULTS = 200_000
"""Of a file that is checked to its end: twenty thousand rows with ten each; 100,000 take 0.5 s."""
SOUGHT = 200
"""Different unknown words whose meaning is looked for: among 500 venues each takes 20 ms."""
LONGEST_ECHO = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, a row (no column) or a whole file (no row) that cannot be imported, and the remedy.

    ``column`` is the header as in the file, or our code with our ``title`` if the file lacks the
    column. ``value`` is the cell as far as it can be shown. ``sheet`` is blank for files without
    sheets. ``name`` is what people call the record, where it is one of several.
    """

    row: int | None
    column: str
    value: str
    problem: Text
    remedy: Text
    title: Text | None = None
    sheet: str = ""
    name: str = ""

    def header(self, locale: Locale) -> str:
        """The column as readers know it."""
        return self.title.say(locale) if self.title else self.column


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was accepted, and that the coordinator should know.

    Without a row it concerns the whole file. It ``warns`` of something that may be wrong.
    """

    row: int | None
    column: str
    message: Text
    sheet: str = ""
    warns: bool = False


class BadValueError(ValueError):
    """A value that cannot be accepted; ``column`` is set if the cause is another column.

    The remedy may be a function, for remedies that take time to find and that few people read. What
    is wrong with any value there is ``of_all``: a file tells it once.
    """

    def __init__(
        self,
        problem: Text,
        remedy: Text | Callable[[], Text],
        *,
        column: str = "",
        of_all: bool = False,
    ) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.column = column
        self.of_all = of_all
        self._remedy = remedy

    @property
    def remedy(self) -> Text:
        """How to mend it."""
        return self._remedy if isinstance(self._remedy, Text) else self._remedy()


class UnknownValueError(BadValueError):
    """A word that the column does not know; ``written`` is the word.

    ``otherwise`` is the remedy where nobody looks for what was meant. ``probable`` looks for the
    code that was; it takes time, and finds ``None`` if no code, or more than one, is near.
    ``advice`` tells which code to choose if the word is known to mean now one, now another.
    """

    def __init__(  # noqa: PLR0913 - all of it is of one word
        self,
        problem: Text,
        remedy: Callable[[], Text],
        *,
        written: str,
        otherwise: Text,
        probable: Callable[[], str | None],
        advice: Text | None = None,
    ) -> None:
        super().__init__(problem, remedy)
        self.written = written
        self.otherwise = otherwise
        self.probable = probable
        self.advice = advice


class BadFileError(Exception):
    """A file that cannot be read at all, or not beyond ``row``."""

    def __init__(self, problem: Text, remedy: Text, *, row: int | None = None) -> None:
        super().__init__(problem.message)
        self.fault = Fault(row, "", "", problem, remedy)

    def of_sheet(self, name: str) -> "BadFileError":
        """The same error, about that sheet."""
        self.fault = replace(self.fault, sheet=name)
        return self


class FaultLog:
    """The first faults in full and the number of all, so that memory use stays constant.

    ``file`` is the name of their file where they are read elsewhere than in it, else blank.
    ``noted`` also counts, each time, what is told once.
    """

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.count = self.noted = 0
        self._of_all: set[str] = set()
        self.kept: list[Fault] = []
        self._sought: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether a file has so many that nobody reads on: something is wrong with all of it."""
        return self.count >= MOST_FAULTS

    def of_file(self) -> tuple[Fault, ...]:
        """That nobody read on, if so."""
        if not self.is_full:
            return ()
        problem = text(
            "The file has more than {count} errors, so the rest of it was not checked",
            count=MOST_FAULTS,
        )
        remedy = text(
            "Look at the first ones: a column may have moved, or all its values may be written in "
            "another way. Correct the whole column, then import the file again"
        )
        return (Fault(None, "", "", problem, remedy),)

    def add(self, fault: Fault) -> None:
        """Note a fault."""
        self.count += 1
        self.noted += 1
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
        """Add a bad value; its remedy is computed only while faults are kept in full."""
        if error.of_all:
            self._note_of_all(error)
        elif len(self.kept) < KEPT:
            self.add(Fault(row, column, echo(value), error.problem, self._remedy(error), title))
        else:
            self.count += 1
            self.noted += 1

    def _note_of_all(self, error: BadValueError) -> None:
        said = error.problem.message
        if said in self._of_all:
            self.noted += 1
            return
        self._of_all.add(said)
        self.add(Fault(None, "", "", error.problem, error.remedy))

    def _remedy(self, error: BadValueError) -> Text:
        """A file in which hundreds of different words are unknown has another list of them."""
        if not isinstance(error, UnknownValueError):
            return error.remedy
        if len(self._sought) < SOUGHT:
            self._sought.add(error.written)
        return error.remedy if error.written in self._sought else error.otherwise


class RemarkLog:
    """The first remarks in full and the number of all."""

    def __init__(self, most: int) -> None:
        self.count = self.warned = 0
        self.kept: list[Remark] = []
        self._most = most

    def add(self, row: int, header: str, said: Text, *, warns: bool = False) -> None:
        """Add a remark."""
        self.count += 1
        self.warned += warns
        if len(self.kept) < self._most:
            self.kept.append(Remark(row, header, said, warns=warns))


def echo(value: object) -> str:
    """A cell as it can be shown: printable, on one line, not endless."""
    shown = "".join(c if c.isprintable() else " " for c in str(value)[: 2 * LONGEST_ECHO]).strip()
    return shown if len(shown) <= LONGEST_ECHO else shown[: LONGEST_ECHO - 1] + "…"
