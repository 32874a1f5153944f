"""The columns of a session, declared once for files, forms, lists, exports and the API.

``docs/adding-a-session-column.md`` tells how to add one. Age groups are not here: each age group of
the reference data has a column of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from dashboard.domain.sessions.headers import HEADERS
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Text, text

LONGEST_REFERENCE, LONGEST_NOTE = 100, 2_000

STATUSES = Terms(
    (
        Term("delivered", "delivered", "tenue"),
        Term("planned", "planned", "prévue"),
        Term("cancelled", "cancelled", "annulée"),
    )
)


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


class FormPart(Enum):
    """The parts of the form, in their order; within a part, columns follow the table below."""

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


SESSION_COLUMNS = (
    SessionColumn(
        "reference",
        "reference",
        "référence",
        text("reference"),
        ColumnType.REFERENCE,
        headers=HEADERS["reference"],
        needed=True,
        filling=Filling(
            text("Your own number for this session, different in each row"), "2015-014", width=16
        ),
        longest=LONGEST_REFERENCE,
    ),
    SessionColumn(
        "date",
        "date",
        "date",
        text("date"),
        ColumnType.DATE,
        headers=HEADERS["date"],
        needed=True,
        form=FormPart.WHEN,
        filling=Filling(text("Year, month and day, as in 2015-03-25"), "2015-03-25", width=13),
        database="held_on",
    ),
    SessionColumn(
        "status",
        "status",
        "statut",
        text("status"),
        ColumnType.TERM,
        headers=HEADERS["status"],
        terms=lambda _: STATUSES,
        needed=True,
        constant=True,
        form=FormPart.WHEN,
        filling=Filling(text("Choose from the list; only a session that took place has counts")),
    ),
    SessionColumn(
        "kind",
        "session kind",
        "type de séance",
        text("session kind"),
        ColumnType.TERM,
        headers=HEADERS["kind"],
        terms=lambda words: words.kinds,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHAT,
        filling=Filling(text("Choose from the list"), width=24),
    ),
    SessionColumn(
        "language",
        "language",
        "langue",
        text("language"),
        ColumnType.TERM,
        headers=HEADERS["language"],
        terms=lambda words: words.languages,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHAT,
        filling=Filling(text("Choose from the list")),
    ),
    SessionColumn(
        "venue",
        "venue",
        "lieu",
        text("venue"),
        ColumnType.VENUE,
        headers=HEADERS["venue"],
        terms=lambda words: words.venues,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHERE,
        filling=Filling(
            text("Choose from the list; shelters are listed by code only"), "HS-01", width=34
        ),
        database="venue_id",
    ),
    SessionColumn(
        "venue_type",
        "venue type",
        "type de lieu",
        text("venue type"),
        ColumnType.TERM,
        headers=HEADERS["venue_type"],
        terms=lambda words: words.venue_types,
        recorded=False,
    ),
    SessionColumn(
        "facilitators",
        "facilitators",
        "animateurs",
        text("facilitators"),
        ColumnType.FACILITATORS,
        headers=HEADERS["facilitators"],
        constant=True,
        stays=True,
        habitual=True,
        form=FormPart.WHO_LED,
        filling=Filling(
            text("Codes from the list; separate several with a semicolon"), "F-01; F-02", width=22
        ),
    ),
    SessionColumn(
        "duration_minutes",
        "duration (minutes)",
        "durée (minutes)",
        text("duration (minutes)"),
        ColumnType.MINUTES,
        headers=HEADERS["duration_minutes"],
        constant=True,
        stays=True,
        habitual=True,
        form=FormPart.BESIDES,
        filling=Filling(text("Minutes, in digits; blank if not known"), "90"),
    ),
    SessionColumn(
        "total",
        "total",
        "total",
        text("total"),
        ColumnType.COUNT,
        headers=HEADERS["total"],
        counts=True,
        form=FormPart.WHO_CAME,
        filling=Filling(
            text(
                "All participations; never less than the sum of the age groups. If blank, "
                "that sum is used"
            ),
            "12",
        ),
    ),
    SessionColumn(
        "first_time",
        "first time",
        "première participation",
        text("first-time participants"),
        ColumnType.COUNT,
        headers=HEADERS["first_time"],
        narrows=True,
        counts=True,
        form=FormPart.WHO_CAME,
        filling=Filling(
            text("How many of them came for the first time; blank if nobody was asked"), "8"
        ),
    ),
    SessionColumn(
        "note",
        "note",
        "note",
        text("note"),
        ColumnType.NOTE,
        headers=HEADERS["note"],
        stays=True,
        private=True,
        form=FormPart.BESIDES,
        filling=Filling(text("What the team should know; only coordinators see it"), width=44),
        longest=LONGEST_NOTE,
    ),
)

BY_CODE = {column.code: column for column in SESSION_COLUMNS}
RECORDED = tuple(column for column in SESSION_COLUMNS if column.recorded)
COUNTS = tuple(column for column in RECORDED if column.counts)
IN_SESSION_ROW = tuple(one for one in RECORDED if one.type is not ColumnType.FACILITATORS)
"""The columns of the sessions table itself; age groups and facilitators have their own tables."""


def in_form(part: FormPart) -> tuple[SessionColumn, ...]:
    """The columns of a part of the form."""
    return tuple(column for column in SESSION_COLUMNS if column.form is part)


def around_ages() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes before and after the age groups in our own files.

    Notes are long and come last.
    """
    notes = tuple(column.code for column in RECORDED if column.type is ColumnType.NOTE)
    return tuple(one.code for one in RECORDED if one.code not in notes), notes
