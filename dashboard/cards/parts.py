"""The parts of a card: cells, tables, a status and the age groups reached."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures.tables import signed
from dashboard.i18n import Locale, Text, sequence
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number, percent
from dashboard.sentences.publications.publications import between, of_day


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: ``value`` is for files, ``words`` for readers.

    Both are ``x`` for a hidden value and ``..`` for one that is not available; where the filters
    leave the row out, ``words`` say that in place of ``..``. ``day`` names the earlier day of a
    value; it is empty when the value is of the day of the data. ``revised``: an earlier publication
    gave another number. ``range`` is told in the place of a hidden count; then ``words`` say it.
    """

    value: int | Decimal | str
    words: str
    day: str = ""
    revised: bool = False
    range: Interval | None = None

    @property
    def hidden(self) -> bool:
        """Whether it is hidden to protect privacy, and nothing is told in its place."""
        return self.value == HIDDEN and self.range is None

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and neither a number nor a sign in its place."""
        return isinstance(self.value, str) and self.value not in (HIDDEN, NOT_AVAILABLE)


class BarChoice(NamedTuple):
    """The query that choosing something sets, and the words for that.

    ``aside``: the filters leave it out.
    """

    query: str
    words: Text
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its code, its name and its cells.

    ``choice`` is ``None`` where the row cannot be chosen.
    """

    code: str
    label: str
    cells: tuple[Cell, ...]
    choice: BarChoice | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A card's numbers; ``corner`` is the heading of the first column.

    ``drawn`` is the index of the column that the bars show; ``None`` where rows are not compared.
    """

    title: str
    corner: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    drawn: int | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns, from the first one."""
        return (self.corner, *self.columns)

    def has_words(self, at: int) -> bool:
        """Whether any row has a word in the column of that index; the others are of numbers."""
        return any(line.cells[at].is_word for line in self.lines)


@dataclass(frozen=True, slots=True)
class Value:
    """A gauge's number, and its whole, such as "of 1,000 (27%)"; empty without one."""

    cell: Cell
    of: str = ""


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A comparison with the plan: its code, its label and a visible sign."""

    code: str
    label: str
    sign: str


@dataclass(frozen=True, slots=True)
class GroupMark:
    """An at-risk age group; ``reached`` is ``None`` where that is hidden.

    ``sign`` is seen, ``words`` are heard.
    """

    code: str
    label: str
    reached: bool | None
    sign: str
    words: str


NOTHING = Cell(NOT_AVAILABLE, NOT_AVAILABLE)
UNSEEN = Cell(HIDDEN, HIDDEN)
SIGNS = {"on_track": "●", "watch": "◐", "behind": "○"}
OTHER_SIGN = "◆"


def count(
    value: int | None,
    locale: Locale,
    *,
    as_of: date | None = None,
    revised: bool = False,
    told: Interval | None = None,
) -> Cell:
    """A count; ``None`` is hidden, and ``told`` is its range, if any."""
    if value is None and told:
        return Cell(HIDDEN, between(told).say(locale), revised=revised, range=told)
    if value is None:
        return replace(UNSEEN, revised=revised)
    return Cell(value, number(value, locale), _day(as_of, locale), revised)


def share(value: Decimal | None, locale: Locale, as_of: date | None = None) -> Cell:
    """A percent; ``None`` is hidden."""
    if value is None:
        return UNSEEN
    return Cell(value, percent(value, locale), _day(as_of, locale))


def change(value: int | None, locale: Locale) -> Cell:
    """A difference with its sign; ``None`` is hidden."""
    return UNSEEN if value is None else Cell(value, signed(value, locale))


def word(said: Text, locale: Locale, as_of: date | None = None) -> Cell:
    """Words in place of a number; an earlier day is stated in files too."""
    words = said.say(locale)
    if as_of is None:
        return Cell(words, words)
    day = of_day(as_of)
    return Cell(sequence(said, day).say(locale), words, day.say(locale))


def status(code: str | None, vocabulary: Vocabulary, locale: Locale) -> StatusMark | None:
    """A status with its sign; ``None`` where there is none."""
    if code is None:
        return None
    label = capitalise(vocabulary.statuses[code].label(locale))
    return StatusMark(code, label, SIGNS.get(code, OTHER_SIGN))


def table(
    title: Text, corner: Text, columns: Iterable[Text], lines: Iterable[Line], locale: Locale
) -> Table:
    """A table with its headings in words."""
    said = tuple(column.say(locale) for column in columns)
    return Table(title.say(locale), capitalise(corner.say(locale)), said, tuple(lines))


def _day(as_of: date | None, locale: Locale) -> str:
    return of_day(as_of).say(locale) if as_of else ""
