"""What a card is made of: cells, tables, a status, groups reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.figures.tables import signed
from dashboard.i18n import Locale, Text, sequence
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number, percent
from dashboard.sentences.publications.publications import of_day


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: ``value`` as files have it, ``words`` as readers see it.

    A hidden value is ``x`` in both, one that is not available ``..``. ``day`` says the earlier day
    that it is of; it is empty when it is of the day of the data. ``revised``: a publication before
    this one said another number.
    """

    value: int | Decimal | str
    words: str
    day: str = ""
    revised: bool = False

    @property
    def hidden(self) -> bool:
        """Whether it is hidden to protect privacy."""
        return self.value == HIDDEN

    @property
    def is_word(self) -> bool:
        """Whether it is neither a number nor a sign in the place of one."""
        return isinstance(self.value, str) and self.value not in (HIDDEN, NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class BarChoice:
    """What choosing something filters by, as a query, and how that is said."""

    query: str
    words: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the code of what it counts, its name, and its cells.

    ``choice`` is ``None`` where nothing can be chosen.
    """

    code: str
    label: str
    cells: tuple[Cell, ...]
    choice: BarChoice | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A card's numbers; ``corner`` is the heading of the rows' names.

    ``drawn`` is the place of the column that bars stand for; ``None`` where rows are not compared.
    """

    title: str
    corner: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    drawn: int | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns, that of the names first."""
        return (self.corner, *self.columns)


@dataclass(frozen=True, slots=True)
class Value:
    """A gauge's one number, and what it is out of, as "of 1,000 (27%)" or nothing."""

    cell: Cell
    of: str = ""


@dataclass(frozen=True, slots=True)
class StatusMark:
    """How a value compares with the plan: its code, its label, and its sign for the eye."""

    code: str
    label: str
    sign: str


@dataclass(frozen=True, slots=True)
class GroupMark:
    """An at-risk age group; ``reached`` is ``None`` where that is hidden.

    ``sign`` and ``words`` say it to the eye and to the ear.
    """

    code: str
    label: str
    reached: bool | None
    sign: str
    words: str


NOTHING = Cell(NOT_AVAILABLE, NOT_AVAILABLE)
UNSEEN = Cell(HIDDEN, HIDDEN)


def count(
    value: int | None, locale: Locale, *, as_of: date | None = None, revised: bool = False
) -> Cell:
    """A count; ``None`` is hidden."""
    if value is None:
        return UNSEEN
    return Cell(value, number(value, locale), _day(as_of, locale), revised)


def share(value: Decimal | None, locale: Locale, as_of: date | None = None) -> Cell:
    """A percent; ``None`` is hidden."""
    if value is None:
        return UNSEEN
    return Cell(value, percent(value, locale), _day(as_of, locale))


def change(value: int | None, locale: Locale) -> Cell:
    """How many more there are, with a sign; ``None`` is hidden."""
    return UNSEEN if value is None else Cell(value, signed(value, locale))


def word(said: Text, locale: Locale, as_of: date | None = None) -> Cell:
    """Words in place of a number; what is true of an earlier day says so in files, too."""
    words = said.say(locale)
    if as_of is None:
        return Cell(words, words)
    day = of_day(as_of)
    return Cell(sequence(said, day).say(locale), words, day.say(locale))


def table(
    title: Text, corner: Text, columns: Iterable[Text], lines: Iterable[Line], locale: Locale
) -> Table:
    """A table with its headings in words."""
    said = tuple(column.say(locale) for column in columns)
    return Table(title.say(locale), capitalise(corner.say(locale)), said, tuple(lines))


def _day(as_of: date | None, locale: Locale) -> str:
    return of_day(as_of).say(locale) if as_of else ""
