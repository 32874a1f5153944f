"""What is declared of a column of a session."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Text


class ColumnType(Enum):
    """What a column holds, which decides how it is read, entered, checked and written."""

    REFERENCE = auto()
    DATE = auto()
    TERM = auto()
    """The code of one of a few terms."""
    VENUE = auto()
    """The code of one of many venues."""
    FACILITATORS = auto()
    """Codes of any number of facilitators."""
    COUNT = auto()
    """A whole number from 0; blank where nobody counted."""
    MINUTES = auto()
    NOTE = auto()
    """Free text."""


CHOSEN = (ColumnType.TERM, ColumnType.VENUE, ColumnType.FACILITATORS)
"""The types of columns that hold codes."""
NUMBERS = (ColumnType.COUNT, ColumnType.MINUTES)
"""The types of columns that hold numbers."""


class FormPart(Enum):
    """The parts of the form, in their order; within a part, columns stand as they are declared."""

    WHEN = auto()
    WHERE = auto()
    WHAT = auto()
    WHO_CAME = auto()
    """Shown for delivered sessions only."""
    WHO_LED = auto()
    BESIDES = auto()


@dataclass(frozen=True, slots=True)
class Filling:
    """What the workbook to fill in shows for a column: advice, an example and a width."""

    advice: Text
    example: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class SessionColumn:
    """A column of a session.

    ``code`` is its name in files, in JSON and in ``SessionRecord``. ``title_en`` and ``title_fr``
    are its headers in files, which accept ``headers`` too. ``name`` is what the views call it.
    ``terms`` gives the terms whose codes it holds.

    In files: a ``needed`` column must be present and filled. If the file lacks a ``constant``
    column, the user may give one value for all rows. If it lacks a column that ``stays``, existing
    values are kept; other columns become blank. ``narrows``: it counts only some of the people who
    came, so questions grouped under its title are not read as age groups.

    ``counts``: blank for planned and cancelled sessions. ``private``: it appears in no view but
    those of sessions. ``habitual``: a new session begins with the value of the last one. ``form``
    is its part of the form, ``filling`` what the workbook says of it; ``None`` where it is not
    entered there. ``longest`` is the most characters of a text.

    ``database`` is its column in the sessions table, if that has another name. A column that is not
    ``recorded`` is only compared with what is recorded.
    """

    code: str
    title_en: str
    title_fr: str
    name: Text
    type: ColumnType
    headers: tuple[str, ...] = ()
    terms: Callable[[Vocabulary], Terms[Any]] | None = None
    needed: bool = False
    constant: bool = False
    stays: bool = False
    narrows: bool = False
    counts: bool = False
    private: bool = False
    habitual: bool = False
    form: FormPart | None = None
    filling: Filling | None = None
    longest: int = 0
    database: str = ""
    recorded: bool = True

    @property
    def in_database(self) -> str:
        """The name of its column in the sessions table."""
        return self.database or self.code
