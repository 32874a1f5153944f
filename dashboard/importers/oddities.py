"""Odd things in a file, each with its question; none is imported before it is answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dashboard.i18n import Text, plural, text
from dashboard.importers.faults import BadValueError, Fault
from dashboard.importers.places import Places

ROWS_NAMED = 20
DAYS_ASKED = 200


class StruckOut(StrEnum):
    """What becomes of rows that are struck through."""

    LEAVE = "leave"
    KEEP = "keep"


class HandNumbering(StrEnum):
    """What references are that somebody counted from 1.

    ``UNIQUE`` in all files that come here, or else made from the name of the file as well.
    """

    UNIQUE = "unique"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class OddityAnswers:
    """What somebody said of it; ``None`` where they have not yet. All other dates are in doubt."""

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
        """Note a row; whether it is read like any other."""
        self.count += 1
        if len(self.first) < ROWS_NAMED:
            self.first.append(row)
        return self.answer is StruckOut.KEEP

    def faults(self, places: Places) -> Iterator[Fault]:
        """That nobody has said yet what becomes of them."""
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
        """What became of them."""
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
    """References that count from 1, in so many rows; an ``example`` of what would be made of one.

    ``taken`` are those under which other sessions are known already.
    """

    rows: int
    example: str
    taken: int
    answer: HandNumbering | None

    def faults(self) -> Iterator[Fault]:
        """That nobody has said yet what they are."""
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
        """What became of them."""
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
    """Those days, and from when to when all others are."""

    days: tuple[FarDay, ...]
    first: date
    last: date


def far(day: date, found: FarDays) -> BadValueError:
    """That a day is far from all others, and may be right."""
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
    """What the rows of a file say together that is odd.

    ``rows`` are kept out, each with its value and why; ``rename`` makes a reference of what stands
    in a numbered row.
    """

    numbers: HandNumbers | None = None
    far: FarDays | None = None
    rows: tuple[tuple[int, str, BadValueError], ...] = ()
    faults: tuple[Fault, ...] = ()
    rename: Callable[[int, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Oddities:
    """All of it, in one file; with ``faults``, something is still to be answered."""

    struck: StruckRows = field(default_factory=StruckRows)
    numbers: HandNumbers | None = None
    far: FarDays | None = None
    faults: tuple[Fault, ...] = ()

    def remarks(self, places: Places) -> Iterator[Text]:
        """What became of it, once it was answered."""
        yield from self.struck.remarks(places)
        if self.numbers:
            yield from self.numbers.remarks()


def rows_named(rows: Sequence[int], count: int, places: Places) -> str:
    """The numbers of rows, each with its sheet where there are several."""
    several = len(places.names) > 1
    found = (places.of(row) for row in rows)
    named = [f"{sheet} {row}" if several else str(row) for sheet, row in found]
    return ", ".join(named) + (" …" if count > len(named) else "")
