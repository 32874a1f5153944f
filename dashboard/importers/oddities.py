"""Odd things in a file, each with a question; odd rows are imported only once it is answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.domain.importing.answers import HandNumbering, StruckOut
from dashboard.i18n import Text, plural, text
from dashboard.importers.faults import BadValueError, Fault
from dashboard.importers.places import Places

ROWS_NAMED = 20
DAYS_ASKED = 200


@dataclass(frozen=True, slots=True)
class OddityAnswers:
    """The answers to what is odd; ``None`` if not yet given. Other far dates stay in doubt."""

    struck_out: StruckOut | None = None
    numbers: HandNumbering | None = None
    right_dates: frozenset[date] = frozenset()


@dataclass(slots=True)
class StruckRows:
    """How many rows are struck through, and the first of them, numbered over all sheets."""

    answer: StruckOut | None = None
    count: int = 0
    first: list[int] = field(default_factory=list)

    def takes(self, row: int) -> bool:
        """Note a struck-through row; returns whether to read it like any other."""
        self.count += 1
        if len(self.first) < ROWS_NAMED:
            self.first.append(row)
        return self.answer is StruckOut.KEEP

    def faults(self, places: Places) -> Iterator[Fault]:
        """A fault, while nobody has said what to do with these rows."""
        if self.answer or not self.count:
            return
        problem = plural(
            "{count} row is struck through ({rows}): it is unclear whether to import it",
            "{count} rows are struck through ({rows}): it is unclear whether to import them",
            self.count,
            rows=self._named(places),
        )
        remedy = text(
            "Add --struck-out leave or --struck-out keep (in the API, “struck_out”), "
            "or clear the format in the file"
        )
        yield Fault(None, "", "", problem, remedy)

    def remarks(self, places: Places) -> Iterator[Text]:
        """What was done with these rows."""
        if not self.count or self.answer is None:
            return
        rows = self._named(places)
        if self.answer is StruckOut.KEEP:
            yield text("Struck-through rows are imported like the others: {rows}", rows=rows)
        else:
            yield text("Struck-through rows are left out: {rows}", rows=rows)

    def _named(self, places: Places) -> str:
        return rows_named(self.first, self.count, places)


@dataclass(frozen=True, slots=True)
class HandNumbers:
    """References counted from 1 in so many rows, and an ``example`` of what one would become.

    ``taken`` are those that belong to other sessions already.
    """

    rows: int
    example: str
    taken: int
    answer: HandNumbering | None

    def faults(self) -> Iterator[Fault]:
        """A fault, while nobody has said what these numbers are."""
        if self.answer:
            return
        problem = text(
            "References are numbered from 1: two files numbered this way overwrite "
            "each other’s sessions"
        )
        if self.taken:
            problem = plural(
                "References are numbered from 1, and {count} already belongs to another session",
                "References are numbered from 1, and {count} already belong to other sessions",
                self.taken,
            )
        remedy = text(
            "Use --numbers file to make references such as {example} from the file’s "
            "name, or --numbers unique if no other file has these numbers (in the API, "
            "“numbers”)",
            example=self.example,
        )
        yield Fault(None, "reference", "", problem, remedy)

    def remarks(self) -> Iterator[Text]:
        """What was done with these numbers."""
        if self.answer is HandNumbering.FILE:
            yield text(
                "References numbered from 1 also get the file’s name, such as "
                "{example}: keep that name for the next import",
                example=self.example,
            )


@dataclass(frozen=True, slots=True)
class FarDay:
    """A day far from all others, how many rows have it, and the first of them."""

    day: date
    count: int
    first: tuple[int, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class FarDays:
    """Days far from all others, and the range of the others."""

    days: tuple[FarDay, ...]
    first: date
    last: date


def far(day: date, found: FarDays) -> BadValueError:
    """The fault of a day that is far from all others; it may still be right."""
    return BadValueError(
        text(
            "{day} is years away from all other dates ({first} to {last})",
            day=day.isoformat(),
            first=found.first.isoformat(),
            last=found.last.isoformat(),
        ),
        text(
            "Correct the date. If it is right, confirm it: tick it on the page, or add "
            "--right-date {day} on the command line (in the API, “right_dates”)",
            day=day.isoformat(),
        ),
        column="date",
    )


@dataclass(frozen=True, slots=True)
class RowOddities:
    """What is odd about the rows of a file together.

    ``rows`` are left out, each with its value and why; ``rename`` makes the reference for a number
    in a row.
    """

    numbers: HandNumbers | None = None
    far: FarDays | None = None
    rows: tuple[tuple[int, str, BadValueError], ...] = ()
    faults: tuple[Fault, ...] = ()
    rename: Callable[[int, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Oddities:
    """Everything odd in one file; with ``faults``, a question is still open."""

    struck: StruckRows = field(default_factory=StruckRows)
    numbers: HandNumbers | None = None
    far: FarDays | None = None
    faults: tuple[Fault, ...] = ()

    def remarks(self, places: Places) -> Iterator[Text]:
        """What was done about each, once it was answered."""
        yield from self.struck.remarks(places)
        if self.numbers:
            yield from self.numbers.remarks()


def rows_named(rows: Sequence[int], count: int, places: Places) -> str:
    """The numbers of rows, each with its sheet where there are several."""
    several = len(places.names) > 1
    found = (places.of(row) for row in rows)
    named = [f"{sheet} {row}" if several else str(row) for sheet, row in found]
    return ", ".join(named) + (" …" if count > len(named) else "")
